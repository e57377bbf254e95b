import { FormatError } from '@lanran/protocol/errors';
import { parseNewPath } from '@lanran/protocol/manifest';
import type { FileSource, RootHandle } from './file-handles.ts';

/** A file of this computer and the path it is to have in the asset. */
export interface ChosenFile {
  readonly path: string;
  readonly file: File;
  /** Where the browser can find it again after a reload; null where it can't. */
  readonly source: FileSource | null;
}

export interface RefusedFile {
  readonly path: string;
  readonly why: 'NAME' | 'EMPTY' | 'HIDDEN' | 'SYSTEM' | 'CASE' | 'FOLDER' | 'TWICE';
}

export interface Chosen {
  readonly files: readonly ChosenFile[];
  readonly refused: readonly RefusedFile[];
}

/** What was found where a person pointed. */
export interface Found {
  readonly files: readonly ChosenFile[];
  /** Folders that were not looked into, as `.git/`. */
  readonly hidden: readonly RefusedFile[];
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
const HIDDEN = /(^|\/)\.[^/]/;
/** A walk through thousands of files says how far it is. */
const TELL_EVERY = 200;
const OPENED_AT_ONCE = 64;

class Walk {
  readonly files: ChosenFile[] = [];
  readonly hidden: RefusedFile[] = [];
  readonly #tell: (count: number) => void;

  constructor(tell: (count: number) => void) {
    this.#tell = tell;
  }

  take(chosen: ChosenFile): void {
    this.files.push(chosen);
    if (this.files.length % TELL_EVERY === 0) this.#tell(this.files.length);
  }

  /** Whether a folder is to be looked into. */
  enters(path: string): boolean {
    if (!HIDDEN.test(path)) return true;
    this.hidden.push({ path: `${path}/`, why: 'HIDDEN' });
    return false;
  }
}

/** Files and whole folders that were dropped, with their paths. */
export async function readDropped(
  items: Iterable<Dropped>,
  onFound: (count: number) => void = () => undefined,
): Promise<Found> {
  const walk = new Walk(onFound);
  for (const item of items) if (item.kind !== 'text') await collect(item, '', walk);
  return walk;
}

async function collect(item: DroppedFile | DroppedFolder, folder: string, walk: Walk): Promise<void> {
  const path = `${folder}${item.name}`;
  if (item.kind === 'file') {
    walk.take({ path, file: await item.getFile(), source: null });
    return;
  }
  if (!walk.enters(path)) return;
  for await (const entry of item.getEntries()) await collect(entry, `${path}/`, walk);
}

/** The same by handles, which find the files again after a reload. */
export async function readHandles(
  roots: readonly RootHandle[],
  onFound: (count: number) => void = () => undefined,
): Promise<Found> {
  const walk = new Walk(onFound);
  for (const root of roots) await collectHandle(root, { root, steps: [] }, walk);
  return walk;
}

async function collectHandle(handle: RootHandle, source: FileSource, walk: Walk): Promise<void> {
  const path = [source.root.name, ...source.steps].join('/');
  if (handle.kind === 'file') {
    walk.take({ path, file: await handle.getFile(), source });
    return;
  }
  if (!walk.enters(path)) return;
  let open: Promise<void>[] = [];
  for await (const [name, entry] of handle) {
    open.push(collectHandle(entry, { root: source.root, steps: [...source.steps, name] }, walk));
    if (open.length < OPENED_AT_ONCE) continue;
    await Promise.all(open);
    open = [];
  }
  await Promise.all(open);
}

/** What a file button gave; of a folder, with its paths. */
export function readSelected(files: Iterable<File>): Found {
  const found = [...files].map((file) => ({
    path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
    file,
    source: null,
  }));
  return { files: found, hidden: [] };
}

/** A file chosen again without its folder takes the place of the one that asks for it, known by name and size. */
export function placeAgain(
  chosen: readonly ChosenFile[],
  asked: readonly { readonly path: string; readonly bytes: number }[],
): ChosenFile[] {
  const paths = new Set(asked.map(({ path }) => path));
  const byName = new Map<string, typeof asked>();
  for (const row of asked) byName.set(nameOf(row.path), [...(byName.get(nameOf(row.path)) ?? []), row]);
  return chosen.map((each) => {
    const { path, file } = each;
    if (paths.has(path.normalize('NFC'))) return each;
    const places = (byName.get(nameOf(path)) ?? []).filter(({ bytes }) => bytes === file.size);
    return { ...each, path: places.length === 1 ? (places[0]?.path ?? path) : path };
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
  for (const each of chosen) {
    const path = each.path.normalize('NFC');
    // Of one choice, neither may silently take the other's place.
    const why = taken.has(path) ? 'TWICE' : reasonAgainst({ path, file: each.file, byFolded, folders });
    if (why !== null) {
      refused.push({ path, why });
      continue;
    }
    taken.add(path);
    byFolded.set(fold(path), path);
    for (const folder of foldersOf(fold(path))) folders.add(folder);
    files.push({ ...each, path });
  }
  return { files, refused };
}

interface Candidate extends Pick<ChosenFile, 'path' | 'file'> {
  readonly byFolded: ReadonlyMap<string, string>;
  readonly folders: ReadonlySet<string>;
}

function reasonAgainst({ path, file, byFolded, folders }: Candidate): RefusedFile['why'] | null {
  if (SYSTEM_FILES.test(path)) return 'SYSTEM';
  if (HIDDEN.test(path)) return 'HIDDEN';
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
    parseNewPath(path);
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
