import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { FileDescription } from '../domain/picture.ts';

/** What the files of published versions are; derived from their bytes, so that losing it costs a new look at them. */
export interface FileDescriptionStore {
  /** Those that are known, in no order. */
  findMany(sha256s: readonly string[]): Promise<FileDescription[]>;
  /** The same for what is shown: a second old where another process writes. */
  findShown(sha256s: readonly string[]): Promise<FileDescription[]>;
  keep(descriptions: readonly FileDescription[]): Promise<void>;
  /** Forgets what a content is. */
  remove(sha256: string): Promise<void>;
  /** The cover of the manifest, if it is this entry. */
  removeCover(manifestRoot: Hex, index: number): Promise<void>;
  /** The index of the first picture in each file manifest that has one. */
  findCovers(manifestRoots: readonly Hex[]): Promise<ReadonlyMap<Hex, number>>;
  /** The same for what is shown: a second old where another process writes. */
  findShownCovers(manifestRoots: readonly Hex[]): Promise<ReadonlyMap<Hex, number>>;
  /** Covers that were taken or changed after a moment and not after another, in milliseconds since 1970; the earliest first. */
  listCovers(
    moments: { readonly after: number; readonly upTo: number },
    most: number,
  ): Promise<{ readonly root: Hex; readonly changedAt: number }[]>;
  /** Takes the picture for the cover unless an earlier one is: in whatever order they are found, the first remains. */
  offerCover(manifestRoot: Hex, index: number): Promise<void>;
}
