import {
  type Collection,
  type Document,
  Double,
  Int32,
  Long,
  MongoBulkWriteError,
  MongoClient,
  ObjectId,
} from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StoreUnderTest } from './under-test.ts';

/** What the platform needs of any server when it writes. */
export function describeWrites(name: string, start: () => Promise<StoreUnderTest>): void {
  describe(`${name}: writes`, () => {
    let store: StoreUnderTest;
    let client: MongoClient;
    let things: Collection<Document & { _id: number | string | ObjectId }>;

    beforeAll(async () => {
      store = await start();
      client = await MongoClient.connect(store.uri);
    });

    afterAll(async () => {
      await client.close();
      await store.stop();
    });

    beforeEach(() => {
      things = client.db('lanran_writes').collection(`things_${new ObjectId().toHexString()}`);
    });

    const stored = (id: number | string = 1) => things.findOne({ _id: id }, { projection: { _id: 0 } });

    describe('updating', () => {
      it.each<[string, Document, Document, Document]>([
        [
          'sets fields, and makes the documents on the way',
          { a: 1 },
          { $set: { b: 2, 'c.d': 3 } },
          { a: 1, b: 2, c: { d: 3 } },
        ],
        ['sets a place in an array', { a: [1, 2] }, { $set: { 'a.1': 5 } }, { a: [1, 5] }],
        ['unsets', { a: 1, b: { c: 2, d: 3 } }, { $unset: { 'b.c': '' } }, { a: 1, b: { d: 3 } }],
        ['increments, from nothing too', { a: 1 }, { $inc: { a: 4, b: -2 } }, { a: 5, b: -2 }],
        ['takes the lesser', { a: 5, b: 5 }, { $min: { a: 3, b: 7 } }, { a: 3, b: 5 }],
        ['takes the greater', { a: 5, b: 5 }, { $max: { a: 3, b: 7 } }, { a: 5, b: 7 }],
        ['pushes one value', { a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }],
        ['pushes each of several', { a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }],
        ['pushes into a new array', {}, { $push: { a: { b: 1 } } }, { a: [{ b: 1 }] }],
        [
          'adds what is not there yet',
          { a: [1, 2] },
          { $addToSet: { a: { $each: [2, 3] } } },
          { a: [1, 2, 3] },
        ],
        ['pulls equal values', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
      ])('%s', async (_, before, update, after) => {
        await things.insertOne({ _id: 1, ...before });

        const result = await things.updateOne({ _id: 1 }, update);

        expect(result).toMatchObject({ matchedCount: 1, modifiedCount: 1 });
        expect(await stored()).toEqual(after);
      });

      it('keeps the types of numbers apart', async () => {
        await things.insertOne({
          _id: 1,
          int: new Int32(1),
          long: Long.fromNumber(1),
          double: new Double(1),
          other: new Double(5),
        });

        await things.updateOne({ _id: 1 }, { $inc: { int: 1, long: 1, double: 1 } });

        const found = await things.findOne({ _id: 1 }, { promoteValues: false });
        expect(found?.['int']).toEqual(new Int32(2));
        expect(found?.['long']).toEqual(Long.fromNumber(2));
        expect(found?.['double']).toEqual(new Double(2));
        expect(found?.['other']).toEqual(new Double(5));
      });

      it('tells matched from modified', async () => {
        await things.insertOne({ _id: 1, a: 1 });

        expect(await things.updateOne({ _id: 1 }, { $set: { a: 1 } })).toMatchObject({
          matchedCount: 1,
          modifiedCount: 0,
        });
        expect(await things.updateOne({ _id: 9 }, { $set: { a: 1 } })).toMatchObject({
          matchedCount: 0,
          modifiedCount: 0,
        });
      });

      it('updates many', async () => {
        await things.insertMany([1, 2, 3].map((n) => ({ _id: n, n })));

        expect(await things.updateMany({ n: { $gt: 1 } }, { $inc: { n: 10 } })).toMatchObject({
          matchedCount: 2,
          modifiedCount: 2,
        });
        expect((await things.find().sort({ _id: 1 }).toArray()).map(({ n }) => n as number)).toEqual([
          1, 12, 13,
        ]);
      });

      it('replaces a document and keeps its id', async () => {
        await things.insertOne({ _id: 1, a: 1, b: 2 });

        await things.replaceOne({ _id: 1 }, { c: 3 });

        expect(await things.findOne({})).toEqual({ _id: 1, c: 3 });
      });

      it('refuses to change the id, and changes nothing', async () => {
        await things.insertOne({ _id: 1, a: 1 });

        await expect(things.updateOne({ _id: 1 }, { $set: { _id: 2, a: 5 } })).rejects.toMatchObject({
          code: 66,
        });
        expect(await stored()).toEqual({ a: 1 });
      });

      it('refuses to increment text', async () => {
        await things.insertOne({ _id: 1, a: 'x' });

        await expect(things.updateOne({ _id: 1 }, { $inc: { a: 1 } })).rejects.toMatchObject({ code: 14 });
        expect(await stored()).toEqual({ a: 'x' });
      });

      it('refuses to push onto what is no array', async () => {
        await things.insertOne({ _id: 1, a: 'x' });

        await expect(things.updateOne({ _id: 1 }, { $push: { a: 1 } } as Document)).rejects.toMatchObject({
          code: 2,
        });
      });

      it('refuses two operators on one field', async () => {
        await things.insertOne({ _id: 1, a: 1 });

        await expect(things.updateOne({ _id: 1 }, { $set: { a: 1 }, $inc: { a: 1 } })).rejects.toMatchObject({
          code: 40,
        });
      });
    });

    describe('upserting', () => {
      it('inserts the filter, the update and what is set on insert', async () => {
        const result = await things.updateOne(
          { _id: 1, a: 5 },
          { $set: { b: 6 }, $setOnInsert: { c: 7 } },
          { upsert: true },
        );

        expect(result).toMatchObject({ matchedCount: 0, upsertedCount: 1, upsertedId: 1 });
        expect(await stored()).toEqual({ a: 5, b: 6, c: 7 });
      });

      it('leaves alone what is set on insert only, once the document is there', async () => {
        await things.insertOne({ _id: 1, c: 1 });

        await things.updateOne({ _id: 1 }, { $set: { b: 6 }, $setOnInsert: { c: 7 } }, { upsert: true });

        expect(await stored()).toEqual({ b: 6, c: 1 });
      });
    });

    describe('finding and modifying', () => {
      beforeEach(() => things.insertMany([1, 2, 3].map((n) => ({ _id: n, n, open: true }))));

      it('gives the document before or after', async () => {
        expect(await things.findOneAndUpdate({ _id: 1 }, { $set: { n: 9 } })).toMatchObject({ n: 1 });
        expect(
          await things.findOneAndUpdate({ _id: 1 }, { $set: { n: 8 } }, { returnDocument: 'after' }),
        ).toMatchObject({ n: 8 });
      });

      it('takes the first in order', async () => {
        const taken = await things.findOneAndUpdate(
          { open: true },
          { $set: { open: false } },
          { sort: { n: -1 } },
        );

        expect(taken).toMatchObject({ _id: 3 });
      });

      it('removes', async () => {
        expect(await things.findOneAndDelete({ n: 2 })).toMatchObject({ _id: 2 });
        expect(await things.countDocuments()).toBe(2);
      });

      it('gives null when there is none', async () => {
        expect(await things.findOneAndUpdate({ n: 99 }, { $set: { n: 1 } })).toBeNull();
      });
    });

    describe('unique keys', () => {
      it('refuses a second document with the same id', async () => {
        await things.insertOne({ _id: 1 });

        await expect(things.insertOne({ _id: 1 })).rejects.toMatchObject({ code: 11000 });
      });

      it('refuses a second document with the same key, whatever the type of its number', async () => {
        await things.createIndex({ a: 1 }, { unique: true }, {});
        await things.insertOne({ _id: 1, a: 5 });

        await expect(things.insertOne({ _id: 2, a: new Double(5) })).rejects.toMatchObject({ code: 11000 });
      });

      it('refuses a compound key only as a whole', async () => {
        await things.createIndex({ a: 1, b: 1 }, { unique: true }, {});
        await things.insertMany([
          { _id: 1, a: 1, b: 1 },
          { _id: 2, a: 1, b: 2 },
        ]);

        await expect(things.insertOne({ _id: 3, a: 1, b: 2 })).rejects.toMatchObject({ code: 11000 });
      });

      it('stops an ordered batch at the first refusal, and goes on with an unordered one', async () => {
        const batch = [{ _id: 1 }, { _id: 1 }, { _id: 2 }];

        await expect(things.insertMany(batch)).rejects.toBeInstanceOf(MongoBulkWriteError);
        expect(await things.countDocuments()).toBe(1);
        await things.deleteMany({});
        await expect(things.insertMany(batch, { ordered: false })).rejects.toMatchObject({ code: 11000 });
        expect(await things.countDocuments()).toBe(2);
      });
    });

    it('writes in bulk', async () => {
      const result = await things.bulkWrite([
        { insertOne: { document: { _id: 1, a: 1 } } },
        { updateOne: { filter: { _id: 1 }, update: { $set: { a: 2 } } } },
        { updateOne: { filter: { _id: 2 }, update: { $set: { a: 3 } }, upsert: true } },
        { deleteOne: { filter: { _id: 1 } } },
      ]);

      expect(result).toMatchObject({ insertedCount: 1, modifiedCount: 1, upsertedCount: 1, deletedCount: 1 });
      expect(await things.find().toArray()).toEqual([{ _id: 2, a: 3 }]);
    });

    it('deletes one or many', async () => {
      await things.insertMany([1, 2, 3, 4].map((n) => ({ _id: n, odd: n % 2 === 1 })));

      expect(await things.deleteOne({ odd: true })).toMatchObject({ deletedCount: 1 });
      expect(await things.deleteMany({ odd: false })).toMatchObject({ deletedCount: 2 });
      expect(await things.countDocuments()).toBe(1);
    });

    it('creates, lists and drops indexes and collections', async () => {
      await things.insertOne({ _id: 1, a: 1 });
      await things.createIndex({ a: 1, b: -1 }, { name: 'ab', unique: true }, {});
      expect((await things.listIndexes().toArray()).map(({ name }) => name as string)).toEqual([
        '_id_',
        'ab',
      ]);

      await things.dropIndex('ab');
      expect(await things.listIndexes().toArray()).toHaveLength(1);

      const names = (await client.db('lanran_writes').listCollections().toArray()).map(
        (collection) => collection.name,
      );
      expect(names).toContain(things.collectionName);
      await things.drop();
      expect(await things.countDocuments()).toBe(0);
    });
  });
}
