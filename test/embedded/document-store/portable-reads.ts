import { Binary, type Collection, type Document, Double, Int32, Long, MongoClient, ObjectId } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StoreUnderTest } from './under-test.ts';

/** What the platform needs of any server when it reads; documents are named by `_id`. */
export function describeReads(name: string, start: () => Promise<StoreUnderTest>): void {
  describe(`${name}: reads`, () => {
    let store: StoreUnderTest;
    let client: MongoClient;
    let things: Collection<Document & { _id: number }>;

    beforeAll(async () => {
      store = await start();
      client = await MongoClient.connect(store.uri, { promoteValues: true });
    });

    afterAll(async () => {
      await client.close();
      await store.stop();
    });

    beforeEach(async () => {
      things = client.db('lanran_reads').collection(`things_${new ObjectId().toHexString()}`);
    });

    /** Fills the collection with these documents under the numbers 1, 2, … */
    const fill = (...documents: Document[]) =>
      things.insertMany(documents.map((fields, index) => ({ _id: index + 1, ...fields })));

    /** Numbers of the documents that match, in order. */
    const idsOf = async (filter: Document) => {
      const found = await things.find(filter).sort({ _id: 1 }).toArray();
      return found.map(({ _id }) => _id);
    };

    describe('comparing', () => {
      beforeEach(() =>
        fill(
          { a: new Int32(5) },
          { a: Long.fromNumber(5) },
          { a: new Double(5) },
          { a: new Double(5.5) },
          { a: '5' },
          { a: null },
          {},
          { a: true },
          { a: [1, 5, 9] },
          { a: [] },
          { a: { b: 5 } },
          { a: new Date(5) },
        ),
      );

      it.each([
        ['numbers of any type by value', { a: 5 }, [1, 2, 3, 9]],
        ['strings apart from numbers', { a: '5' }, [5]],
        ['null with missing fields', { a: null }, [6, 7]],
        ['all but null and missing', { a: { $ne: null } }, [1, 2, 3, 4, 5, 8, 9, 10, 11, 12]],
        ['greater numbers and no other type', { a: { $gt: 5 } }, [4, 9]],
        ['at least', { a: { $gte: 5 } }, [1, 2, 3, 4, 9]],
        ['less', { a: { $lt: 5 } }, [9]],
        ['at most', { a: { $lte: 5 } }, [1, 2, 3, 9]],
        ['any of a list', { a: { $in: ['5', true] } }, [5, 8]],
        ['none of a list', { a: { $nin: [5, 5.5, null] } }, [5, 8, 10, 11, 12]],
        ['documents as wholes', { a: { b: 5 } }, [11]],
        ['existing fields', { a: { $exists: true } }, [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12]],
        ['missing fields', { a: { $exists: false } }, [7]],
        ['dates', { a: { $gte: new Date(0) } }, [12]],
        ['nested fields', { 'a.b': 5 }, [11]],
        ['not', { a: { $not: { $gt: 5 } } }, [1, 2, 3, 5, 6, 7, 8, 10, 11, 12]],
        ['types by name', { a: { $type: 'string' } }, [5]],
        ['arrays by size', { a: { $size: 3 } }, [9]],
        ['arrays by all members', { a: { $all: [9, 1] } }, [9]],
        ['arrays as wholes', { a: [1, 5, 9] }, [9]],
        ['both of two', { $and: [{ a: { $gt: 5 } }, { a: { $lt: 6 } }] }, [4, 9]],
        ['either of two', { $or: [{ a: '5' }, { a: true }] }, [5, 8]],
        ['neither of two', { $nor: [{ a: { $exists: true } }, { _id: 3 }] }, [7]],
      ])('finds %s', async (_, filter, expected) => {
        expect(await idsOf(filter)).toEqual(expected);
      });
    });

    it('tells whole numbers past 2^53 apart', async () => {
      await fill({ a: Long.fromString('9007199254740992') }, { a: Long.fromString('9007199254740993') });

      expect(await idsOf({ a: Long.fromString('9007199254740993') })).toEqual([2]);
      expect(await idsOf({ a: { $gt: Long.fromString('9007199254740992') } })).toEqual([2]);
    });

    it('finds binary values by their bytes and object ids by value', async () => {
      const id = new ObjectId();
      await fill({ a: new Binary(Buffer.from([1, 2])) }, { a: new Binary(Buffer.from([1, 3])) }, { a: id });

      expect(await idsOf({ a: new Binary(Buffer.from([1, 3])) })).toEqual([2]);
      expect(await idsOf({ a: id })).toEqual([3]);
    });

    it('finds text by pattern, with and without regard to case', async () => {
      await fill({ a: 'Miao batik' }, { a: 'miao silver' }, { a: 'Dong brocade' }, { a: 7 });

      expect(await idsOf({ a: /^miao/ })).toEqual([2]);
      expect(await idsOf({ a: { $regex: '^MIAO', $options: 'i' } })).toEqual([1, 2]);
      expect(await idsOf({ a: { $not: /o b/ } })).toEqual([2, 3, 4]);
    });

    it('looks into documents in arrays', async () => {
      await fill({ a: [{ b: 1 }, { b: 2 }] }, { a: [{ b: 3 }] }, { a: { b: 2 } });

      expect(await idsOf({ 'a.b': 2 })).toEqual([1, 3]);
      expect(await idsOf({ 'a.0.b': 1 })).toEqual([1]);
    });

    it('sorts by several fields, a missing one like null and before numbers', async () => {
      await fill({ a: 2, b: 1 }, { a: 1, b: 2 }, { a: 2, b: 3 }, { b: 4 });

      const sorted = await things.find().sort({ a: 1, b: -1 }).toArray();

      expect(sorted.map(({ _id }) => _id)).toEqual([4, 2, 3, 1]);
    });

    it('sorts text by code point', async () => {
      await fill({ a: '乙' }, { a: 'b' }, { a: 'A' }, { a: 'a' });

      const sorted = await things.find().sort({ a: 1 }).toArray();

      expect(sorted.map(({ a }) => a as string)).toEqual(['A', 'a', 'b', '乙']);
    });

    it('skips, limits and gives pages through several batches', async () => {
      await fill(...Array.from({ length: 250 }, (_, n) => ({ n })));

      const middle = await things.find().sort({ n: 1 }).skip(10).limit(3).toArray();
      const all = await things.find().sort({ n: -1 }).batchSize(40).toArray();

      expect(middle.map(({ n }) => n as number)).toEqual([10, 11, 12]);
      expect(all.map(({ n }) => n as number)).toEqual(Array.from({ length: 250 }, (_, n) => 249 - n));
    });

    it('gives the fields asked for', async () => {
      await fill({ a: 1, b: { c: 2, d: 3 }, e: [{ f: 4, g: 5 }] });

      expect(await things.findOne({}, { projection: { a: 1 } })).toEqual({ _id: 1, a: 1 });
      expect(await things.findOne({}, { projection: { 'b.c': 1, _id: 0 } })).toEqual({ b: { c: 2 } });
      expect(await things.findOne({}, { projection: { b: 0 } })).toEqual({
        _id: 1,
        a: 1,
        e: [{ f: 4, g: 5 }],
      });
      expect(await things.findOne({}, { projection: { 'e.f': 1 } })).toEqual({ _id: 1, e: [{ f: 4 }] });
    });

    it('counts and lists distinct values', async () => {
      await fill({ a: 1, tags: ['x', 'y'] }, { a: 2, tags: ['y'] }, { a: 1 });

      expect(await things.countDocuments({ a: 1 })).toBe(2);
      expect(await things.estimatedDocumentCount()).toBe(3);
      expect((await things.distinct('tags')).sort()).toEqual(['x', 'y']);
      expect(await things.distinct('a', { a: { $gt: 1 } })).toEqual([2]);
    });

    it('keeps every type as it was sent', async () => {
      const sent = {
        int: new Int32(7),
        long: Long.fromNumber(7),
        double: new Double(5),
        text: '蓝染',
        bytes: new Binary(Buffer.from([0, 1, 255])),
        id: new ObjectId(),
        date: new Date(1_700_000_000_123),
        nothing: null,
        list: [1, 'a', { b: [] }],
        nested: { z: 1, a: 2 },
        flag: false,
      };
      const plain = client
        .db('lanran_reads')
        .collection(things.collectionName, { promoteValues: false, promoteBuffers: false });
      await plain.insertOne({ ...sent });

      const found = await plain.findOne({}, { projection: { _id: 0 }, promoteValues: false });

      expect(found?.['int']).toEqual(new Int32(7));
      expect(found?.['long']).toEqual(Long.fromNumber(7));
      expect(found?.['double']).toEqual(new Double(5));
      expect(Object.keys(found ?? {})).toEqual(Object.keys(sent));
      expect(Object.keys(found?.['nested'] as object)).toEqual(['z', 'a']);
      expect(found?.['date']).toEqual(sent.date);
      expect(found?.['text']).toBe('蓝染');
    });

    describe('aggregating', () => {
      beforeEach(() =>
        fill(
          { kind: 'PATTERN', price: 10, tags: ['a', 'b'] },
          { kind: 'FILM', price: 30, tags: ['b'] },
          { kind: 'PATTERN', price: 20, tags: [] },
        ),
      );

      it.each([
        ['counts', { $sum: 1 }, [1, 2]],
        ['adds up', { $sum: '$price' }, [30, 30]],
      ])('matches, %s by group, and sorts', async (_, accumulator, expected) => {
        const groups = await things
          .aggregate([
            { $match: { price: { $gt: 5 } } },
            { $group: { _id: '$kind', value: accumulator } },
            { $sort: { _id: 1 } },
          ])
          .toArray();

        expect(groups.map(({ _id }) => _id as unknown)).toEqual(['FILM', 'PATTERN']);
        expect(groups.map(({ value }) => value as number)).toEqual(expected);
      });

      it('groups by several fields, and leaves out those that a document lacks', async () => {
        await things.insertOne({ _id: 4, price: 40, tags: null });

        const groups = await things
          .aggregate([{ $group: { _id: { kind: '$kind', tags: '$tags' }, count: { $sum: 1 } } }])
          .toArray();

        expect(groups).toHaveLength(4);
        expect(groups).toContainEqual({ _id: { tags: null }, count: 1 });
        expect(groups).toContainEqual({ _id: { kind: 'FILM', tags: ['b'] }, count: 1 });
      });

      // Where what is unwound stands differs: FerretDB 1.24 puts it into a field of the path's last step.
      it('groups by what it unwinds within a document, there or at the top', async () => {
        const a = { v: 'a', c: 1, zh: '蜡染' };
        await things.insertMany([
          { _id: 901, of: { more: 'x'.repeat(50), terms: [a, { v: 'b', c: 1 }] } },
          { _id: 902, of: { more: 'y', terms: [a] } },
          { _id: 903, of: { terms: [] } },
        ]);

        const rows = await things
          .aggregate([
            { $match: { of: { $exists: true } } },
            { $unwind: '$of.terms' },
            { $group: { _id: { inPlace: '$of.terms', atTop: '$terms' }, count: { $sum: 1 } } },
            { $sort: { count: -1 } },
          ])
          .toArray();

        const found = rows.map(({ _id, count }): unknown[] => [...Object.values(_id as object), count]);
        expect(found).toEqual([
          [a, 2],
          [{ v: 'b', c: 1 }, 1],
        ]);
      });

      it('unwinds arrays, and leaves out empty ones', async () => {
        const rows = await things.aggregate([{ $unwind: '$tags' }, { $sort: { _id: 1, tags: 1 } }]).toArray();

        expect(rows.map(({ _id, tags }) => [_id as unknown, tags as unknown])).toEqual([
          [1, 'a'],
          [1, 'b'],
          [2, 'b'],
        ]);
      });

      it('sorts, skips, limits and projects', async () => {
        const rows = await things
          .aggregate([
            { $sort: { price: -1 } },
            { $skip: 1 },
            { $limit: 1 },
            { $project: { price: 1, _id: 0 } },
          ])
          .toArray();

        expect(rows).toEqual([{ price: 20 }]);
      });

      it('counts', async () => {
        expect(await things.aggregate([{ $match: { kind: 'PATTERN' } }, { $count: 'n' }]).toArray()).toEqual([
          { n: 2 },
        ]);
      });
    });

    it('refuses an operator it does not know as a bad value', async () => {
      await fill({ a: 1 });

      await expect(things.find({ a: { $near: 1, $zzz: 2 } }).toArray()).rejects.toMatchObject({ code: 2 });
    });

    it('refuses a command it does not know by name', async () => {
      await expect(client.db('lanran_reads').command({ conjure: 1 })).rejects.toMatchObject({
        code: 59,
        codeName: 'CommandNotFound',
      });
    });
  });
}
