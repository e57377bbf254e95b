import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoredDocuments } from '@lanran/api/compose-stores';
import { DATA_FORMAT } from '../../../scripts/start/data-format.ts';
import { stepsAfter, UPGRADES } from '../../../scripts/upgrade/steps.ts';
import { startEmbedded, type StoreUnderTest } from '../../embedded/document-store/under-test.ts';

interface Stored {
  readonly _id: string;
  readonly [field: string]: unknown;
}

describe('the steps of an upgrade', () => {
  let store: StoreUnderTest;
  let client: MongoClient;
  let documents: StoredDocuments;
  beforeEach(async () => {
    store = await startEmbedded();
    client = await new MongoClient(store.uri).connect();
    documents = await StoredDocuments.open(`${store.uri}/lanran`, 5_000);
  });
  afterEach(async () => {
    await documents.close();
    await client.close();
    await store.stop();
  });

  const collection = (name: string) => client.db('lanran').collection<Stored>(name);
  const all = (name: string) => collection(name).find().sort({ _id: 1 }).toArray();
  async function runAll(): Promise<string[]> {
    const told: string[] = [];
    for (const { name, run } of stepsAfter(1))
      await run(documents, (done, of) => told.push(`${name} ${done}/${of}`));
    return told;
  }

  it('lead to the data format of this version, and have names of their own', () => {
    expect(UPGRADES.at(-1)?.format).toBe(DATA_FORMAT);
    const names = stepsAfter(1).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(stepsAfter(DATA_FORMAT)).toEqual([]);
  });

  it('change nothing in a platform without documents', async () => {
    await runAll();
    expect(await client.db('lanran').listCollections().toArray()).toEqual([]);
  });

  it('take from assets the words for the search of then, with their index, and leave all else', async () => {
    const kept = { _id: '0x01', titleKey: 'fern', publishedIndex: 3 };
    await collection('assets').insertMany([
      { ...kept, searchText: 'fern', grams: ['fer', 'ern'] },
      { _id: '0x02', titleKey: 'heron' },
    ]);
    await collection('assets').createIndex({ grams: 1 });
    await collection('assets').createIndex({ titleKey: 1, _id: 1 });

    await runAll();

    expect(await all('assets')).toEqual([kept, { _id: '0x02', titleKey: 'heron' }]);
    const indexes = await collection('assets').indexInformation();
    expect(Object.keys(indexes)).toEqual(['_id_', 'titleKey_1__id_1']);
  });

  it('tell how far they are, of more assets than are changed at once', async () => {
    const assets = Array.from({ length: 2_001 }, (_, at) => ({ _id: String(at), grams: ['a'] }));
    await collection('assets').insertMany(assets);

    const told = await runAll();

    expect(told).toEqual([1_000, 2_000, 2_001].map((done) => `remove-search-words ${done}/2001`));
    expect(await collection('assets').countDocuments({ grams: { $exists: true } })).toBe(0);
  });

  it('add to requests what they lack, and leave what they have', async () => {
    const file = { id: 'f', name: 'use.pdf' };
    await collection('deskRequests').insertMany([
      { _id: 'a', kind: 'LICENSE' },
      { _id: 'b', callId: 'call', files: [file] },
    ]);
    await collection('deskRequestEntries').insertMany([{ _id: 'a/1' }, { _id: 'b/1', files: [file] }]);

    await runAll();

    expect(await all('deskRequests')).toEqual([
      { _id: 'a', kind: 'LICENSE', callId: null, files: [] },
      { _id: 'b', callId: 'call', files: [file] },
    ]);
    expect(await all('deskRequestEntries')).toEqual([
      { _id: 'a/1', files: [] },
      { _id: 'b/1', files: [file] },
    ]);
  });

  it('keep how far the newest read models were filled', async () => {
    await collection('cursors').insertMany([
      { _id: 'log-projection', position: 3 },
      { _id: 'log-projection.4', position: 9 },
      { _id: 'draft-files-moved', position: 1 },
      { _id: 'vault', position: 5 },
    ]);
    await runAll();
    const after = [
      { _id: 'read-models', position: 9 },
      { _id: 'vault', position: 5 },
    ];
    expect(await all('cursors')).toEqual(after);
    await runAll();
    expect(await all('cursors')).toEqual(after);
  });

  it('have older read models filled from the log again', async () => {
    await collection('cursors').insertOne({ _id: 'log-projection.2', position: 9 });
    await runAll();
    expect(await all('cursors')).toEqual([]);
  });
});
