/*
 * The File System Access API, where a browser has it (https://wicg.github.io/file-system-access/): TypeScript's library lacks the
 * parts that ask a person.
 */

interface Asking {
  queryPermission?(how: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(how: { mode: 'read' }): Promise<PermissionState>;
}
export type FileHandle = FileSystemFileHandle & Asking;
export type FolderHandle = FileSystemDirectoryHandle &
  Asking &
  AsyncIterable<[string, FileHandle | FolderHandle]>;
/** Outlives the page: the browser gives it back from its own storage, and asks the person again. */
export type RootHandle = FileHandle | FolderHandle;

/** Where a file was found: a handle that was given, and the names from there to it. */
export interface FileSource {
  readonly root: RootHandle;
  /** As the disk writes them; none when the handle is the file itself. */
  readonly steps: readonly string[];
}

interface PickingWindow {
  showOpenFilePicker?(options: { multiple: boolean }): Promise<FileHandle[]>;
}

interface HandleItem {
  getAsFileSystemHandle?(): Promise<RootHandle | null>;
}

export function hasFilePicker(): boolean {
  return (window as PickingWindow).showOpenFilePicker !== undefined;
}

/** Files that a person picked; none when they changed their mind. */
export async function pickFiles(): Promise<FileHandle[]> {
  try {
    return (await (window as PickingWindow).showOpenFilePicker?.({ multiple: true })) ?? [];
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return [];
    throw error;
  }
}

/** Handles of what is dropped, to be asked for while the event lasts; null where the browser gives none. */
export function handlesOf(items: DataTransferItemList): Promise<RootHandle[]> | null {
  const files = [...items].filter(({ kind }) => kind === 'file');
  const asked = files.flatMap((item) => (item as HandleItem).getAsFileSystemHandle?.() ?? []);
  if (asked.length === 0 || asked.length < files.length) return null;
  return Promise.all(asked).then((handles) => handles.flatMap((handle) => handle ?? []));
}

export async function mayRead(root: RootHandle): Promise<boolean> {
  return (await root.queryPermission?.({ mode: 'read' })) === 'granted';
}

/** Asks the person, who has just pressed something. */
export async function askToRead(root: RootHandle): Promise<boolean> {
  return (await mayRead(root)) || (await root.requestPermission?.({ mode: 'read' })) === 'granted';
}

/** The file as it is now; null when it is not there any more, or may not be read. */
export async function openSource({ root, steps }: FileSource): Promise<File | null> {
  try {
    if (root.kind === 'file') return await root.getFile();
    const folders = steps.slice(0, -1);
    let folder: FileSystemDirectoryHandle = root;
    for (const name of folders) folder = await folder.getDirectoryHandle(name);
    const file = await folder.getFileHandle(steps.at(-1) ?? '');
    return await file.getFile();
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
