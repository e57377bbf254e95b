import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { FormatError } from '@lanran/protocol/kernel/errors';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import {
  type Generation,
  type GenerationHash,
  MAX_HISTORY_BYTES,
  parseGeneration,
} from '@lanran/protocol/packages/mhl-reader';
import { PAYLOAD_FOLDER } from '@lanran/protocol/packages/package-entry';
import { parseBundle } from '@lanran/protocol/proofs/bundle';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import type { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import type { Platform } from '@lanran/sdk/kernel/session';
import { getLicenseVersions } from '@lanran/sdk/licensing/license-versions';
import { requireVersionOf } from '@lanran/sdk/licensing/sold-version';
import { exportProof } from '@lanran/sdk/provenance/proofs';

/** What a generation that came back says of the files of a license. */
export interface HistoryMatch {
  /** Files of the license that it lists as they were published. */
  readonly matched: number;
  /** Paths of files of the license for which it lists other bytes. */
  readonly changed: readonly string[];
  /** Listed files that are none of the license: what was made of them, or the package's own. */
  readonly others: number;
}

/** By its name. */
export function isHistory(file: string): boolean {
  return file.toLowerCase().endsWith('.mhl');
}

/**
 * Compares a generation with the versions that a license opens.
 * @throws RefusedError for what is no generation, is of another license, or lists no file of this one as it was published
 */
export async function matchHistory(
  { api }: Pick<Platform, 'api'>,
  {
    licenseId,
    file,
    sha256,
  }: { readonly licenseId: LicenseId; readonly file: string; readonly sha256: string },
): Promise<HistoryMatch> {
  const generation = await readGeneration(file, sha256);
  if (generation.license !== null && generation.license !== licenseId)
    throw new RefusedError(
      'HISTORY_OF_ANOTHER_LICENSE',
      `${file} is of license ${generation.license}, not of ${licenseId}. Report it for that one.`,
      { argument: 'file' },
    );
  const published = await listPublished(api, licenseId);
  const match = compare(generation.files, published);
  if (match.matched > 0) return match;
  throw new RefusedError(
    'HISTORY_OF_OTHER_FILES',
    `${file} lists ${generation.files.length} files, and none of them is a file of license ${licenseId} as it was published. Name the generation that was made of the delivered files.`,
    { argument: 'file' },
  );
}

async function readGeneration(file: string, sha256: string): Promise<Generation> {
  const { size } = await stat(file);
  if (size > MAX_HISTORY_BYTES)
    throw new RefusedError('HISTORY_TOO_LARGE', `${file} has more than ${MAX_HISTORY_BYTES} bytes.`, {
      argument: 'file',
    });
  const content = await readFile(file);
  if (createHash('sha256').update(content).digest('hex') !== sha256)
    throw new RefusedError('FILE_CHANGED', `${file} was changed while it was read. Run it again.`, {
      argument: 'file',
    });
  try {
    return parseGeneration(new TextDecoder('utf-8', { fatal: true }).decode(content), 'file');
  } catch (cause) {
    if (!(cause instanceof FormatError || cause instanceof TypeError)) throw cause;
    throw new RefusedError('NOT_A_HISTORY', `${file} is no ASC MHL generation: ${cause.message}`, {
      argument: 'file',
      cause,
    });
  }
}

/** Files of all versions that the license opens, by path; versions may have other bytes at one. */
async function listPublished(
  api: GraphqlClient,
  licenseId: LicenseId,
): Promise<ReadonlyMap<string, readonly FileDigest[]>> {
  const published = new Map<string, FileDigest[]>();
  const { assetId, opened } = await getLicenseVersions(api, licenseId);
  for (const version of opened) {
    const statementHash = requireVersionOf(assetId, version);
    const { files } = parseBundle((await exportProof(api, { statementHash })).bundle);
    for (const { entry } of files) published.set(entry.path, [...(published.get(entry.path) ?? []), entry]);
  }
  return published;
}

function compare(
  files: readonly GenerationHash[],
  published: ReadonlyMap<string, readonly FileDigest[]>,
): HistoryMatch {
  const known = new Set([...published.values()].flat().flatMap(({ sha256, xxh64 }) => [sha256, xxh64]));
  const changed: string[] = [];
  let matched = 0;
  let others = 0;
  for (const file of files) {
    const stated = [file.sha256, file.hashes.get('xxh64')].filter((hash) => hash != null);
    const atPath = published.get(file.path) ?? published.get(withoutFolder(file.path));
    // Files may have been moved, and be what they were.
    if (stated.some((hash) => known.has(hash))) matched += 1;
    else if (atPath !== undefined && stated.length > 0) changed.push(file.path);
    else others += 1;
  }
  return { matched, changed, others };
}

/** A package has its files in `data/`. */
function withoutFolder(path: string): string {
  return path.startsWith(PAYLOAD_FOLDER) ? path.slice(PAYLOAD_FOLDER.length) : path;
}
