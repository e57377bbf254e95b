import type { ContentDoubt } from '@lanran/sdk/publishing/file-signatures';
import { type FileDigest, parseFileDigest } from '@lanran/protocol/files/file-digest';
import type { FileSource, RootHandle } from '../../../../lib/files/file-handles.ts';
import type { KeptFile } from './upload-phase.ts';

/*
 * What this browser keeps of a draft's files, in IndexedDB: hashes made here, where the files are on this computer, and what was
 * paused. Storage may be forbidden or full; then a reload asks for the files again.
 */

const DATABASE = 'lanran-uploads';
const FILES = 'files';
const ROOTS = 'roots';

interface Row {
  readonly draftId: string;
  readonly path: string;
  readonly bytes: number;
  readonly digest: FileDigest | null;
  readonly isPaused: boolean;
  readonly isBegun: boolean;
  readonly root: number | null;
  readonly steps: readonly string[];
  readonly doubt: ContentDoubt | null;
}

export class KeptFiles {
  readonly #draftId: string;
  readonly #database: Promise<IDBDatabase | null>;
  readonly #roots = new Map<RootHandle, Promise<number | null>>();
  /** Written together: hundreds of small files end within a second. */
  #pending = new Map<string, KeptFile | null>();
  #isWriting = false;

  constructor(draftId: string) {
    this.#draftId = draftId;
    this.#database = openDatabase().catch(() => null);
  }

  async read(): Promise<KeptFile[]> {
    const database = await this.#database;
    if (database === null) return [];
    try {
      const reading = database.transaction([FILES, ROOTS]);
      const rows: unknown[] = await done(reading.objectStore(FILES).getAll(rangeOf(this.#draftId)));
      const names: IDBValidKey[] = await done(reading.objectStore(ROOTS).getAllKeys());
      // Nothing else is put there.
      const handles = (await done(reading.objectStore(ROOTS).getAll())) as RootHandle[];
      const roots = new Map(names.map((name, at) => [name, handles[at]]));
      for (const [name, handle] of roots)
        if (handle !== undefined && typeof name === 'number') this.#roots.set(handle, Promise.resolve(name));
      return rows.flatMap((row) => keptOf(row, roots) ?? []);
    } catch {
      return [];
    }
  }

  put(file: KeptFile): void {
    this.#pending.set(file.path, file);
    this.#write();
  }

  remove(path: string): void {
    this.#pending.set(path, null);
    this.#write();
  }

  #write(): void {
    if (this.#isWriting) return;
    this.#isWriting = true;
    void Promise.resolve()
      .then(() => this.#flush())
      // Storage is full or forbidden: the page goes on without.
      .catch(() => undefined)
      .finally(() => {
        this.#isWriting = false;
        if (this.#pending.size > 0) this.#write();
      });
  }

  async #flush(): Promise<void> {
    const database = await this.#database;
    const changes = [...this.#pending];
    this.#pending = new Map();
    if (database === null) return;
    const rows: Row[] = [];
    for (const [, file] of changes) if (file !== null) rows.push(await this.#rowOf(database, file));
    const writing = database.transaction(FILES, 'readwrite');
    const store = writing.objectStore(FILES);
    for (const [path, file] of changes) if (file === null) store.delete([this.#draftId, path]);
    for (const row of rows) store.put(row);
    await ended(writing);
  }

  async #rowOf(database: IDBDatabase, { source, ...file }: KeptFile): Promise<Row> {
    const root = source === null ? null : await this.#rootOf(database, source.root);
    return { ...file, draftId: this.#draftId, root, steps: source?.steps ?? [] };
  }

  /** One folder's handle stands for all files in it. */
  #rootOf(database: IDBDatabase, handle: RootHandle): Promise<number | null> {
    const known = this.#roots.get(handle);
    if (known !== undefined) return known;
    const adding = done(database.transaction(ROOTS, 'readwrite').objectStore(ROOTS).add(handle)).then(
      (name) => (typeof name === 'number' ? name : null),
      () => null,
    );
    this.#roots.set(handle, adding);
    return adding;
  }
}

/** Once published or deleted. */
export async function forgetFiles(draftId: string): Promise<void> {
  try {
    const database = await openDatabase();
    const writing = database.transaction([FILES, ROOTS], 'readwrite');
    writing.objectStore(FILES).delete(rangeOf(draftId));
    const others: unknown = await done(writing.objectStore(FILES).count());
    if (others === 0) writing.objectStore(ROOTS).clear();
    await ended(writing);
    database.close();
  } catch {
    // Forbidden: nothing was kept either.
  }
}

function rangeOf(draftId: string): IDBKeyRange {
  return IDBKeyRange.bound([draftId], [draftId, []]);
}

function keptOf(value: unknown, roots: ReadonlyMap<IDBValidKey, RootHandle | undefined>): KeptFile | null {
  const { path, bytes, digest, isPaused, isBegun, root, steps, doubt = null } = value as Partial<Row>;
  if (path === undefined || bytes === undefined || digest === undefined) return null;
  try {
    return {
      path,
      bytes,
      digest: digest === null ? null : parseFileDigest(digest),
      isPaused: isPaused === true,
      isBegun: isBegun === true,
      doubt,
      source: sourceOf(root == null ? undefined : roots.get(root), steps),
    };
  } catch {
    // Written by another version: as if it were not there.
    return null;
  }
}

function sourceOf(root: RootHandle | undefined, steps: readonly string[] = []): FileSource | null {
  return root === undefined ? null : { root, steps };
}

function openDatabase(): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(FILES, { keyPath: ['draftId', 'path'] });
    opening.result.createObjectStore(ROOTS, { autoIncrement: true });
  };
  return done(opening);
}

function done<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('IndexedDB refused.'));
  });
}

function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error ?? new Error('IndexedDB refused.'));
    transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB refused.'));
  });
}
