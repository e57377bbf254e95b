import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BSON, Double, Int32, Long, MongoClient, ObjectId, Timestamp } from 'mongodb';
import { RawDatabase } from '@lanran/api/compose-stores';
import { findDifference, makeIndexes, passDocuments } from '../../../scripts/move/documents.ts';
import { startEmbedded, type StoreUnderTest } from '../../embedded/document-store/under-test.ts';

const VARIED = [
  { _id: 'text', whole: new Double(3), small: new Int32(3), large: Long.fromString('3'), none: null },
  {
    _id: '文',
    at: new Date(5),
    stamp: new Timestamp({ t: 1, i: 2 }),
    pattern: /a/i,
    bytes: Buffer.from([0, 255]),
  },
  { _id: new ObjectId('00'.repeat(12)), within: { list: [{ deep: [new Double(-0), '½'] }] } },
  { _id: new Double(7), name: '' },
  { _id: new Int32(8), name: 'x'.repeat(100_000) },
];

interface Stored {
  _id: string | number | ObjectId | Double | Int32;
  text?: string;
  number?: Int32 | Double;
}

describe('a pass over documents', () => {
  const stores: StoreUnderTest[] = [];
  const open: { close(): Promise<void> }[] = [];
  let source: RawDatabase;
  let target: RawDatabase;
  let client: MongoClient;
  beforeEach(async () => {
    const [here, there] = await Promise.all([startEmbedded(), startEmbedded()]);
    stores.push(here, there);
    source = await RawDatabase.open(`${here.uri}/lanran`, 5_000);
    target = await RawDatabase.open(`${there.uri}/lanran`, 5_000);
    client = await new MongoClient(here.uri).connect();
    open.push(source, target, client);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((each) => each.close()));
    await Promise.all(stores.splice(0).map((each) => each.stop()));
  });

  const collection = (name: string) => client.db('lanran').collection<Stored>(name);
  const pass = () => passDocuments({ source, target, onDocument: () => undefined });
  const difference = async () => {
    const names = await Promise.all([source.collections(), target.collections()]);
    return findDifference({ source, target, onDocument: () => undefined }, new Set(names.flat()));
  };
  async function bytesOf(database: RawDatabase, name: string): Promise<Buffer[]> {
    const found: Buffer[] = [];
    for await (const some of database.documents(name)) found.push(...some);
    return found;
  }

  it('copies every document byte by byte, whatever types it has', async () => {
    await collection('varied').insertMany(VARIED);

    expect(await pass()).toBe(VARIED.length);

    expect(await bytesOf(target, 'varied')).toEqual(await bytesOf(source, 'varied'));
    expect(await bytesOf(target, 'varied')).toHaveLength(VARIED.length);
    expect(await difference()).toBeNull();
  });

  it('makes the indexes of the source, each once', async () => {
    await collection('indexed').insertMany([
      { _id: 1, text: 'a' },
      { _id: 2, text: 'b' },
    ]);
    await collection('indexed').createIndexes([
      { key: { text: 1, number: -1 }, unique: true },
      { key: { number: 1 }, partialFilterExpression: { number: { $exists: true } } },
    ]);
    await pass();

    const { signal } = new AbortController();
    await makeIndexes({ source, target, signal });
    await makeIndexes({ source, target, signal });

    expect(await target.indexes('indexed')).toEqual(await source.indexes('indexed'));
    expect(await target.indexes('indexed')).toHaveLength(2);
    expect(await pass()).toBe(0);
  });

  it('brings what took the place of another, though a unique index is there and the other is found later', async () => {
    await collection('unique').insertMany(
      Array.from({ length: 10 }, (_, number) => ({ _id: number, text: `of ${number}` })),
    );
    await collection('unique').createIndexes([{ key: { text: 1 }, unique: true }]);
    await pass();
    await makeIndexes({ source, target, signal: new AbortController().signal });
    await collection('unique').deleteOne({ _id: 9 });
    // More than one batch before the one that is gone.
    await collection('unique').insertMany([
      { _id: -1_000, text: 'of 9' },
      ...Array.from({ length: 600 }, (_, number) => ({ _id: number - 600, text: `before ${number}` })),
    ]);

    await pass();

    expect(await difference()).toBeNull();
  });

  it('refuses two documents that a unique index keeps apart, and leaves out such an index while there are two', async () => {
    await collection('unique').insertOne({ _id: 1, text: 'one' });
    await collection('unique').createIndexes([{ key: { text: 1 }, unique: true }]);
    await pass();
    const { signal } = new AbortController();
    const twin = BSON.serialize({ _id: 2, text: 'one' });
    await target.write('unique', { added: [twin], changed: [], removed: [] });

    await makeIndexes({ source, target, signal });
    expect(await target.indexes('unique')).toEqual([]);

    await pass();
    await makeIndexes({ source, target, signal });
    expect(await target.indexes('unique')).toHaveLength(1);
    expect(await target.write('unique', { added: [twin], changed: [], removed: [] })).toEqual([twin]);
  });

  it('waits for no index when it is stopped', async () => {
    await collection('indexed').insertOne({ _id: 1, text: 'a' });
    await collection('indexed').createIndexes([{ key: { text: 1 } }]);
    await pass();
    const stopping = new AbortController();
    const build = vi.spyOn(target, 'makeIndexes').mockReturnValue(new Promise(() => undefined));
    const made = makeIndexes({ source, target, signal: stopping.signal });
    await vi.waitUntil(() => build.mock.calls.length === 1);

    stopping.abort(new Error('stopped'));

    await expect(made).rejects.toThrow('stopped');
  });

  it('brings what was added, changed and removed meanwhile, and writes nothing twice', async () => {
    const many = Array.from({ length: 1_200 }, (_, number) => ({ _id: number, text: `of ${number}` }));
    await collection('many').insertMany(many);
    await collection('empty').insertOne({ _id: 'gone soon' });
    await pass();
    await collection('many').insertOne({ _id: 2_000 });
    await collection('many').updateOne({ _id: 1_000 }, { $set: { text: 'another' } });
    await collection('many').deleteMany({ _id: { $lt: 3 } });
    await collection('empty').drop();
    expect(await difference()).toBe('many');

    expect(await pass()).toBe(6);

    expect(await difference()).toBeNull();
    expect(await target.collections()).toEqual(['many']);
    expect(await pass()).toBe(0);
  });

  it('tells which collections were not alike', async () => {
    await collection('alike').insertOne({ _id: 1 });
    await collection('changed').insertOne({ _id: 1 });
    await collection('dropped').insertOne({ _id: 1 });
    await pass();
    await collection('changed').updateOne({ _id: 1 }, { $set: { text: 'another' } });
    await collection('dropped').drop();
    await collection('new').insertOne({ _id: 1 });
    const changed: string[] = [];

    await passDocuments({
      source,
      target,
      onDocument: () => undefined,
      onChanged: (name) => changed.push(name),
    });

    expect(changed).toEqual(['changed', 'new', 'dropped']);
  });

  it('keeps a collection that has no document', async () => {
    await client.db('lanran').createCollection('none yet');

    await pass();

    expect(await target.collections()).toEqual(['none yet']);
  });

  it('tells that one byte differs', async () => {
    await collection('one').insertOne({ _id: 1, number: new Int32(1) });
    await pass();
    await collection('one').replaceOne({ _id: 1 }, { number: new Double(1) });

    expect(await difference()).toBe('one');
  });
});
