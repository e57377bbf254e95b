import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DocumentStore, startDocumentStore } from '@lanran/embedded/document-store/server';

let dataDir: string;
let store: DocumentStore;
let client: MongoClient;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'lanran-compact-'));
  store = await startDocumentStore({ dataDir });
  client = await new MongoClient(store.uri).connect();
});
afterEach(async () => {
  await client.close();
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Of sizes that stand in a page with others, in one of their own, and in several. */
const SIZES = [40, 400, 2_500, 3_900, 20_000];

it('leaves nothing of what was deleted or replaced, and all that was not', async () => {
  const secret = randomBytes(20).toString('hex');
  const things = client.db('lanran').collection<{ _id: number; text: string }>('things');
  await things.createIndex({ text: 1 });
  const textOf = (at: number, word: string) => word.padEnd(SIZES[at % SIZES.length] ?? 0, word);
  const kept = Array.from({ length: 100 }, (_, at) => ({ _id: at, text: textOf(at, `kept ${at} `) }));
  await things.insertMany(kept);
  await things.insertMany(kept.map(({ _id }) => ({ _id: 1_000 + _id, text: textOf(_id, secret) })));
  for (let at = 0; at < 100; at += 2) await things.deleteOne({ _id: 1_000 + at });
  await things.updateMany({ _id: { $gte: 1_000 } }, { $set: { text: 'shorter' } });
  const file = join(dataDir, 'data.mdb');
  expect((await readFile(file)).includes(secret)).toBe(true);
  const before = (await stat(file)).size;
  const reads = Array.from({ length: 20 }, () => things.countDocuments());
  expect(await client.db('lanran').command({ compact: 'things' })).toMatchObject({
    ok: 1,
    lanranWholeStore: true,
  });
  expect(await Promise.all(reads)).toEqual(reads.map(() => 150));
  expect((await readFile(file)).includes(secret)).toBe(false);
  expect((await stat(file)).size).toBeLessThan(before);
  expect(
    await things
      .find({ _id: { $lt: 1_000 } })
      .sort({ _id: 1 })
      .toArray(),
  ).toEqual(kept);
  expect(await things.countDocuments({ text: 'shorter' })).toBe(50);
  await things.insertOne({ _id: 5_000, text: 'after' });
  expect(await things.findOne({ text: 'after' })).toMatchObject({ _id: 5_000 });
});

it('lets a cursor that was open go on', async () => {
  const things = client.db('lanran').collection<{ _id: number }>('things');
  await things.insertMany(Array.from({ length: 50 }, (_, at) => ({ _id: at })));
  const cursor = things.find().sort({ _id: 1 }).batchSize(10);
  expect(await cursor.next()).toEqual({ _id: 0 });
  await client.db('lanran').command({ compact: 'things' });
  expect(await cursor.toArray()).toHaveLength(49);
});
