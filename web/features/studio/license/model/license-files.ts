import { request } from '../../../../lib/session/api.ts';
import { type Connection, readAll } from '../../../../lib/session/connections.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import type { LicensedFile } from '../../delivery/model/file-request.ts';

/** What the platform gives at once. */
const MOST_AT_ONCE = 100;
export const SHOWN_AT_ONCE = 50;

/** By the asset: through the license it would be nested deeper than the platform answers. */
const ITEMS = graphql(`
  query LicenseItems($assetId: ID!, $version: Int!, $first: Int!, $after: String) {
    asset(id: $assetId) {
      id
      fileItems(version: $version, first: $first, after: $after) {
        totalCount
        pageInfo {
          endCursor
          hasNextPage
        }
        edges {
          cursor
          node {
            file {
              id
              path
              bytes
              sha256
            }
            sequence {
              name
              step
              padding
              frameCount
              bytes
              missingCount
              emptyCount
              missing {
                first
                last
              }
            }
          }
        }
      }
    }
  }
`);

const FRAMES = graphql(`
  query LicenseFrames($assetId: ID!, $version: Int!, $item: String, $first: Int!, $after: String) {
    asset(id: $assetId) {
      id
      fileItems(version: $version, first: 1, after: $item) {
        edges {
          node {
            sequence {
              frames(first: $first, after: $after) {
                pageInfo {
                  endCursor
                  hasNextPage
                }
                edges {
                  node {
                    file {
                      id
                      path
                      bytes
                      sha256
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
`);

type Items = NonNullable<ResultOf<typeof ITEMS>['asset']>['fileItems'];
type Node = Items['edges'][number]['node'];
export type LicensedSequence = Omit<NonNullable<Node['sequence']>, 'bytes'> & { readonly bytes: number };

/** A version whose files a license opens. */
export interface LicensedFiles {
  readonly assetId: string;
  /** Its number. */
  readonly version: number;
}

/** A line of a license's files: one of them, or the frames of a sequence. */
export interface LicensedItem extends LicensedFiles {
  /** The first frame of a sequence. */
  readonly file: LicensedFile;
  readonly sequence: LicensedSequence | null;
  /** The cursor before it; null for the first. */
  readonly before: string | null;
}

interface PageRequest {
  readonly first: number;
  readonly after: string | null;
  readonly signal?: AbortSignal | undefined;
}

export async function pageOfItems(
  { assetId, version }: LicensedFiles,
  { first, after, signal }: PageRequest,
): Promise<Connection<{ readonly node: LicensedItem }> | null> {
  const { asset } = await request(ITEMS, { assetId, version, first, after }, { signal });
  if (asset === null) return null;
  const { edges, ...page } = asset.fileItems;
  const nodes = edges.map(({ node: { file, sequence } }, at) => ({
    assetId,
    version,
    file: measured(file),
    sequence: sequence === null ? null : { ...sequence, bytes: Number(sequence.bytes) },
    before: edges[at - 1]?.cursor ?? after,
  }));
  return { ...page, edges: nodes.map((node) => ({ node })) };
}

/** In their order; of a sequence alone. */
export async function pageOfFrames(
  { assetId, version, before }: Pick<LicensedItem, 'assetId' | 'version' | 'before'>,
  { first, after, signal }: PageRequest,
): Promise<Connection<{ readonly node: LicensedFile }> | null> {
  const { asset } = await request(FRAMES, { assetId, version, item: before, first, after }, { signal });
  const frames = asset?.fileItems.edges[0]?.node.sequence?.frames;
  if (frames === undefined) return null;
  return { ...frames, edges: frames.edges.map(({ node }) => ({ node: measured(node.file) })) };
}

export function listItems(licensed: LicensedFiles, signal?: AbortSignal): Promise<LicensedItem[]> {
  return readAll((after) => pageOfItems(licensed, { first: MOST_AT_ONCE, after, signal }), Infinity);
}

/** The frames of a sequence, however many; of another item, its file. */
export async function filesOf(item: LicensedItem, signal?: AbortSignal): Promise<LicensedFile[]> {
  if (item.sequence === null) return [item.file];
  return readAll((after) => pageOfFrames(item, { first: MOST_AT_ONCE, after, signal }), Infinity);
}

/** Every file of a version. */
export async function listFiles(licensed: LicensedFiles): Promise<LicensedFile[]> {
  const files: LicensedFile[] = [];
  for (const item of await listItems(licensed)) files.push(...(await filesOf(item)));
  return files;
}

function measured({ bytes, ...file }: Node['file']): LicensedFile {
  return { ...file, bytes: Number(bytes) };
}
