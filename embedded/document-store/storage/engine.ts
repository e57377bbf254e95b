import { type Database, open, type RootDatabase, type Transaction } from 'lmdb';
import { CommandError } from '../command-error.ts';

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
  readonly catalog: ByteStore;
  readonly entries: ByteStore;
  readonly records: ByteStore;
  readonly #root: RootDatabase<Buffer, Buffer>;

  constructor(dataDir: string) {
    // Without overlappingSync a commit is visible only once it is on disk, so nothing is answered that a crash could lose.
    this.#root = open<Buffer, Buffer>({
      path: dataDir,
      encoding: 'binary',
      keyEncoding: 'binary',
      noSubdir: false,
      maxDbs: 4,
      maxReaders: 1024,
      overlappingSync: false,
      // Writers that wait together share a commit without this too; with it, a failed commit rejects a promise that nobody holds.
      eventTurnBatching: false,
    });
    this.catalog = this.#byteStore('catalog');
    this.entries = this.#byteStore('entries');
    this.records = this.#byteStore('records');
  }

  #byteStore(name: string): ByteStore {
    return this.#root.openDB<Buffer, Buffer>({ name, encoding: 'binary', keyEncoding: 'binary' });
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

  async close(): Promise<void> {
    await this.#root.close();
  }
}

/** A commit that failed, as a refusal. LMDB answers a write cut short by a full disk with EIO. */
async function refusalOf(error: unknown): Promise<unknown> {
  if (!(error instanceof Error) || error instanceof CommandError) return error;
  const reason = await reasonOf(error);
  if (!/MDB_MAP_FULL|MDB_TXN_FULL|No space left|Input\/output error/.test(reason)) return error;
  return new CommandError(
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
