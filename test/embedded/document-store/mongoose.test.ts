import mongoose, { type Connection, type Model } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmbedded, type StoreUnderTest } from './under-test.ts';

interface Asset {
  title: string;
  slug: string;
  tags: string[];
  views: number;
  createdAt: Date;
}

describe('mongoose', () => {
  let store: StoreUnderTest;
  let connection: Connection;
  let assets: Model<Asset>;

  beforeAll(async () => {
    store = await startEmbedded();
    connection = await mongoose.createConnection(`${store.uri}/ordinary`).asPromise();
    const schema = new mongoose.Schema<Asset>(
      { title: String, slug: String, tags: [String], views: Number },
      { timestamps: true },
    );
    schema.index({ slug: 1 }, { unique: true });
    schema.index({ tags: 1, createdAt: -1 });
    assets = connection.model<Asset>('Asset', schema);
    await assets.init();
  });

  afterAll(async () => {
    await connection.close();
    await store.stop();
  });

  beforeEach(() => assets.deleteMany({}));

  it('creates its collections and indexes, and finds nothing to change the second time', async () => {
    expect(Object.keys(await assets.collection.indexInformation())).toEqual([
      '_id_',
      'slug_1',
      'tags_1_createdAt_-1',
    ]);
    expect(await assets.syncIndexes()).toEqual([]);
    await assets.createCollection();
  });

  it('creates, reads, saves and removes', async () => {
    const asset = await assets.create({ title: 'Butterfly mother', slug: 'butterfly', tags: ['batik'] });
    asset.views = 5;
    asset.tags.push('indigo');
    await asset.save();

    expect(await assets.findById(asset._id).lean()).toMatchObject({
      title: 'Butterfly mother',
      views: 5,
      tags: ['batik', 'indigo'],
      __v: 1,
    });
    expect(await assets.exists({ slug: 'butterfly' })).not.toBeNull();
    await asset.deleteOne();
    expect(await assets.countDocuments()).toBe(0);
  });

  it('tells which key is taken', async () => {
    await assets.create({ title: 'a', slug: 'same' });

    await expect(assets.create({ title: 'b', slug: 'same' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { slug: 1 },
      keyValue: { slug: 'same' },
    });
  });

  it('upserts, counts up and aggregates', async () => {
    const counted = () =>
      assets.findOneAndUpdate(
        { slug: 'counted' },
        { $inc: { views: 1 }, $setOnInsert: { title: 'Counted' } },
        { upsert: true, returnDocument: 'after', setDefaultsOnInsert: false },
      );
    await counted();

    expect((await counted()).views).toBe(2);
    expect(await assets.aggregate([{ $group: { _id: null, views: { $sum: '$views' } } }])).toEqual([
      { _id: null, views: 2 },
    ]);
  });

  it('reads through a cursor', async () => {
    await assets.insertMany(Array.from({ length: 25 }, (_, n) => ({ title: `t${n}`, slug: `s${n}` })));
    const seen: string[] = [];

    for await (const asset of assets.find().sort({ slug: 1 }).batchSize(10).cursor()) seen.push(asset.slug);

    expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => `s${n}`).sort());
  });

  it('refuses a stale version of a document', async () => {
    const created = await assets.create({ title: 'a', slug: 'a', tags: ['x', 'y'] });
    const other = await assets.findById(created._id).orFail();
    created.tags = ['z'];
    await created.save();
    other.set('tags.0', 'w');

    await expect(other.save()).rejects.toThrow(mongoose.Error.VersionError);
  });
});
