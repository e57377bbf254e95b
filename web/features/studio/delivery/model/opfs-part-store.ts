import type { PartStore } from './file-parts.ts';

const FOLDER = 'lanran-downloads';
/** A file of this name says when the whole was saved. */
const SAVED = 'saved';
/** The browser copies what is saved for a while; then the parts are not needed any more. */
const KEPT_AFTER_SAVING_MS = 3_600_000;

/** Can this browser keep parts across a reload? Over plain HTTP it can't. */
export function keepsParts(): boolean {
  return (
    'storage' in navigator &&
    typeof navigator.storage.getDirectory === 'function' &&
    'FileSystemFileHandle' in window &&
    'createWritable' in FileSystemFileHandle.prototype
  );
}

/** Parts in the browser's private file system, a folder for what is saved as one. */
export class OpfsPartStore implements PartStore {
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  async sizes(): Promise<ReadonlyMap<number, number>> {
    const sizes = new Map<number, number>();
    const folder = await this.#folder();
    for await (const [name, handle] of folder.entries()) {
      if (handle instanceof FileSystemFileHandle && /^\d+$/.test(name))
        sizes.set(Number(name), (await handle.getFile()).size);
    }
    return sizes;
  }

  /** Closing puts the part there in one step. */
  async write(part: number, content: Blob): Promise<void> {
    const folder = await this.#folder();
    const writable = await (await folder.getFileHandle(String(part), { create: true })).createWritable();
    await writable.write(content);
    await writable.close();
  }

  async read(part: number): Promise<Blob> {
    const folder = await this.#folder();
    return (await folder.getFileHandle(String(part))).getFile();
  }

  async remove(parts: readonly number[]): Promise<void> {
    const folder = await this.#folder();
    for (const part of parts) {
      try {
        await folder.removeEntry(String(part));
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    }
  }

  async markSaved(): Promise<void> {
    const folder = await this.#folder();
    const writable = await (await folder.getFileHandle(SAVED, { create: true })).createWritable();
    await writable.close();
  }

  async #folder(): Promise<FileSystemDirectoryHandle> {
    const all = await allDownloads();
    return all.getDirectoryHandle(this.#name, { create: true });
  }
}

/** Removes what was saved some time ago. */
export async function sweepSaved(now: number): Promise<void> {
  const all = await allDownloads();
  for await (const [name, handle] of all.entries()) {
    if (!(handle instanceof FileSystemDirectoryHandle)) continue;
    const savedAt = await savedTime(handle);
    if (savedAt !== null && now - savedAt > KEPT_AFTER_SAVING_MS)
      await all.removeEntry(name, { recursive: true });
  }
}

async function savedTime(folder: FileSystemDirectoryHandle): Promise<number | null> {
  try {
    return (await (await folder.getFileHandle(SAVED)).getFile()).lastModified;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotFoundError';
}

async function allDownloads(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}
