import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStores, type StoresUnderTest } from './stores-under-test.ts';

describe('the indexes of the platform', () => {
  let under: StoresUnderTest;
  let client: MongoClient;

  beforeAll(async () => {
    under = await startStores();
    client = await new MongoClient(under.uri).connect();
  });
  afterAll(async () => {
    await client.close();
    await under.stop();
  });

  it('are of the kinds that every server of the protocol has: ascending or descending, unique or not', async () => {
    const db = client.db();
    const collections = await db.listCollections().toArray();
    expect(collections.length).toBeGreaterThan(20);
    for (const { name } of collections) {
      for (const { key, unique, name: index, v, ...options } of await db.collection(name).indexes()) {
        expect([name, index, options]).toEqual([name, index, {}]);
        expect(Object.values(key).every((direction) => direction === 1 || direction === -1)).toBe(true);
      }
    }
  });

  it('lead to the open jobs of an organization past those that ended', async () => {
    const ended = Array.from({ length: 300 }, (_, number) => ({
      _id: `ended-${number}`,
      lane: 'light',
      state: 'DONE',
      organizationId: 'a',
      dueAt: null,
    }));
    const open = { _id: 'open', lane: 'light', state: 'WAITING', organizationId: 'b', dueAt: new Date() };
    const jobs = client.db().collection<{ _id: string }>('filejobs');
    await jobs.insertMany([...ended, open]);

    const stats = await jobs
      .find({ lane: 'light', state: 'WAITING', organizationId: { $gt: '' }, dueAt: { $gt: new Date(0) } })
      .sort({ organizationId: 1, dueAt: 1 })
      .limit(1)
      .explain('executionStats');

    expect(stats['executionStats']).toMatchObject({ nReturned: 1, totalKeysExamined: 1 });
  });
});
