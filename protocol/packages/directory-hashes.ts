import xxhash from 'xxhash-wasm';
import { concat, fromHex, utf8 } from '../kernel/bytes.ts';

/** XXH64 of what lies in a folder, and of what it lies there as (ASC MHL 2.0, "directory hashes"). */
export interface FolderHash {
  readonly content: string;
  readonly structure: string;
}

export interface HashedFile {
  readonly path: string;
  readonly xxh64: string;
}

/** A folder of a history, with all files right in it. */
export interface HashedFolder<File extends HashedFile> extends FolderHash {
  /** Empty for the root. */
  readonly path: string;
  readonly files: readonly File[];
}

/** All folders of a list of files in post-order, so that the root comes last. Sources: ascmhl's `DirectoryHashContext`. */
export async function hashFolders<File extends HashedFile>(
  files: readonly File[],
): Promise<HashedFolder<File>[]> {
  const { h64Raw } = await xxhash();
  const hash = (bytes: Uint8Array) => h64Raw(bytes).toString(16).padStart(16, '0');
  const hashAll = (hashes: readonly string[]) => hash(concat(...hashes.toSorted().map(bytesOf)));
  const named = (name: string, of: string) => hash(concat(utf8(name), bytesOf(of)));
  const folders: HashedFolder<File>[] = [];
  const visit = (folder: Folder<File>): FolderHash => {
    const below = [...folder.folders].map(([name, each]) => ({ name, ...visit(each) }));
    const own = folder.files.map(({ path, xxh64 }) => ({
      name: nameOf(path),
      content: xxh64,
      structure: xxh64,
    }));
    const children = [...below, ...own];
    const found = {
      content: hashAll(children.map(({ content }) => content)),
      structure: hashAll(children.map(({ name, structure }) => named(name, structure))),
    };
    folders.push({ path: folder.path, files: folder.files, ...found });
    return found;
  };
  visit(treeOf(files));
  return folders;
}

interface Folder<File> {
  readonly path: string;
  readonly folders: Map<string, Folder<File>>;
  readonly files: File[];
}

function treeOf<File extends HashedFile>(files: readonly File[]): Folder<File> {
  const root: Folder<File> = { path: '', folders: new Map(), files: [] };
  for (const file of files) {
    let folder = root;
    for (const name of file.path.split('/').slice(0, -1)) {
      const path = folder.path === '' ? name : `${folder.path}/${name}`;
      const next = folder.folders.get(name) ?? { path, folders: new Map(), files: [] };
      folder.folders.set(name, next);
      folder = next;
    }
    folder.files.push(file);
  }
  return root;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function bytesOf(xxh64: string): Uint8Array {
  return fromHex(`0x${xxh64}`);
}
