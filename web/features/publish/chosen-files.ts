import { FormatError } from '@lanran/protocol/errors';
import { parsePath } from '@lanran/protocol/manifest';

/** A file of this computer and the path it is to have in the asset. */
export interface ChosenFile {
  readonly path: string;
  readonly file: File;
}

export interface RefusedFile {
  readonly path: string;
  readonly why: 'NAME' | 'EMPTY' | 'SYSTEM' | 'CASE' | 'FOLDER' | 'TWICE';
}

export interface Chosen {
  readonly files: readonly ChosenFile[];
  readonly refused: readonly RefusedFile[];
}

/** What react-aria gives for a dropped item; of its kinds, files and folders matter. */
interface DroppedFile {
  readonly kind: 'file';
  readonly name: string;
  getFile(): Promise<File>;
}
interface DroppedFolder {
  readonly kind: 'directory';
  readonly name: string;
  getEntries(): AsyncIterable<DroppedFile | DroppedFolder>;
}
export type Dropped = DroppedFile | DroppedFolder | { readonly kind: 'text' };

/** What operating systems leave in folders; never part of an asset. */
const SYSTEM_FILES = /(^|\/)(\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini|__MACOSX(\/.*)?)$/i;

/** Files and whole folders that were dropped, with their paths. */
export async function readDropped(items: Iterable<Dropped>): Promise<ChosenFile[]> {
  const found: ChosenFile[] = [];
  for (const item of items) if (item.kind !== 'text') await collect(item, '', found);
  return found;
}

async function collect(
  item: DroppedFile | DroppedFolder,
  folder: string,
  found: ChosenFile[],
): Promise<void> {
  const path = `${folder}${item.name}`;
  if (item.kind === 'file') {
    found.push({ path, file: await item.getFile() });
    return;
  }
  for await (const entry of item.getEntries()) await collect(entry, `${path}/`, found);
}

/** What a file button gave; of a folder, with its paths. */
export function readSelected(files: Iterable<File>): ChosenFile[] {
  return [...files].map((file) => ({
    path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
    file,
  }));
}

/** A file chosen again without its folder takes the place of the one that asks for it, known by name and size. */
export function placeAgain(
  chosen: readonly ChosenFile[],
  asked: readonly { readonly path: string; readonly bytes: number }[],
): ChosenFile[] {
  return chosen.map(({ path, file }) => {
    if (asked.some((row) => row.path === path)) return { path, file };
    const places = asked.filter((row) => nameOf(row.path) === nameOf(path) && row.bytes === file.size);
    return { path: places.length === 1 ? (places[0]?.path ?? path) : path, file };
  });
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).normalize('NFC');
}

/** Leaves out what the rules of paths refuse (protocol/manifest.ts), beside files that are there already. */
export function sortOut(chosen: readonly ChosenFile[], presentPaths: readonly string[]): Chosen {
  const files: ChosenFile[] = [];
  const refused: RefusedFile[] = [];
  const byFolded = new Map(presentPaths.map((path) => [fold(path), path]));
  const folders = new Set(presentPaths.flatMap((path) => foldersOf(fold(path))));
  const taken = new Set<string>();
  for (const { path: given, file } of chosen) {
    const path = given.normalize('NFC');
    // Of one choice, neither may silently take the other's place.
    const why = taken.has(path) ? 'TWICE' : reasonAgainst({ path, file, byFolded, folders });
    if (why !== null) {
      refused.push({ path, why });
      continue;
    }
    taken.add(path);
    byFolded.set(fold(path), path);
    for (const folder of foldersOf(fold(path))) folders.add(folder);
    files.push({ path, file });
  }
  return { files, refused };
}

interface Candidate extends ChosenFile {
  readonly byFolded: ReadonlyMap<string, string>;
  readonly folders: ReadonlySet<string>;
}

function reasonAgainst({ path, file, byFolded, folders }: Candidate): RefusedFile['why'] | null {
  if (SYSTEM_FILES.test(path)) return 'SYSTEM';
  if (!isLawful(path)) return 'NAME';
  if (file.size === 0) return 'EMPTY';
  const twin = byFolded.get(fold(path));
  if (twin !== undefined && twin !== path) return 'CASE';
  if (folders.has(fold(path)) || foldersOf(fold(path)).some((folder) => byFolded.has(folder)))
    return 'FOLDER';
  return null;
}

function isLawful(path: string): boolean {
  try {
    parsePath(path);
    return true;
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}

function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'));
}

function fold(path: string): string {
  return path.toUpperCase().toLowerCase().normalize('NFC');
}
