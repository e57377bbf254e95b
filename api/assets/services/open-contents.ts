import { fieldValue } from '@lanran/protocol/log/body';
import { type FilesField, parseFilesField } from '@lanran/protocol/files/manifest';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import { isVersion } from '../domain/asset-version.ts';
import type { ManifestStore } from '../ports/manifest-store.ts';

const LEAVES_AT_ONCE = 1_000;
const MANIFESTS_AT_ONCE = 200;
const FILES_AT_ONCE = 1_000;

export interface OpenContentsOptions {
  readonly leaves: Pick<LeafStore, 'size' | 'list'>;
  readonly manifests: Pick<ManifestStore, 'list' | 'listStarts'>;
}

/**
 * CIDs of the originals, in every version, of assets that the log says are OPEN now, without what was taken down. From the log
 * and not from what follows it, which may be behind.
 */
export async function listOpenContents({ leaves, manifests }: OpenContentsOptions): Promise<Set<string>> {
  const roots = await openManifests(leaves);
  const cids = new Set<string>();
  for (let at = 0; at < roots.length; at += MANIFESTS_AT_ONCE) {
    const some = roots.slice(at, at + MANIFESTS_AT_ONCE);
    const starts = await manifests.listStarts(
      some.map(({ root }) => root),
      FILES_AT_ONCE,
    );
    for (const { cid } of [...starts.values()].flat()) cids.add(cid);
    for (const { root, count } of some)
      for (let from = FILES_AT_ONCE; from < count; from += FILES_AT_ONCE)
        for (const { cid } of await manifests.list(root, from, from + FILES_AT_ONCE)) cids.add(cid);
  }
  return cids;
}

/** Of assets whose last version is open. */
async function openManifests(leaves: OpenContentsOptions['leaves']): Promise<FilesField[]> {
  const assets = new Map<string, { isOpen: boolean; readonly files: FilesField[] }>();
  const size = await leaves.size();
  for (let from = 0; from < size; from += LEAVES_AT_ONCE) {
    const versions = (await leaves.list(from, from + LEAVES_AT_ONCE)).filter(isVersion);
    for (const version of versions) {
      const { assetId } = version.statement;
      const asset = assets.get(assetId) ?? { isOpen: false, files: [] };
      asset.isOpen = fieldValue({ fields: version.body }, 'access') === 'OPEN';
      asset.files.push(...filesOf(version));
      assets.set(assetId, asset);
    }
  }
  const open = [...assets.values()].filter(({ isOpen }) => isOpen);
  const byRoot = new Map(open.flatMap(({ files }) => files).map((files) => [files.root, files]));
  return [...byRoot.values()];
}

function filesOf({ body }: LoggedStatement): FilesField[] {
  const field = fieldValue({ fields: body }, 'files');
  return field === undefined ? [] : [parseFilesField(field)];
}
