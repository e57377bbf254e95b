import { decode } from '../bson/decode.ts';
import { Fields } from '../bson/fields.ts';
import { ClientError } from '../command-error.ts';
import type { Catalog, CollectionDefinition } from '../storage/catalog.ts';
import { findRecord, type StoredDocument } from '../storage/collection.ts';
import { type Engine, type Moment, NOW } from '../storage/engine.ts';
import { ownerRange, recordOf } from '../storage/keys.ts';
import { fieldsOf, type Filter, matches } from './filter.ts';
import type { IndexPlan, KeyRange, Plan } from './planner.ts';

export interface Examined {
  keys: number;
  documents: number;
}

/** One step of a scan: a document that matches, or null for one that does not. */
export type Step = StoredDocument | null;

/**
 * Reads a plan's documents step by step and keeps those that match. Between steps it may be suspended: it then holds
 * nothing of the engine and goes on, at a later moment, behind the last key it saw.
 */
export class Scan {
  readonly examined: Examined = { keys: 0, documents: 0 };
  readonly #engine: Engine;
  readonly #collection: CollectionDefinition;
  readonly #plan: Plan;
  readonly #isMatch: (bytes: Buffer) => boolean;
  /** In the order of the scan; none begins before the one ahead of it does. */
  readonly #ranges: readonly KeyRange[];
  readonly #isReverse: boolean;
  /** Records already seen, kept where an index may hold a document several times. */
  readonly #seen: Set<number> | null;
  #moment: Moment = NOW;
  #iterator: Iterator<{ key: Buffer; value: Buffer }> | null = null;
  #range = 0;
  #lastKey: Buffer | null = null;

  constructor(
    engine: Engine,
    collection: CollectionDefinition,
    { plan, filter }: { plan: Plan; filter: Filter },
  ) {
    this.#engine = engine;
    this.#collection = collection;
    this.#plan = plan;
    this.#isMatch = matcher(filter);
    this.#isReverse = plan.kind === 'index' && plan.isReverse;
    this.#ranges = plan.kind === 'index' ? orderedRanges(plan) : [ownerRange(collection.id)];
    this.#seen = plan.kind === 'index' && plan.isMultikey.some(Boolean) ? new Set() : null;
  }

  get plan(): Plan {
    return this.#plan;
  }

  /** Throws QueryPlanKilled when the collection or the index was dropped since, for its keys are being swept away. */
  resume(moment: Moment, catalog: Catalog): void {
    this.suspend();
    const { namespace, id } = this.#collection;
    const current = catalog.find(namespace, moment);
    const index = this.#plan.kind === 'index' ? this.#plan.index : null;
    if (current?.id !== id || (index !== null && !current.indexes.some((each) => each.id === index.id))) {
      throw new ClientError(
        'QueryPlanKilled',
        `${namespace} or its index ${index?.name ?? ''} was dropped while it was read.`,
      );
    }
    this.#moment = moment;
  }

  suspend(): void {
    this.#iterator?.return?.();
    this.#iterator = null;
    this.#moment = NOW;
  }

  /** The next step, or undefined at the end. */
  step(): Step | undefined {
    for (;;) {
      const range = this.#ranges[this.#range];
      if (range === undefined) return undefined;
      this.#iterator ??= this.#open(range);
      const next = this.#iterator.next();
      // It goes to the end of the last range: in all that are left is nothing.
      if (next.done === true) {
        this.#iterator = null;
        this.#range = this.#ranges.length;
        return undefined;
      }
      const { key } = next.value;
      if (this.#skipTo(key)) {
        this.#lastKey = key;
        return this.#examine(next.value);
      }
      this.#iterator.return?.();
      this.#iterator = null;
      this.#lastKey = null;
    }
  }

  /** Leaves the ranges that end before the key. False where the next one begins behind it. */
  #skipTo(key: Buffer): boolean {
    for (; ; this.#range += 1) {
      const range = this.#ranges[this.#range];
      if (range === undefined) return false;
      const isFromStart = Buffer.compare(key, range.start) >= 0;
      const isToEnd = Buffer.compare(key, range.end) < 0;
      if (isFromStart && isToEnd) return true;
      if (this.#isReverse ? isToEnd : isFromStart) continue;
      return false;
    }
  }

  #open(range: KeyRange): Iterator<{ key: Buffer; value: Buffer }> {
    const store = this.#plan.kind === 'index' ? this.#engine.entries : this.#engine.records;
    const last = this.#lastKey;
    const final = this.#ranges.at(-1) ?? range;
    const bounds = this.#isReverse
      ? {
          start: last ?? range.end,
          end: final.start,
          reverse: true,
          exclusiveStart: true,
          inclusiveEnd: true,
        }
      : { start: last ?? range.start, end: final.end, exclusiveStart: last !== null };
    return store.getRange({ ...bounds, ...this.#moment })[Symbol.iterator]();
  }

  #examine({ key, value }: { key: Buffer; value: Buffer }): Step {
    const record = recordOf(key);
    if (this.#plan.kind === 'collection') return this.#check(record, value);
    this.examined.keys += 1;
    if (this.#seen?.has(record) === true) return null;
    this.#seen?.add(record);
    const bytes = findRecord(this.#engine, this.#collection.id, record, this.#moment);
    return bytes === null ? null : this.#check(record, bytes);
  }

  #check(record: number, bytes: Buffer): Step {
    this.examined.documents += 1;
    return this.#isMatch(bytes) ? { record, bytes } : null;
  }
}

/** In the order of the scan. */
function orderedRanges({ ranges, isReverse }: IndexPlan): readonly KeyRange[] {
  return isReverse ? [...ranges].reverse() : ranges;
}

function matcher(filter: Filter): (bytes: Buffer) => boolean {
  if (filter.kind === 'and' && filter.filters.length === 0) return () => true;
  const fields = new Fields(fieldsOf(filter).map((name) => [name]));
  return (bytes) => matches(filter, decode(bytes, fields));
}
