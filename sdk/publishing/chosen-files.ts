import { FormatError } from '@lanran/protocol/kernel/errors';
import { foldersOf, foldPath, parseNewPath } from '@lanran/protocol/kernel/path';

/** A file that a person chose, by itself or with its folder. */
export interface Chosen {
  /** In the asset; in whatever Unicode form the disk has it. */
  readonly path: string;
  readonly bytes: number;
}

/** Why a file can't be part of an asset. */
export interface Refused {
  readonly path: string;
  readonly why: 'NAME' | 'EMPTY' | 'HIDDEN' | 'SYSTEM' | 'CASE' | 'FOLDER' | 'TWICE';
}

/** What operating systems leave in folders; never part of an asset. */
const SYSTEM_FILES = /(^|\/)(\.DS_Store|\._[^/]*|Thumbs\.db|ehthumbs\.db|desktop\.ini|__MACOSX(\/.*)?)$/i;
const HIDDEN = /(^|\/)\.[^/]/;

/** Why a file is no part of an asset that nobody misses there; a folder of that name need not be looked into. */
export function reasonToSkip(path: string): 'SYSTEM' | 'HIDDEN' | null {
  if (SYSTEM_FILES.test(path)) return 'SYSTEM';
  return HIDDEN.test(path) ? 'HIDDEN' : null;
}

/** The one folder that holds all that was chosen; null when there are several, or files beside it. */
export function findOnlyFolder(chosen: readonly { readonly path: string }[]): string | null {
  const [first] = chosen;
  if (first === undefined || !first.path.includes('/')) return null;
  const folder = first.path.slice(0, first.path.indexOf('/') + 1);
  return chosen.every(({ path }) => path.startsWith(folder)) ? folder.slice(0, -1) : null;
}

/** Paths below the folder that was chosen, when it is one and nothing else: it is the asset. Several, and one beside files, keep their names. */
export function placeChosen<T extends { readonly path: string }>(chosen: readonly T[]): T[] {
  const folder = findOnlyFolder(chosen);
  if (folder === null) return [...chosen];
  return chosen.map((each) => ({ ...each, path: each.path.slice(folder.length + 1) }));
}

/** Leaves out what the rules of paths refuse (protocol/kernel/path.ts), beside files that are there already. Paths come out in NFC. */
export function sortOut<T extends Chosen>(
  chosen: readonly T[],
  presentPaths: readonly string[],
): { readonly files: readonly T[]; readonly refused: readonly Refused[] } {
  const files: T[] = [];
  const refused: Refused[] = [];
  const byFolded = new Map(presentPaths.map((path) => [foldPath(path), path]));
  const folders = new Set(presentPaths.flatMap((path) => foldersOf(foldPath(path))));
  const taken = new Set<string>();
  for (const each of chosen) {
    const path = each.path.normalize('NFC');
    // Of one choice, neither may silently take the other's place.
    const why = taken.has(path) ? 'TWICE' : reasonAgainst({ path, bytes: each.bytes, byFolded, folders });
    if (why !== null) {
      refused.push({ path, why });
      continue;
    }
    taken.add(path);
    byFolded.set(foldPath(path), path);
    for (const folder of foldersOf(foldPath(path))) folders.add(folder);
    files.push({ ...each, path });
  }
  return { files, refused };
}

interface Candidate extends Chosen {
  readonly byFolded: ReadonlyMap<string, string>;
  readonly folders: ReadonlySet<string>;
}

function reasonAgainst({ path, bytes, byFolded, folders }: Candidate): Refused['why'] | null {
  const skipped = reasonToSkip(path);
  if (skipped !== null) return skipped;
  if (!isLawful(path)) return 'NAME';
  if (bytes === 0) return 'EMPTY';
  const folded = foldPath(path);
  const twin = byFolded.get(folded);
  if (twin !== undefined && twin !== path) return 'CASE';
  if (folders.has(folded) || foldersOf(folded).some((folder) => byFolded.has(folder))) return 'FOLDER';
  return null;
}

function isLawful(path: string): boolean {
  try {
    parseNewPath(path);
    return true;
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}
