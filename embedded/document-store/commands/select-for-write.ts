import { decode } from '../bson/decode.ts';
import { type Filter, matches } from '../query/filter.ts';
import type { Query } from '../query/planner.ts';
import type { Scan, Step } from '../query/scan.ts';
import type { CollectionDefinition } from '../storage/catalog.ts';
import { findRecord, type StoredDocument } from '../storage/collection.ts';
import { sortKeyOf } from '../storage/index-keys.ts';
import type { Store } from '../store.ts';
import type { TimeSlice } from '../time-slice.ts';

/** Steps a search may take inside of a write, where everybody else waits. */
const STEPS_WITHIN_WRITE = 256;

export interface Target {
  readonly store: Store;
  readonly namespace: string;
  readonly query: Query;
  readonly turns: TimeSlice;
}

/**
 * Finds the first document of the query and hands it to `act` within the same write, so that nobody changes it in
 * between; null if there is none. A short search runs inside of the write; a long one before it, and its result is
 * checked again inside.
 */
export async function writeFirst<T>(
  target: Target,
  act: (collection: CollectionDefinition | null, found: StoredDocument | null) => T,
): Promise<T> {
  const { store, namespace } = target;
  const quick = await store.engine.write(() => {
    const collection = store.catalog.find(namespace);
    if (collection === null) return { result: act(null, null) };
    const scan = store.scan(collection, target.query);
    const search = new Search(target, scan);
    for (let steps = 0; steps < STEPS_WITHIN_WRITE; steps += 1) {
      if (search.step()) return { result: act(collection, search.found) };
    }
    scan.suspend();
    return null;
  });
  return quick === null ? writeFirstSlowly(target, act) : quick.result;
}

async function writeFirstSlowly<T>(
  target: Target,
  act: (collection: CollectionDefinition | null, found: StoredDocument | null) => T,
): Promise<T> {
  const { store, namespace, query } = target;
  for (;;) {
    const record = await searchBefore(target);
    const outcome = await store.engine.write(() => {
      const collection = store.catalog.find(namespace);
      if (collection === null || record === null) return { result: act(collection, null) };
      const found = recheck(store, collection, { record, filter: query.filter });
      return found === null ? null : { result: act(collection, found) };
    });
    if (outcome !== null) return outcome.result;
  }
}

function searchBefore(target: Target): Promise<number | null> {
  return overSnapshot(target, null, async (scan) => {
    const search = new Search(target, scan);
    while (!search.step()) if (target.turns.isOver()) await target.turns.next();
    return search.found?.record ?? null;
  });
}

/** Runs `read` with the query's scan over one snapshot; without the collection the answer is `none`. */
async function overSnapshot<T>(
  { store, namespace, query }: Target,
  none: T,
  read: (scan: Scan) => Promise<T>,
): Promise<T> {
  const snapshot = store.engine.snapshot();
  const collection = store.catalog.find(namespace, snapshot);
  const scan = collection === null ? null : store.scan(collection, query, snapshot);
  try {
    scan?.resume(snapshot, store.catalog);
    return scan === null ? none : await read(scan);
  } finally {
    scan?.suspend();
    snapshot.release();
  }
}

/** The document of that number as it is now, if it still meets the filter. Within a write. */
export function recheck(
  store: Store,
  collection: CollectionDefinition,
  { record, filter }: { record: number; filter: Filter },
): StoredDocument | null {
  const bytes = findRecord(store.engine, collection.id, record);
  return bytes !== null && matches(filter, decode(bytes)) ? { record, bytes } : null;
}

/** Looks for the first document in the query's order. */
class Search {
  found: StoredDocument | null = null;
  readonly #scan: Scan;
  readonly #query: Query;
  #leastKey: Buffer | null = null;

  constructor({ query }: Target, scan: Scan) {
    this.#scan = scan;
    this.#query = query;
  }

  /** One step; true when the search is over. */
  step(): boolean {
    const step: Step | undefined = this.#scan.step();
    if (step === undefined) return this.#end();
    if (step === null) return false;
    if (this.#query.sort.length === 0 || (this.#scan.plan.kind === 'index' && this.#scan.plan.isSorted)) {
      this.found = step;
      return this.#end();
    }
    const key = sortKeyOf(this.#query.sort, decode(step.bytes));
    if (this.#leastKey === null || Buffer.compare(key, this.#leastKey) < 0) {
      this.#leastKey = key;
      this.found = step;
    }
    return false;
  }

  #end(): boolean {
    this.#scan.suspend();
    return true;
  }
}

/** Numbers of all documents that match now, in turns with other commands. */
export function matchingRecords(target: Target): Promise<number[]> {
  return overSnapshot<number[]>(target, [], async (scan) => {
    const records: number[] = [];
    for (let step = scan.step(); step !== undefined; step = scan.step()) {
      if (step !== null) records.push(step.record);
      if (target.turns.isOver()) await target.turns.next();
    }
    return records;
  });
}
