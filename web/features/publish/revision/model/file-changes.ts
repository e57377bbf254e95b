import type { DigestedFile } from '@lanran/sdk/publishing/publication-check';
import type { FileRow } from '../../uploads/model/file-rows.ts';

export interface FileChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly replaced: readonly string[];
  readonly keptCount: number;
}

/** Which files a revision adds, removes and replaces. */
export function fileChangesOf(before: readonly DigestedFile[], after: readonly FileRow[]): FileChanges {
  const old = new Map(before.map(({ path, digest }) => [path, digest.sha256]));
  const paths = new Set(after.map(({ path }) => path));
  const replaced = after.filter(({ path, sha256 }) => old.has(path) && old.get(path) !== sha256);
  const added = after.filter(({ path }) => !old.has(path));
  return {
    added: added.map(({ path }) => path),
    removed: [...old.keys()].filter((path) => !paths.has(path)),
    replaced: replaced.map(({ path }) => path),
    keptCount: after.length - added.length - replaced.length,
  };
}
