import { type Collection, type Document, MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbedded, type StoreUnderTest } from './under-test.ts';

const DOCUMENTS = 20_000;

interface Explained {
  readonly queryPlanner: {
    readonly winningPlan: { readonly stage: string; readonly inputStage?: { readonly indexName: string } };
  };
  readonly executionStats: {
    readonly nReturned: number;
    readonly totalDocsExamined: number;
    readonly totalKeysExamined: number;
  };
}

describe('plans over many documents', () => {
  let store: StoreUnderTest;
  let client: MongoClient;
  let assets: Collection;

  beforeAll(async () => {
    store = await startEmbedded();
    client = await MongoClient.connect(store.uri);
    assets = client.db('plans').collection('assets');
    await assets.createIndexes([
      { key: { leafIndex: 1 }, unique: true, name: 'leaf' },
      { key: { holder: 1, publishedAt: -1 }, name: 'holder' },
      { key: { communities: 1, publishedAt: -1 }, name: 'community' },
      { key: { publishedAt: -1 }, partialFilterExpression: { status: 'PUBLISHED' }, name: 'published' },
    ]);
    const asset = (n: number) => ({
      leafIndex: n,
      holder: `holder-${n % 5}`,
      communities: [`community-${n % 7}`, `community-${n % 11}`],
      publishedAt: new Date(n * 1_000),
      status: n % 2 === 0 ? 'PUBLISHED' : 'DRAFT',
      title: `pattern ${n % 100}`,
    });
    await assets.insertMany(Array.from({ length: DOCUMENTS }, (_, n) => asset(n)));
  });

  afterAll(async () => {
    await client.close();
    await store.stop();
  });

  const explain = async (filter: Document, sort: Record<string, 1 | -1> = {}, limit = 20) =>
    (await assets.find(filter).sort(sort).limit(limit).explain('executionStats')) as unknown as Explained;

  it.each<[string, Document, Record<string, 1 | -1>, string]>([
    ['of one holder, newest first', { holder: 'holder-1' }, { publishedAt: -1 }, 'holder'],
    ['of one holder, oldest first', { holder: 'holder-1' }, { publishedAt: 1 }, 'holder'],
    [
      'behind a cursor',
      { holder: 'holder-1', publishedAt: { $lt: new Date(9_000_000) } },
      { publishedAt: -1 },
      'holder',
    ],
    ['of one community, an array', { communities: 'community-3' }, { publishedAt: -1 }, 'community'],
    ['of what a partial index holds', { status: 'PUBLISHED' }, { publishedAt: -1 }, 'published'],
    ['of a range', { leafIndex: { $gte: 500 } }, { leafIndex: 1 }, 'leaf'],
    ['in a list', { leafIndex: { $in: [5, 50, 500] } }, {}, 'leaf'],
  ])('examine at most 40 documents for a page %s', async (_, filter, sort, index) => {
    const { queryPlanner, executionStats } = await explain(filter, sort);

    expect(queryPlanner.winningPlan.inputStage?.indexName).toBe(index);
    expect(executionStats.nReturned).toBeGreaterThan(0);
    expect(executionStats.totalDocsExamined).toBeLessThanOrEqual(40);
    expect(executionStats.totalKeysExamined).toBeLessThanOrEqual(40);
  });

  it('examine one document for a unique key', async () => {
    const { executionStats } = await explain({ leafIndex: 777, status: 'DRAFT' });

    expect(executionStats).toMatchObject({ nReturned: 1, totalDocsExamined: 1 });
  });

  it('read the collection when no index helps', async () => {
    const { queryPlanner, executionStats } = await explain(
      { title: 'pattern 5', leafIndex: { $exists: true } },
      {},
      10_000,
    );

    expect(queryPlanner.winningPlan.stage).toBe('COLLSCAN');
    expect(executionStats).toMatchObject({ nReturned: 200, totalDocsExamined: DOCUMENTS });
  });

  it('leave a partial index alone for documents that it may lack', async () => {
    const { executionStats } = await explain({ publishedAt: new Date(1_000) });

    expect(executionStats.nReturned).toBe(1);
  });

  it('give leading stages of a pipeline the index too', async () => {
    const rows = await assets
      .aggregate([
        { $match: { holder: 'holder-2' } },
        { $sort: { publishedAt: -1 } },
        { $limit: 2 },
        { $project: { leafIndex: 1, _id: 0 } },
      ])
      .toArray();

    expect(rows).toEqual([{ leafIndex: DOCUMENTS - 3 }, { leafIndex: DOCUMENTS - 8 }]);
  });

  it('let others have their pages while everything is grouped', async () => {
    const grouping = { isDone: false };
    const grouped = assets
      .aggregate([
        { $group: { _id: '$title', last: { $max: '$publishedAt' }, all: { $push: '$leafIndex' } } },
      ])
      .toArray()
      .finally(() => {
        grouping.isDone = true;
      });
    let pages = 0;
    for (;;) {
      await assets.find({ holder: 'holder-1' }).sort({ publishedAt: -1 }).limit(20).toArray();
      if (grouping.isDone) break;
      pages += 1;
    }

    expect(await grouped).toHaveLength(100);
    expect(pages).toBeGreaterThan(3);
  });

  it('see one moment of the store while others write', async () => {
    const counted = assets
      .aggregate([{ $group: { _id: null, count: { $sum: 1 }, total: { $sum: '$leafIndex' } } }])
      .toArray();
    await assets.updateMany({ leafIndex: { $lt: 100 } }, { $inc: { leafIndex: 1_000_000 } });

    const [before] = await counted;

    const sum = (DOCUMENTS * (DOCUMENTS - 1)) / 2;
    expect(before?.['count']).toBe(DOCUMENTS);
    expect([sum, sum + 100 * 1_000_000]).toContain(before?.['total']);
    await assets.updateMany({ leafIndex: { $gte: 1_000_000 } }, { $inc: { leafIndex: -1_000_000 } });
  });

  it('end when what they read is dropped, instead of answering in part', async () => {
    const gone = client.db('plans').collection('gone');
    await gone.createIndex({ n: 1 }, { name: 'n' }, {});
    await gone.insertMany(Array.from({ length: 300 }, (_, n) => ({ n })));
    const cursor = gone.find({ n: { $gte: 0 } }).batchSize(10);
    await cursor.next();
    await gone.dropIndex('n');

    await expect(cursor.toArray()).rejects.toMatchObject({ code: 175, codeName: 'QueryPlanKilled' });
  });

  it('search long lists of keys point by point', async () => {
    const wanted = Array.from({ length: 3_000 }, (_, n) => n * 6);

    const { executionStats } = await explain({ leafIndex: { $in: wanted } }, {}, 10_000);

    expect(executionStats).toMatchObject({ nReturned: 3_000, totalDocsExamined: 3_000 });
  });

  it('build an index over what is there while others write', async () => {
    const built = assets.createIndex({ title: 1, leafIndex: 1 }, { name: 'title' }, {});
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => assets.updateOne({ leafIndex: n }, { $set: { title: 'moved' } })),
    );
    await built;

    const { queryPlanner, executionStats } = await explain({ title: 'moved' }, {}, 100);

    expect(queryPlanner.winningPlan.inputStage?.indexName).toBe('title');
    expect(executionStats).toMatchObject({ nReturned: 50, totalDocsExamined: 50 });
  });
});
