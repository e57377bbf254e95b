import {
  type Collection,
  Decimal128,
  type Document,
  Double,
  Long,
  MaxKey,
  MinKey,
  MongoClient,
  ObjectId,
} from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StoreUnderTest } from './under-test.ts';

/** MongoDB's behavior that the platform enjoys and does not depend on: FerretDB 1.24 lacks it, or differs. */
export function describeBeyondPortable(name: string, start: () => Promise<StoreUnderTest>): void {
  describe(`${name}: beyond the portable part`, () => {
    let store: StoreUnderTest;
    let client: MongoClient;
    let things: Collection<Document & { _id: number | string }>;

    beforeAll(async () => {
      store = await start();
      client = await MongoClient.connect(store.uri);
    });

    afterAll(async () => {
      await client.close();
      await store.stop();
    });

    beforeEach(() => {
      things = client.db('lanran_beyond').collection(`things_${new ObjectId().toHexString()}`);
    });

    const fill = (...documents: Document[]) =>
      things.insertMany(documents.map((fields, index) => ({ _id: index + 1, ...fields })));

    const idsOf = async (filter: Document, sort: Record<string, 1 | -1> = { _id: 1 }) => {
      const found = await things.find(filter).sort(sort).toArray();
      return found.map(({ _id }) => _id);
    };

    describe('values', () => {
      it('sorts all types in one order', async () => {
        await fill(
          { a: new MaxKey() },
          { a: true },
          { a: [] },
          { a: new ObjectId() },
          { a: { b: 1 } },
          { a: 'x' },
          { a: Decimal128.fromString('0.5') },
          { a: new Double(Number.NaN) },
          {},
          { a: new MinKey() },
        );

        expect(await idsOf({}, { a: 1 })).toEqual([10, 3, 9, 8, 7, 6, 5, 4, 2, 1]);
      });

      it('compares decimals, doubles and longs by exact value', async () => {
        await fill(
          { a: Decimal128.fromString('9007199254740993') },
          { a: Long.fromString('9007199254740993') },
          { a: new Double(9007199254740992) },
          { a: Decimal128.fromString('0.1') },
          { a: new Double(0.1) },
        );

        expect(await idsOf({ a: Long.fromString('9007199254740993') })).toEqual([1, 2]);
        // The double nearest to 0.1 is a little more than 0.1.
        expect(await idsOf({ a: { $lt: new Double(0.1) } })).toEqual([4]);
      });

      it('adds decimals with their digits', async () => {
        await fill({ a: Decimal128.fromString('0.10') });

        await things.updateOne({ _id: 1 }, { $inc: { a: Decimal128.fromString('0.2') } });

        expect(String((await things.findOne({}))?.['a'])).toBe('0.30');
      });

      it('widens whole numbers when they overflow, and refuses past 64 bits', async () => {
        await fill({ int: 2_147_483_647, long: Long.MAX_VALUE });

        await things.updateOne({ _id: 1 }, { $inc: { int: 1 } });
        await expect(things.updateOne({ _id: 1 }, { $inc: { long: 1 } })).rejects.toMatchObject({ code: 2 });

        const found = await things.findOne({}, { promoteValues: false });
        expect(found?.['int']).toEqual(Long.fromNumber(2_147_483_648));
        expect(found?.['long']).toEqual(Long.MAX_VALUE);
      });

      it('keeps fields named like numbers in their places', async () => {
        const document = new Map([
          ['_id', 1],
          ['z', 1],
          ['2', 2],
          ['1', 3],
        ]);
        await client.db('lanran_beyond').command({ insert: things.collectionName, documents: [document] });
        await things.updateOne({ _id: 1 }, { $set: { last: 1 } });

        const raw = Buffer.from((await things.findOne({}, { raw: true })) as unknown as Uint8Array);

        const places = ['_id', 'z', '2', '1', 'last'].map((name) => raw.indexOf(`\x10${name}\0`, 'latin1'));
        expect(places[0]).toBeGreaterThan(0);
        expect(places).toEqual([...places].sort((x, y) => x - y));
      });
    });

    describe('unique keys', () => {
      it('names key and value in the error', async () => {
        await things.createIndex({ 'a.b': 1, c: -1 }, { unique: true }, {});
        await fill({ a: { b: 1 }, c: 2 });

        await expect(things.insertOne({ _id: 2, a: { b: 1 }, c: new Double(2) })).rejects.toMatchObject({
          code: 11000,
          keyPattern: { 'a.b': 1, c: -1 },
          keyValue: { 'a.b': 1, c: 2 },
        });
      });

      it('refuses an update that takes a key, and changes nothing', async () => {
        await things.createIndex({ a: 1 }, { unique: true }, {});
        await fill({ a: 5 }, { a: 6 });

        await expect(things.updateOne({ _id: 2 }, { $set: { a: 5, b: 1 } })).rejects.toMatchObject({
          code: 11000,
        });
        expect(await things.findOne({ _id: 2 })).toEqual({ _id: 2, a: 6 });
      });

      it('applies to each element of an array', async () => {
        await things.createIndex({ tags: 1 }, { unique: true }, {});
        await fill({ tags: ['a', 'b'] });

        await expect(things.insertOne({ _id: 2, tags: ['c', 'b'] })).rejects.toMatchObject({ code: 11000 });
        await things.insertOne({ _id: 3, tags: ['d', 'd'] });
      });

      it('applies to what a partial index holds, and to nothing else', async () => {
        await things.createIndex({ a: 1 }, { unique: true, partialFilterExpression: { live: true } }, {});
        await fill({ a: 1, live: true }, { a: 1, live: false }, { a: 1 });

        await expect(things.insertOne({ _id: 4, a: 1, live: true })).rejects.toMatchObject({ code: 11000 });
        await expect(things.updateOne({ _id: 2 }, { $set: { live: true } })).rejects.toMatchObject({
          code: 11000,
        });
      });

      it('tells long keys apart behind what an index key can hold', async () => {
        const long = 'x'.repeat(3_000);
        await things.createIndex({ a: 1 }, { unique: true }, {});
        await fill({ a: `${long}1` }, { a: `${long}2` });

        await expect(things.insertOne({ _id: 3, a: `${long}1` })).rejects.toMatchObject({ code: 11000 });
        expect(await idsOf({ a: `${long}2` })).toEqual([2]);
        expect(await idsOf({ a: { $gt: `${long}1` } })).toEqual([2]);
        expect(await idsOf({}, { a: -1 })).toEqual([2, 1]);
      });

      it('are found missing when an index is made over duplicates, and no index is left', async () => {
        await fill({ a: 1 }, { a: 1 });

        await expect(things.createIndex({ a: 1 }, { unique: true }, {})).rejects.toMatchObject({
          code: 11000,
        });
        expect(await things.listIndexes().toArray()).toHaveLength(1);
      });

      it('are made with the other indexes of the command, or none of them', async () => {
        await fill({ a: 1, b: 1 }, { a: 2, b: 1 });
        const both = [
          { key: { a: 1 }, unique: true },
          { key: { b: 1 }, unique: true },
        ];

        await expect(things.createIndexes(both, {})).rejects.toMatchObject({
          code: 11000,
          keyValue: { b: 1 },
        });

        expect(await things.listIndexes().toArray()).toHaveLength(1);
        expect(await things.createIndexes([...both.slice(0, 1), ...both.slice(0, 1)], {})).toEqual([
          'a_1',
          'a_1',
        ]);
        expect(await things.listIndexes().toArray()).toHaveLength(2);
      });
    });

    it('gives out each number once to clients that count together', async () => {
      const taken = await Promise.all(
        Array.from({ length: 20 }, () =>
          things.findOneAndUpdate(
            { _id: 'counter' },
            { $inc: { n: 1 } },
            { returnDocument: 'after', upsert: true },
          ),
        ),
      );

      const numbers = taken.map((document) => Number(document?.['n'])).sort((a, b) => a - b);
      expect(numbers).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    });

    it('gives each of several workers another document', async () => {
      await fill(...Array.from({ length: 600 }, (_, n) => ({ n, open: n > 580 })));

      const taken = await Promise.all(
        Array.from({ length: 19 }, () =>
          things.findOneAndUpdate({ open: true }, { $set: { open: false } }, { sort: { n: 1 } }),
        ),
      );

      expect(new Set(taken.map((document) => document?._id)).size).toBe(19);
    });

    describe('aggregating', () => {
      beforeEach(() =>
        fill(
          { kind: 'a', n: 1, d: new Double(0.1) },
          { kind: 'b', n: 5, d: new Double(0.2) },
          { kind: 'a', n: 3 },
          { n: 'x' },
        ),
      );

      it('gathers several fields of each group', async () => {
        const groups = await things
          .aggregate([
            { $sort: { _id: 1 } },
            {
              $group: {
                _id: '$kind',
                count: { $count: {} },
                total: { $sum: '$n' },
                mean: { $avg: '$n' },
                least: { $min: '$n' },
                most: { $max: '$n' },
                first: { $first: '$_id' },
                last: { $last: '$_id' },
                all: { $push: '$n' },
              },
            },
            { $sort: { _id: 1 } },
          ])
          .toArray();

        expect(groups).toEqual([
          { _id: null, count: 1, total: 0, mean: null, least: 'x', most: 'x', first: 4, last: 4, all: ['x'] },
          { _id: 'a', count: 2, total: 4, mean: 2, least: 1, most: 3, first: 1, last: 3, all: [1, 3] },
          { _id: 'b', count: 1, total: 5, mean: 5, least: 5, most: 5, first: 2, last: 2, all: [5] },
        ]);
      });

      it('groups by several fields', async () => {
        const groups = await things
          .aggregate([{ $group: { _id: { kind: '$kind', big: { $gt: ['$n', 2] } } } }])
          .toArray();

        expect(groups).toHaveLength(4);
      });

      it('computes fields', async () => {
        const rows = await things
          .aggregate([
            { $match: { _id: 1 } },
            {
              $project: {
                _id: 0,
                name: { $concat: ['x-', '$kind'] },
                next: { $add: ['$n', 1] },
                is: { $cond: [{ $eq: ['$n', 1] }, 'one', 'more'] },
              },
            },
          ])
          .toArray();

        expect(rows).toEqual([{ name: 'x-a', next: 2, is: 'one' }]);
      });

      it('unwinds with places, and keeps what is empty when asked', async () => {
        await things.deleteMany({});
        await fill({ a: ['x', 'y'] }, { a: [] }, { b: 1 });

        const rows = await things
          .aggregate([{ $unwind: { path: '$a', includeArrayIndex: 'at', preserveNullAndEmptyArrays: true } }])
          .toArray();

        expect(rows).toEqual([
          { _id: 1, a: 'x', at: 0 },
          { _id: 1, a: 'y', at: 1 },
          { _id: 2, at: null },
          { _id: 3, b: 1, at: null },
        ]);
      });
    });

    describe('refusing', () => {
      const refused = async (act: () => Promise<unknown>) =>
        act().then(
          () => 'accepted',
          (error: unknown) => (error as { code?: number }).code,
        );

      it.each<[string, number, (collection: Collection) => Promise<unknown>]>([
        ['an unknown stage', 40324, (c) => c.aggregate([{ $facet: { a: [] } }]).toArray()],
        ['a change stream', 40573, (c) => c.aggregate([{ $changeStream: {} }]).toArray()],
        ['an unknown filter operator', 2, (c) => c.find({ a: { $zzz: 1 } }).toArray()],
        ['an unknown logical operator', 2, (c) => c.find({ $zzz: [] }).toArray()],
        ['a filter operator that MongoDB has', 2, (c) => c.find({ a: { $elemMatch: { b: 1 } } }).toArray()],
        ['a where clause', 2, (c) => c.find({ $where: 'true' }).toArray()],
        ['a collation', 238, (c) => c.find({}, { collation: { locale: 'zh' } }).toArray()],
        ['a hint', 238, (c) => c.find({}, { hint: { a: 1 } }).toArray()],
        [
          'array filters',
          238,
          (c) => c.updateOne({}, { $set: { 'a.$[x]': 1 } }, { arrayFilters: [{ x: 1 }] }),
        ],
        ['a positional path', 238, (c) => c.updateOne({ a: 1 }, { $set: { 'a.$': 1 } })],
        ['an update by pipeline', 238, (c) => c.updateOne({}, [{ $set: { a: 1 } }])],
        ['an unknown update operator', 9, (c) => c.updateOne({}, { $zzz: { a: 1 } })],
        [
          'a push with a position',
          2,
          (c) => c.updateOne({}, { $push: { a: { $each: [1], $position: 0 } } } as Document),
        ],
        ['a sparse index', 238, (c) => c.createIndex({ a: 1 }, { sparse: true }, {})],
        ['an index that expires', 238, (c) => c.createIndex({ a: 1 }, { expireAfterSeconds: 5 }, {})],
        [
          'one that expires at the date in it',
          238,
          (c) => c.createIndex({ a: 1 }, { expireAfterSeconds: 0 }, {}),
        ],
        ['a text index', 238, (c) => c.createIndex({ a: 'text' })],
        ['a capped collection', 238, (c) => c.db.createCollection('capped', { capped: true, size: 1000 })],
        ['an id that is an array', 53, (c) => c.insertOne({ _id: [1] as never })],
        ['a field with a dollar', 52, (c) => c.insertOne({ a: { $b: 1 } })],
        [
          'indexing parallel arrays',
          171,
          (c) => c.createIndex({ a: 1, b: 1 }).then(() => c.insertOne({ a: [1], b: [2] })),
        ],
        ['a pattern with what JavaScript lacks', 51091, (c) => c.find({ a: { $regex: 'a++' } }).toArray()],
        ['an unknown field of a command', 40415, (c) => c.db.command({ find: 'things', filtre: {} })],
        ['a missing database command', 59, (c) => c.db.command({ replSetGetStatus: 1 })],
      ])('refuses %s with code %d', async (_, code, act) => {
        await things.insertOne({ _id: 1, a: 1 });

        expect(
          await refused(() => act(Object.assign(things, { db: client.db('lanran_beyond') }) as never)),
        ).toBe(code);
        expect(await things.find().toArray()).toEqual([{ _id: 1, a: 1 }]);
      });

      it('refuses transactions', async () => {
        const database = client.db('lanran_beyond');
        const begun = { txnNumber: Long.fromNumber(1), autocommit: false, startTransaction: true };
        const insert = { insert: things.collectionName, documents: [{ _id: 1 }], ...begun };

        expect(await refused(() => database.command(insert))).toBe(20);
        expect(await refused(() => database.admin().command({ commitTransaction: 1 }))).toBe(20);
        expect(await things.countDocuments()).toBe(0);
      });

      it('ends a command at its time limit', async () => {
        await fill(...Array.from({ length: 5_000 }, (_, n) => ({ n })));

        expect(await refused(() => things.find({ n: { $lt: -1 } }, { maxTimeMS: 1 }).toArray())).toBe(50);
      });
    });
  });
}
