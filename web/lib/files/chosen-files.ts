import { reasonToSkip, type Refused, sortOut as sortOutPaths } from '@lanran/sdk/publishing/chosen-files';
import type { FileSource, RootHandle } from './file-handles.ts';

/** A file of this computer and the path it is to have in the asset. */
export interface ChosenFile {
  readonly path: string;
  readonly file: File;
  /** Where the browser can find it again after a reload; null where it can't. */
  readonly source: FileSource | null;
}

export type RefusedFile = Refused;

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

/** A walk through thousands of files says how far it is. */
const TELL_EVERY = 200;
const OPENED_AT_ONCE = 64;

class Walk {
  readonly files: ChosenFile[] = [];
  readonly hidden: RefusedFile[] = [];
  readonly #roots: number;
  readonly #tell: (count: number) => void;

  constructor(roots: number, tell: (count: number) => void) {
    this.#roots = roots;
    this.#tell = tell;
  }

  take(chosen: ChosenFile): void {
    this.files.push(chosen);
    if (this.files.length % TELL_EVERY === 0) this.#tell(this.files.length);
  }

  /** Whether a folder is to be looked into; the only one that was pointed at is, whatever its name. */
  enters(path: string): boolean {
    if (this.#roots === 1 && !path.includes('/')) return true;
    const why = reasonToSkip(path);
    if (why === null) return true;
    this.hidden.push({ path: `${path}/`, why });
    return false;
  }
}

/** Files and whole folders that were dropped, with their paths. */
export async function readDropped(
  items: Iterable<Dropped>,
  onFound: (count: number) => void = () => undefined,
): Promise<Found> {
  const roots = [...items].filter((item) => item.kind !== 'text');
  const walk = new Walk(roots.length, onFound);
  for (const root of roots) await collect(root, '', walk);
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
  const walk = new Walk(roots.length, onFound);
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

/** Leaves out what can't be part of an asset, beside files that are there already. */
export function sortOut(chosen: readonly ChosenFile[], presentPaths: readonly string[]): Chosen {
  const measured = chosen.map((each) => ({ ...each, bytes: each.file.size }));
  const { files, refused } = sortOutPaths(measured, presentPaths);
  return { files: files.map(({ path, file, source }) => ({ path, file, source })), refused };
}
