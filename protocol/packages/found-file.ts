import type { FileDigest } from '../files/file-digest.ts';
import type { MhlFormat } from './mhl-reader.ts';

/** What was found of a file that lies in a package. */
export interface FoundFile extends Omit<FileDigest, 'cid'> {
  /** Absent where it was not computed. */
  readonly cid?: string;
  /** Further formats that were computed, XXH64 among them. */
  readonly hashes: ReadonlyMap<MhlFormat, string>;
}

/** All files of a package by path, without those of `ascmhl/`. */
export type FoundFiles = ReadonlyMap<string, FoundFile>;

/** Texts of a package’s tag files, generations and chain file, by path. */
export type FoundTexts = ReadonlyMap<string, string>;

/** At most so many names in one sentence. */
const NAMED = 3;

/** `a, b, c and 7 more`. */
export function namesOf(names: readonly string[]): string {
  const rest = names.length - NAMED;
  return rest <= 0 ? names.join(', ') : `${names.slice(0, NAMED).join(', ')} and ${rest} more`;
}
