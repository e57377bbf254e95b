import { type Collection, type Document, MongoClient, ObjectId } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StoreUnderTest } from './under-test.ts';

type Things = Collection<Document & { _id: number | null | ObjectId }>;

const UPSERT = { upsert: true } as const;

/** What MongoDB inserts when an upsert finds nothing (jstests/core/upsert_fields.js); FerretDB 1.24 differs. */
export function describeUpserts(name: string, start: () => Promise<StoreUnderTest>): void {
  describe(`${name}: upserts`, () => {
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

    const all = () => things.find().toArray();

    it('inserts the id null that the update sets', async () => {
      await things.updateOne({ x: 1 }, { $setOnInsert: { _id: null } }, UPSERT);

      expect(await all()).toEqual([{ _id: null, x: 1 }]);
    });

    it('keeps the id null of a document that has it behind other fields', async () => {
      const document = new Map<string, unknown>([
        ['x', 1],
        ['_id', null],
      ]);
      await client.db('lanran_upserts').command({ insert: things.collectionName, documents: [document] });

      expect(await all()).toEqual([{ _id: null, x: 1 }]);
    });

    describe('taking over what the filter requires', () => {
      const insertedBy = async (filter: Document): Promise<Document> => {
        await things.updateOne(filter, { $set: { a: 1 } }, UPSERT);
        const [found] = await all();
        const { _id, ...fields } = { ...found };
        return _id instanceof ObjectId ? fields : { _id, ...fields };
      };

      it.each<[Document, Document]>([
        [{ x: { $in: [1] } }, { x: 1, a: 1 }],
        [{ x: { $in: [1, 1] } }, { x: 1, a: 1 }],
        [{ x: { $in: [[1, 2]] } }, { x: [1, 2], a: 1 }],
        [{ x: { $all: [1] } }, { x: 1, a: 1 }],
        [{ $or: [{ x: 1 }] }, { x: 1, a: 1 }],
        [{ $or: [{ x: { $eq: 1 } }] }, { x: 1, a: 1 }],
        [{ $or: [{ $and: [{ x: 1 }, { 'y.z': { $in: [2] } }] }] }, { x: 1, y: { z: 2 }, a: 1 }],
        [{ _id: { $in: [7] } }, { _id: 7, a: 1 }],
        [{ $or: [{ _id: 7 }] }, { _id: 7, a: 1 }],
        [
          { '_id.x': 1, '_id.y': 2 },
          { _id: { x: 1, y: 2 }, a: 1 },
        ],
      ])('of %j', async (filter, inserted) => {
        expect(await insertedBy(filter)).toEqual(inserted);
      });

      it.each<Document>([
        { x: { $in: [1, 2] } },
        { x: { $in: [/1/] } },
        { $or: [{ x: 1 }, { y: 1 }] },
        { $nor: [{ x: 1 }] },
        { x: { $not: { $eq: 1 } } },
      ])('and nothing of %j', async (filter) => {
        expect(await insertedBy(filter)).toEqual({ a: 1 });
      });

      it('finds the document again at the second time', async () => {
        await things.updateOne({ x: { $in: [1] } }, { $inc: { n: 1 } }, UPSERT);
        await things.updateOne({ x: { $in: [1] } }, { $inc: { n: 1 } }, UPSERT);

        expect(await all()).toMatchObject([{ x: 1, n: 2 }]);
      });

      it.each<Document>([
        { $and: [{ x: 1 }, { x: 2 }] },
        { x: { $all: [1, 2] } },
        { x: 1, 'x.y': 1 },
        { 'x.y': 1, x: { y: 1 } },
      ])('refuses %j, which requires two values of one field', async (filter) => {
        await expect(things.updateOne(filter, { $set: { a: 1 } }, UPSERT)).rejects.toMatchObject({
          code: 54,
        });
        expect(await all()).toEqual([]);
      });
    });

    describe('replacing', () => {
      it('takes over the id alone', async () => {
        await things.replaceOne({ $or: [{ _id: 7 }], x: 1, 'x.y': 1 }, { b: 1 }, UPSERT);

        expect(await all()).toEqual([{ _id: 7, b: 1 }]);
      });

      it.each<[number, Document]>([
        [54, { $and: [{ _id: 1 }, { _id: 2 }] }],
        [111, { '_id.x': 1 }],
        [53, { _id: { $eq: [1, 2] } }],
      ])('refuses with code %d the id of %j', async (code, filter) => {
        await expect(things.replaceOne(filter, { b: 1 }, UPSERT)).rejects.toMatchObject({ code });
        expect(await all()).toEqual([]);
      });
    });

    describe('the order of new fields', () => {
      const orderAfter = async (...names: readonly string[]): Promise<string[]> => {
        const update = new Map([['$set', new Map(names.map((each) => [each, 1]))]]);
        const updates = [{ q: { _id: 1 }, u: update, upsert: true }];
        await client.db('lanran_upserts').command({ update: things.collectionName, updates });
        const bytes = Buffer.from((await things.findOne({}, { raw: true })) as unknown as Uint8Array);
        const placeOf = (field: string) => bytes.indexOf(`\x10${field}\0`);
        return [...names].sort((a, b) => placeOf(a) - placeOf(b));
      };

      it('is that of numbers for names that are whole numbers', async () => {
        expect(await orderAfter('10', '2', '1', '100')).toEqual(['1', '2', '10', '100']);
      });

      it('is that of bytes for other names', async () => {
        expect(await orderAfter('b', 'a!b', '010', '9', 'B', 'é')).toEqual([
          '010',
          '9',
          'B',
          'a!b',
          'b',
          'é',
        ]);
      });
    });
  });
}
