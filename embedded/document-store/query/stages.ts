import { Fields } from '../bson/fields.ts';
import { ClientError } from '../command-error.ts';
import { type KeyPart, sortKeyOf } from '../storage/index-keys.ts';
import { Heap } from './heap.ts';
import { Row, type Rows } from './row.ts';
import type { Scan } from './scan.ts';

/** MongoDB's limit on what a sort or a group may hold in memory. */
const MAX_MEMORY_BYTES = 100 * 1024 * 1024;
/** What a row costs beside its bytes. */
const ROW_OVERHEAD_BYTES = 200;

export function* rowsOf(scan: Scan): Rows {
  for (;;) {
    const step = scan.step();
    if (step === undefined) return;
    yield step === null ? null : Row.stored(step.bytes);
  }
}

export function* skipRows(rows: Rows, count: number): Rows {
  let left = count;
  for (const row of rows) {
    if (row !== null && left > 0) {
      left -= 1;
      yield null;
    } else {
      yield row;
    }
  }
}

export function* limitRows(rows: Rows, count: number): Rows {
  let left = count;
  if (left === 0) return;
  for (const row of rows) {
    yield row;
    if (row !== null) {
      left -= 1;
      if (left === 0) return;
    }
  }
}

export function* mapRows(rows: Rows, map: (row: Row) => Row): Rows {
  for (const row of rows) yield row === null ? null : map(row);
}

interface Keyed {
  readonly key: Buffer;
  readonly place: number;
  readonly row: Row;
}

/** Sorts stably. With a limit only that many rows are kept. Throws ExceededMemoryLimit. */
export function* sortRows(rows: Rows, sort: readonly KeyPart[], limit: number | null): Rows {
  const fields = new Fields(sort.map(({ path }) => path.slice(0, 1)));
  const memory = new MemoryLimit('Sort');
  const kept = new Least(limit ?? Infinity);
  let place = 0;
  for (const row of rows) {
    if (row !== null) {
      const keyed = { key: sortKeyOf(sort, row.fields(fields)), place, row };
      place += 1;
      memory.change(kept.add(keyed));
    }
    yield null;
  }
  yield* yieldSorted(kept.all());
}

/** Merge sort in steps, so that a long list does not hold up others while it is ordered. */
function* yieldSorted(all: Keyed[]): Rows {
  const runs: Keyed[][] = [];
  for (let start = 0; start < all.length; start += RUN_LENGTH) {
    runs.push(all.slice(start, start + RUN_LENGTH).sort(byKey));
    yield null;
  }
  const heads = new Heap<{ run: readonly Keyed[]; at: number; head: Keyed }>((a, b) => byKey(a.head, b.head));
  for (const run of runs) {
    const [head] = run;
    if (head !== undefined) heads.push({ run, at: 0, head });
  }
  for (let next = heads.pop(); next !== undefined; next = heads.pop()) {
    yield next.head.row;
    const head = next.run[next.at + 1];
    if (head !== undefined) heads.push({ run: next.run, at: next.at + 1, head });
  }
}

const RUN_LENGTH = 1_000;

function byKey(a: Keyed, b: Keyed): number {
  return Buffer.compare(a.key, b.key) || a.place - b.place;
}

/** The least so many rows seen so far. */
class Least {
  readonly #limit: number;
  readonly #heap = new Heap<Keyed>((a, b) => byKey(b, a));

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** By how many bytes the memory held has changed. */
  add(keyed: Keyed): number {
    this.#heap.push(keyed);
    const dropped = this.#heap.size > this.#limit ? this.#heap.pop() : undefined;
    return costOf(keyed) - (dropped === undefined ? 0 : costOf(dropped));
  }

  all(): Keyed[] {
    return this.#heap.items;
  }
}

function costOf({ key, row }: Keyed): number {
  return key.length + row.bytes.length + ROW_OVERHEAD_BYTES;
}

export class MemoryLimit {
  readonly #stage: string;
  #bytes = 0;

  constructor(stage: string) {
    this.#stage = stage;
  }

  change(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > MAX_MEMORY_BYTES) {
      throw new ClientError(
        'ExceededMemoryLimit',
        `${this.#stage} exceeded memory limit of ${MAX_MEMORY_BYTES} bytes. Narrow the filter, or add an index in this order.`,
      );
    }
  }
}
