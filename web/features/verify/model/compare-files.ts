import type { Bundle } from '@lanran/protocol/proofs/bundle';
import { type FileDigest, findDifference } from '@lanran/protocol/files/file-digest';

/** `same`: the published one. `different`: changed. `stranger`: not one of the published. `absent`: not at hand. */
export type FileState = 'same' | 'different' | 'stranger' | 'absent';

export interface ComparedFile {
  readonly path: string;
  readonly state: FileState;
  readonly bytes: number;
  /** As found; as published for one that is absent. */
  readonly sha256: string;
  /** Published under this path, when it was renamed. */
  readonly publishedAs: string | null;
  /** What differs first. */
  readonly difference: keyof FileDigest | null;
}

/** Each file at hand against the list, and what of the list is not at hand; the check `files` names only the first. */
export function compareFiles(
  { files }: Pick<Bundle, 'files'>,
  atHand: ReadonlyMap<string, FileDigest>,
): ComparedFile[] {
  const entries = files.map(({ entry }) => entry);
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const bySha256 = new Map(entries.map((entry) => [entry.sha256, entry]));
  const met = new Set<object>();
  const found = [...atHand].map(([path, digest]): ComparedFile => {
    const entry = byPath.get(path) ?? bySha256.get(digest.sha256);
    const { bytes, sha256 } = digest;
    if (entry === undefined)
      return { path, state: 'stranger', bytes, sha256, publishedAs: null, difference: null };
    met.add(entry);
    const difference = findDifference(entry, digest);
    const publishedAs = entry.path === path ? null : entry.path;
    return {
      path,
      state: difference === null ? 'same' : 'different',
      bytes,
      sha256,
      publishedAs,
      difference,
    };
  });
  const absent = entries
    .filter((entry) => !met.has(entry))
    .map(({ path, bytes, sha256 }): ComparedFile => ({
      path,
      state: 'absent',
      bytes,
      sha256,
      publishedAs: null,
      difference: null,
    }));
  return [...found, ...absent];
}
