import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Database, open, type RootDatabase, type Transaction } from 'lmdb';

type Bytes = Database<Buffer, Buffer>;

/** Names of the databases in each store's LMDB environment. */
export const DOCUMENT_DATABASES = ['catalog', 'entries', 'records'] as const;
export const CONTENT_DATABASES = ['objects', 'blocks', 'pins', 'meta'] as const;

/** Entries after which others get their turn. */
const SLICE = 2_000;
const BINARY = { encoding: 'binary', keyEncoding: 'binary' } as const;

/**
 * One moment of an LMDB environment, which its own process may go on writing to: LMDB gives readers of other processes
 * a snapshot. It holds pages back until it is closed.
 */
export class EnvironmentSnapshot {
  readonly #root: RootDatabase<Buffer, Buffer>;
  readonly #databases: ReadonlyMap<string, Bytes>;
  readonly #transaction: Transaction;

  private constructor(
    root: RootDatabase<Buffer, Buffer>,
    databases: ReadonlyMap<string, Bytes>,
    transaction: Transaction,
  ) {
    this.#root = root;
    this.#databases = databases;
    this.#transaction = transaction;
  }

  /** Null where there is no environment. */
  static take(directory: string, names: readonly string[]): EnvironmentSnapshot | null {
    if (!existsSync(join(directory, 'data.mdb'))) return null;
    const root = open<Buffer, Buffer>({
      path: directory,
      noSubdir: false,
      readOnly: true,
      maxDbs: 8,
      ...BINARY,
    });
    const databases = new Map(names.map((name) => [name, root.openDB<Buffer, Buffer>({ name, ...BINARY })]));
    // The reader that opened the databases stands at an earlier moment.
    root.resetReadTxn();
    return new EnvironmentSnapshot(root, databases, root.useReadTransaction());
  }

  /** Writes the moment into a new environment, on disk when this resolves. */
  async copyTo(directory: string): Promise<void> {
    const target = open<Buffer, Buffer>({ path: directory, noSubdir: false, maxDbs: 8, ...BINARY });
    try {
      for (const [name, source] of this.#databases) {
        const copy = target.openDB<Buffer, Buffer>({ name, ...BINARY });
        let count = 0;
        for (const { key, value } of source.getRange({ transaction: this.#transaction })) {
          // Both buffers belong to the read transaction.
          void copy.put(Buffer.from(key), Buffer.from(value));
          count += 1;
          if (count % SLICE !== 0) continue;
          await target.committed;
          await nextTurn();
        }
        await target.committed;
      }
      await target.flushed;
    } finally {
      await target.close();
    }
  }

  async close(): Promise<void> {
    this.#transaction.done();
    await this.#root.close();
  }
}
