import type { Hex } from '@lanran/protocol/kernel/bytes';
import { MAX_MANIFEST_ENTRIES } from '@lanran/protocol/files/manifest';
import type { ManifestStore } from '../ports/manifest-store.ts';

/**
 * The place of a path in a manifest, which is in the order of paths: some twenty reads, however many files. Null: not there, or
 * taken down.
 */
export async function findIndexOfPath(
  manifests: Pick<ManifestStore, 'findFrom'>,
  root: Hex,
  path: string,
): Promise<number | null> {
  let [from, to] = [0, MAX_MANIFEST_ENTRIES];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const entry = await manifests.findFrom(root, middle);
    if (entry?.path === path) return entry.index;
    if (entry !== null && entry.path < path) from = entry.index + 1;
    else to = middle;
  }
  return null;
}
