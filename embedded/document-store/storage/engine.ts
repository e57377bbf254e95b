import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, open, type RootDatabase, type Transaction } from 'lmdb';
import { ClientError } from '../command-error.ts';

export type ByteStore = Database<Buffer, Buffer>;

/** A moment of the store; without a transaction, the newest committed state, or within `write` what was written there. */
export interface Moment {
  readonly transaction?: Transaction;
}

/** Everything the store has committed so far. */
export const NOW: Moment = {};

/**
 * The LMDB environment: `records` holds documents by collection and record number, `entries` the index keys, `catalog`
 * what collections and indexes there are.
 */
export class Engine {
  readonly #dataDir: string;
  #stores: OpenStores;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
    // What a kill left of a copy.
    rmSync(join(dataDir, COPY), { recursive: true, force: true });
    this.#stores = openStores(dataDir);
  }

  get catalog(): ByteStore {
    return this.#stores.catalog;
  }

  get entries(): ByteStore {
    return this.#stores.entries;
  }

  get records(): ByteStore {
    return this.#stores.records;
  }

  get #root(): RootDatabase<Buffer, Buffer> {
    return this.#stores.root;
  }

  /**
   * Runs `action` alone and at once, and resolves when what it wrote is on disk. Writers that wait together share one
   * commit. An action that throws leaves nothing behind: a plain LMDB transaction would commit its writes, a child one rolls back.
   */
  async write<T>(action: () => T): Promise<T> {
    try {
      return await this.#root.childTransaction(action);
    } catch (error) {
      throw await refusalOf(error);
    }
  }

  /** A snapshot that stays as it is while others write. Release it soon: until then LMDB cannot reuse its pages. */
  snapshot(): Moment & { release(): void } {
    const transaction = this.#root.useReadTransaction();
    return { transaction, release: () => transaction.done() };
  }

  /**
   * Puts a copy of what is live in the place of the file, which holds what was deleted: in freed pages, and in the unused ends of
   * pages in use, which LMDB's own compacting copy takes along. Only while nobody else reads or writes. A kill leaves the one file
   * or the other. @returns the bytes by which it got smaller
   */
  async compact(): Promise<number> {
    const file = join(this.#dataDir, FILE);
    const copy = join(this.#dataDir, COPY);
    const before = statSync(file).size;
    mkdirSync(copy, { mode: 0o700 });
    try {
      await copyEntries(this.#stores, copy);
      syncPath(join(copy, FILE));
      await this.#root.close();
      try {
        renameSync(join(copy, FILE), file);
        syncPath(this.#dataDir);
      } finally {
        this.#stores = openStores(this.#dataDir);
      }
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
    return before - statSync(file).size;
  }

  async close(): Promise<void> {
    await this.#root.close();
  }
}

interface OpenStores {
  readonly root: RootDatabase<Buffer, Buffer>;
  readonly catalog: ByteStore;
  readonly entries: ByteStore;
  readonly records: ByteStore;
}

const FILE = 'data.mdb';
const COPY = 'compacting';
const ENTRIES_A_WRITE = 5_000;

async function copyEntries(from: OpenStores, directory: string): Promise<void> {
  const to = openStores(directory, { noSync: true });
  try {
    for (const name of ['catalog', 'entries', 'records'] as const) {
      let batch: { key: Buffer; value: Buffer }[] = [];
      const write = () => {
        const some = batch;
        batch = [];
        return to.root.childTransaction(() => some.forEach(({ key, value }) => to[name].putSync(key, value)));
      };
      for (const entry of from[name].getRange()) {
        batch.push(entry);
        if (batch.length === ENTRIES_A_WRITE) await write();
      }
      await write();
    }
  } finally {
    await to.root.close();
  }
}

function openStores(path: string, { noSync = false }: { readonly noSync?: boolean } = {}): OpenStores {
  // Without overlappingSync a commit is visible only once it is on disk, so nothing is answered that a crash could lose.
  const root = open<Buffer, Buffer>({
    path,
    encoding: 'binary',
    keyEncoding: 'binary',
    noSubdir: false,
    maxDbs: 4,
    maxReaders: 1024,
    noSync,
    overlappingSync: false,
    // Writers that wait together share a commit without this too; with it, a failed commit rejects a promise that nobody holds.
    eventTurnBatching: false,
  });
  const byteStore = (name: string) =>
    root.openDB<Buffer, Buffer>({ name, encoding: 'binary', keyEncoding: 'binary' });
  return {
    root,
    catalog: byteStore('catalog'),
    entries: byteStore('entries'),
    records: byteStore('records'),
  };
}

function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A commit that failed, as a refusal. LMDB answers a write cut short by a full disk with EIO. */
async function refusalOf(error: unknown): Promise<unknown> {
  if (!(error instanceof Error) || error instanceof ClientError) return error;
  const reason = await reasonOf(error);
  if (!/MDB_MAP_FULL|MDB_TXN_FULL|No space left|Input\/output error/.test(reason)) return error;
  return new ClientError(
    'OutOfDiskSpace',
    `The write did not reach the disk (${reason}), and nothing of it was kept. Free space on the disk, then repeat it.`,
    { cause: error },
  );
}

/** A failed commit's reason comes as a rejected promise beside the error. */
async function reasonOf(error: Error): Promise<string> {
  if (!('commitError' in error)) return error.message;
  try {
    await error.commitError;
    return error.message;
  } catch (reason) {
    return reason instanceof Error ? reason.message : String(reason);
  }
}
