import { type Collection, type Document, MongoClient, ObjectId } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StoreUnderTest } from './under-test.ts';

type Things = Collection<Document & { _id: number | null | ObjectId }>;

const UPSERT = { upsert: true } as const;

/** Null is an id like any other, to every server of the protocol. */
export function describeUpsertsByNull(name: string, start: () => Promise<StoreUnderTest>): void {
  describe(`${name}: upserts by the id null`, () => {
    let store: StoreUnderTest;
    let client: MongoClient;
    let things: Things;

    beforeAll(async () => {
      store = await start();
      client = await MongoClient.connect(store.uri);
    });

    afterAll(async () => {
      await client.close();
      await store.stop();
    });

    beforeEach(() => {
      things = client.db('lanran_upserts').collection(`things_${new ObjectId().toHexString()}`);
    });

    it.each<[string, (things: Things) => Promise<unknown>]>([
      ['replaceOne', (of) => of.replaceOne({ _id: null }, { x: 1 }, UPSERT)],
      ['findOneAndReplace', (of) => of.findOneAndReplace({ _id: null }, { x: 1 }, UPSERT)],
      ['updateOne', (of) => of.updateOne({ _id: null }, { $set: { x: 1 } }, UPSERT)],
      ['updateMany', (of) => of.updateMany({ _id: null }, { $set: { x: 1 } }, UPSERT)],
      ['findOneAndUpdate', (of) => of.findOneAndUpdate({ _id: null }, { $set: { x: 1 } }, UPSERT)],
    ])('%s inserts it once, however often it is repeated', async (_, upsert) => {
      for (let time = 0; time < 3; time += 1) await upsert(things);

      expect(await things.find().toArray()).toEqual([{ _id: null, x: 1 }]);
    });

    it('says so in its answer', async () => {
      expect(await things.replaceOne({ _id: null }, { x: 1 }, UPSERT)).toMatchObject({
        matchedCount: 0,
        upsertedCount: 1,
        upsertedId: null,
      });
    });
  });
}
