import { rmSync } from 'node:fs';
import { Int32 } from 'bson';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decode } from '@lanran/embedded/document-store/bson/decode';
import { encode } from '@lanran/embedded/document-store/bson/encode';
import type { Document, Value } from '@lanran/embedded/document-store/bson/value';
import { auditIndexes } from '@lanran/embedded/document-store/storage/audit';
import type { CollectionDefinition } from '@lanran/embedded/document-store/storage/catalog';
import { findRecord } from '@lanran/embedded/document-store/storage/collection';
import { buildIndexes } from '@lanran/embedded/document-store/storage/index-build';
import { ownerRange, recordOf } from '@lanran/embedded/document-store/storage/keys';
import { Store } from '@lanran/embedded/document-store/store';
import { TimeSlice } from '@lanran/embedded/document-store/time-slice';
import { temporaryDirectory } from './under-test.ts';

const NAMESPACE = 'test.things';
/** More entries than are sorted together. */
const DOCUMENTS = 9_000;

/** Turns that end often, in which others do something. */
class BusyTurns extends TimeSlice {
  readonly #act: () => Promise<void>;
  #steps = 0;

  constructor(act: () => Promise<void>) {
    super();
    this.#act = act;
  }

  override isOver(): boolean {
    this.#steps += 1;
    return this.#steps % 300 === 0;
  }

  override async next(): Promise<void> {
    await this.#act();
  }
}

describe('indexes built over documents', () => {
  let directory: string;
  let store: Store;
  /** Numbers of the documents that were there before. */
  let records: number[];
  beforeEach(async () => {
    directory = temporaryDirectory();
    store = new Store(directory, () => undefined);
    await store.engine.write(() => {
      const collection = store.findOrCreate(NAMESPACE);
      for (let number = 0; number < DOCUMENTS; number += 1) insert(collection, number);
    });
    records = [...store.engine.records.getKeys(ownerRange(collection().id))].map(recordOf);
  });
  afterEach(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });

  function documentOf(number: number, word: string): Document {
    const tags = [`${word} ${number % 7}`, `${word} of ${number}`];
    return new Map<string, Value>([
      ['_id', new Int32(number)],
      ['number', new Int32(number)],
      ['tags', tags],
      ['word', word],
    ]);
  }

  function insert(collection: CollectionDefinition, number: number): void {
    const document = documentOf(number, 'first');
    store.writer.insert(collection, document, encode(document));
  }

  function collection(): CollectionDefinition {
    const found = store.catalog.find(NAMESPACE);
    if (found === null) throw new Error('The collection is gone.');
    return found;
  }

  function stored(record: number): { record: number; bytes: Buffer } {
    return { record, bytes: findRecord(store.engine, collection().id, record) ?? Buffer.alloc(0) };
  }

  function replace(record: number, word: string): void {
    const old = stored(record);
    const number = decode(old.bytes).get('number');
    const changed = documentOf(number instanceof Int32 ? number.value : 0, word);
    store.writer.replace(collection(), old, changed, encode(changed));
  }

  async function addIndexes(...keys: Document[]): Promise<ReadonlySet<number>> {
    return store.engine.write(() => {
      let changed = collection();
      const before = changed.indexes.length;
      for (const [number, key] of keys.entries()) {
        const index = { name: `index ${number}`, key, isUnique: false, partialSource: null, isReady: false };
        changed = store.catalog.addIndex(changed, index);
      }
      return new Set(changed.indexes.slice(before).map(({ id }) => id));
    });
  }

  it('hold exactly the documents, whatever is written, removed and taken back meanwhile', async () => {
    let round = 0;
    const turns = new BusyTurns(async () => {
      round += 1;
      // From both ends: of what was read, and of what is still to be read.
      const taken = round % 2 === 0 ? records.splice(10, 4) : records.splice(-10, 4);
      const [first = 0, second = 0, third = 0, fourth = 0] = taken;
      await store.engine.write(() => replace(first, `round ${round}`));
      await store.engine.write(() => store.writer.remove(collection(), stored(second)));
      await store.engine.write(() => insert(collection(), DOCUMENTS + round));
      const takenBack = store.engine.write(() => {
        replace(third, 'never');
        store.writer.remove(collection(), stored(fourth));
        throw new Error('taken back');
      });
      await expect(takenBack).rejects.toThrow('taken back');
    });
    const ids = await addIndexes(
      new Map([
        ['tags', new Int32(1)],
        ['number', new Int32(-1)],
      ]),
      new Map([['word', new Int32(1)]]),
    );

    await buildIndexes(store, { namespace: NAMESPACE, ids, turns });

    expect(collection().indexes.every(({ isReady }) => isReady)).toBe(true);
    const [tags] = collection().indexes.slice(1);
    expect(tags !== undefined && store.catalog.isMultikey(tags, 0)).toBe(true);
    await store.close();
    const { problems, documents } = await auditIndexes(directory);
    expect(problems).toEqual([]);
    expect(documents).toBe(DOCUMENTS);
    expect(round).toBeGreaterThan(100);
    store = new Store(directory, () => undefined);
  });

  it('hold what a write changed that had not reached the disk when they were begun', async () => {
    const ids = await addIndexes(new Map([['word', new Int32(1)]]));
    const [record = 0] = records;
    let committed: Promise<unknown> = Promise.resolve();
    await new Promise<void>((resolve) => {
      committed = store.engine.write(() => {
        replace(record, 'changed');
        resolve();
      });
    });

    await buildIndexes(store, { namespace: NAMESPACE, ids, turns: new TimeSlice() });

    await committed;
    await store.close();
    expect((await auditIndexes(directory)).problems).toEqual([]);
    store = new Store(directory, () => undefined);
  });

  it('tell fields apart whose names have one hash', async () => {
    await store.engine.write(() => {
      const document = new Map<string, Value>([
        ['_id', 'twins'],
        ['hashAq', 'first'],
        ['hashBR', 'second'],
      ]);
      store.writer.insert(collection(), document, encode(document));
    });
    const ids = await addIndexes(new Map([['hashAq', new Int32(1)]]), new Map([['hashBR', new Int32(1)]]));

    await buildIndexes(store, { namespace: NAMESPACE, ids, turns: new TimeSlice() });

    await store.close();
    expect((await auditIndexes(directory)).problems).toEqual([]);
    store = new Store(directory, () => undefined);
  });

  it('are refused, all of them, when the collection is dropped meanwhile', async () => {
    const ids = await addIndexes(new Map([['word', new Int32(1)]]), new Map([['number', new Int32(1)]]));
    let isDropped = false;
    const turns = new BusyTurns(async () => {
      if (isDropped) return;
      isDropped = true;
      await store.engine.write(() => store.catalog.drop(collection()));
    });

    const built = buildIndexes(store, { namespace: NAMESPACE, ids, turns });

    await expect(built).rejects.toMatchObject({ message: expect.stringContaining('was dropped while') });
    expect(store.catalog.find(NAMESPACE)).toBeNull();
  });
});
