import { randomBytes } from 'node:crypto';
import { Long } from 'bson';
import { ClientError } from './command-error.ts';
import type { Row, Rows } from './query/row.ts';
import type { Scan } from './query/scan.ts';
import type { Catalog } from './storage/catalog.ts';
import type { Engine } from './storage/engine.ts';
import type { TimeSlice } from './time-slice.ts';

/** A reply holds at most one document's limit, so that it fits into a message. */
const MAX_BATCH_BYTES = 16 * 1024 * 1024;
/** MongoDB's own timeout of idle cursors. */
const IDLE_MS = 10 * 60 * 1000;
const MAX_CURSORS = 10_000;

/** A query's rows and the scan they are drawn from, if any. */
export interface RowSource {
  readonly rows: Rows;
  readonly scan: Scan | null;
  /** Most rows there can be, so that the end is known without looking for one more. */
  readonly limit: number | null;
}

interface CursorParts {
  readonly engine: Engine;
  readonly catalog: Catalog;
}

/** Pulls rows in turns with other commands, over one snapshot for each batch. */
export class Cursor {
  readonly namespace: string;
  readonly #parts: CursorParts;
  readonly #source: RowSource;
  /** A row that did not fit into the last batch. */
  #ahead: Row | null = null;
  #isDone = false;
  #given = 0;
  usedAt = Date.now();

  constructor(parts: CursorParts, namespace: string, source: RowSource) {
    this.#parts = parts;
    this.namespace = namespace;
    this.#source = source;
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  /** The next rows, at most `count`; fewer at the end or when the batch is full. */
  async take(count: number, turns: TimeSlice): Promise<Row[]> {
    const snapshot = this.#parts.engine.snapshot();
    try {
      this.#source.scan?.resume(snapshot, this.#parts.catalog);
      return await this.#pull(count, turns);
    } catch (error) {
      this.close();
      throw error;
    } finally {
      this.#source.scan?.suspend();
      snapshot.release();
    }
  }

  async #pull(count: number, turns: TimeSlice): Promise<Row[]> {
    const batch: Row[] = [];
    let bytes = 0;
    while (batch.length < count) {
      const row = this.#ahead ?? this.#next();
      if (row === undefined) break;
      this.#ahead = null;
      if (row !== null) {
        bytes += row.bytes.length;
        if (bytes > MAX_BATCH_BYTES && batch.length > 0) {
          this.#ahead = row;
          break;
        }
        batch.push(row);
      }
      if (turns.isOver()) await turns.next();
    }
    this.#count(batch);
    return batch;
  }

  #next(): Row | null | undefined {
    if (this.#isDone) return undefined;
    const next = this.#source.rows.next();
    if (next.done !== true) return next.value;
    this.#isDone = true;
    return undefined;
  }

  #count(batch: readonly Row[]): void {
    this.#given += batch.length;
    const { limit } = this.#source;
    if (limit !== null && this.#given >= limit) this.close();
  }

  close(): void {
    this.#isDone = true;
    this.#ahead = null;
    this.#source.rows.return();
  }
}

/** Cursors that wait for their next `getMore`. */
export class Cursors {
  readonly #open = new Map<string, Cursor>();

  keep(cursor: Cursor): Long {
    this.#dropIdle();
    if (this.#open.size >= MAX_CURSORS) {
      throw new ClientError(
        'ExceededMemoryLimit',
        `More than ${MAX_CURSORS} cursors are open. Close some first.`,
      );
    }
    const id = Long.fromBigInt((randomBytes(8).readBigInt64BE() & 0x7fffffffffffffffn) | 1n);
    this.#open.set(id.toString(), cursor);
    return id;
  }

  /** Takes the cursor out, so that nobody else can pull from it meanwhile. Throws CursorNotFound. */
  take(id: Long, namespace: string): Cursor {
    const cursor = this.#open.get(id.toString());
    if (cursor === undefined) throw new ClientError('CursorNotFound', `cursor id ${id.toString()} not found`);
    if (cursor.namespace !== namespace) {
      throw new ClientError('BadValue', `The cursor belongs to ${cursor.namespace}, not to ${namespace}.`);
    }
    this.#open.delete(id.toString());
    return cursor;
  }

  giveBack(id: Long, cursor: Cursor): void {
    cursor.usedAt = Date.now();
    this.#open.set(id.toString(), cursor);
  }

  /** Whether there was such a cursor. */
  kill(id: Long): boolean {
    this.#open.get(id.toString())?.close();
    return this.#open.delete(id.toString());
  }

  #dropIdle(): void {
    const oldest = Date.now() - IDLE_MS;
    for (const [id, cursor] of this.#open) {
      if (cursor.usedAt >= oldest) continue;
      cursor.close();
      this.#open.delete(id);
    }
  }
}
