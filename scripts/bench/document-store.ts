import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { socketUri } from '@lanran/embedded/document-store/uris';
import { type Collection, type Document, MongoClient } from 'mongodb';

const MAIN = join(import.meta.dirname, '../../embedded/document-store/main.ts');
const SMALL = 1_000;
const LARGE = 100_000;
const PAGES = 300;
const WRITERS = 64;
const WRITES_PER_WRITER = 40;
const HOLDERS = 10;

/**
 * A page of 20 documents through an index over 1,000 and over 100,000 documents, what it examines, how long a `$group`
 * over the 100,000 holds up somebody else's page, and writes, each on disk before it is answered.
 */
export async function run(): Promise<Record<string, number>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lanran-bench-documents-'));
  const { child, socket } = await startStore(dataDir);
  const client = await MongoClient.connect(`${socketUri(socket)}/`, { maxPoolSize: WRITERS });
  const database = client.db('bench');
  try {
    const small = await fill(database.collection('small'), SMALL);
    const large = await fill(database.collection('large'), LARGE);
    const pageSmallMs = await medianPageMs(small.collection);
    const pageLargeMs = await medianPageMs(large.collection);
    return {
      bulkInsertsPerSecond: large.insertsPerSecond,
      insertsPerSecond: await durableInsertsPerSecond(database.collection('durable')),
      page20At1kMs: rounded(pageSmallMs),
      page20At100kMs: rounded(pageLargeMs),
      page20Ratio: rounded(pageLargeMs / pageSmallMs),
      examined: await examinedByPage(large.collection),
      ...(await pagesDuringGroup(large.collection)),
    };
  } finally {
    await client.close();
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
    await rm(dataDir, { recursive: true });
  }
}

async function startStore(dataDir: string): Promise<{ child: ChildProcess; socket: string }> {
  const child = fork(MAIN, [], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: '' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    execArgv: ['--import', 'tsx'],
  });
  if (child.stdout === null) throw new Error('The store was started without a pipe for its output.');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, socket: (JSON.parse(line) as { socket: string }).socket };
}

/** About 700 bytes, like an asset's record. */
function asset(number: number): Document {
  return {
    title: `Pattern ${number}`,
    holder: `holder-${number % HOLDERS}`,
    status: number % 3 === 0 ? 'DRAFT' : 'PUBLISHED',
    publishedAt: new Date(1_700_000_000_000 + number * 1_000),
    communities: [`community-${number % 40}`, `community-${(number * 7) % 40}`],
    leafIndex: number,
    description: 'indigo '.repeat(60),
  };
}

async function fill(
  collection: Collection,
  count: number,
): Promise<{ collection: Collection; insertsPerSecond: number }> {
  await collection.createIndexes([
    { key: { leafIndex: 1 }, unique: true },
    { key: { holder: 1, publishedAt: -1 } },
    { key: { status: 1, publishedAt: -1 } },
    { key: { communities: 1, publishedAt: -1 } },
  ]);
  const startedAt = performance.now();
  for (let start = 0; start < count; start += 1_000) {
    await collection.insertMany(Array.from({ length: 1_000 }, (_, number) => asset(start + number)));
  }
  return { collection, insertsPerSecond: Math.round((count / (performance.now() - startedAt)) * 1_000) };
}

function page(collection: Collection, number: number) {
  return collection
    .find({
      holder: `holder-${number % HOLDERS}`,
      publishedAt: { $lt: new Date(1_700_000_900_000 - number * 500) },
    })
    .sort({ publishedAt: -1 })
    .limit(20);
}

async function pageMs(collection: Collection, number: number): Promise<number> {
  const startedAt = performance.now();
  const found = await page(collection, number).toArray();
  if (found.length !== 20) throw new Error(`A page has ${found.length} documents instead of 20.`);
  return performance.now() - startedAt;
}

/** Sorted times of pages that nobody else holds up. */
async function pageTimes(collection: Collection): Promise<number[]> {
  const times: number[] = [];
  for (let number = 0; number < PAGES; number += 1) times.push(await pageMs(collection, number));
  return times.sort((a, b) => a - b);
}

async function medianPageMs(collection: Collection): Promise<number> {
  return (await pageTimes(collection))[PAGES / 2] ?? 0;
}

async function examinedByPage(collection: Collection): Promise<number> {
  const { executionStats } = (await page(collection, 0).explain('executionStats')) as {
    executionStats: { totalDocsExamined: number };
  };
  return executionStats.totalDocsExamined;
}

/** How long a page takes at most while a group runs, beside how long one takes at most alone on the same machine. */
async function pagesDuringGroup(collection: Collection): Promise<Record<string, number>> {
  const alone = (await pageTimes(collection)).at(-1) ?? 0;
  const startedAt = performance.now();
  let isGrouping = true;
  const grouped = collection
    .aggregate([{ $group: { _id: '$holder', count: { $sum: 1 }, last: { $max: '$publishedAt' } } }])
    .toArray()
    .finally(() => {
      isGrouping = false;
    });
  const times: number[] = [];
  while (isGrouping) times.push(await pageMs(collection, times.length % PAGES));
  await grouped;
  times.sort((a, b) => a - b);
  return {
    groupMs: Math.round(performance.now() - startedAt),
    groupHoldUpMs: rounded(times.at(-1) ?? 0),
    groupHoldUpMedianMs: rounded(times[times.length >> 1] ?? 0),
    slowestPageAloneMs: rounded(alone),
    pagesDuringGroup: times.length,
  };
}

async function durableInsertsPerSecond(collection: Collection): Promise<number> {
  await collection.createIndex({ leafIndex: 1 }, { unique: true }, {});
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      for (let number = 0; number < WRITES_PER_WRITER; number += 1) {
        await collection.insertOne(asset(writer * WRITES_PER_WRITER + number));
      }
    }),
  );
  return Math.round(((WRITERS * WRITES_PER_WRITER) / (performance.now() - startedAt)) * 1_000);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
