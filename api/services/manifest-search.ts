import type { Hex } from '@lanran/protocol/bytes';
import { MAX_MANIFEST_ENTRIES } from '@lanran/protocol/manifest';
import type { ManifestStore } from '../ports/manifest-store.ts';

/** The place of a path in a manifest, which is in the order of paths: some twenty reads, however many files. Null: not there. */
export async function findIndexOfPath(
  manifests: Pick<ManifestStore, 'find'>,
  root: Hex,
  path: string,
): Promise<number | null> {
  let [from, to] = [0, MAX_MANIFEST_ENTRIES];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const entry = await manifests.find(root, middle);
    if (entry?.path === path) return middle;
    if (entry !== null && entry.path < path) from = middle + 1;
    else to = middle;
  }
  return null;
}
