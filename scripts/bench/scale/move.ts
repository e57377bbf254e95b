import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Db, type IndexDescription, MongoClient } from 'mongodb';
import { z } from 'zod';
import { act } from '../cost/act.ts';
import { rounded } from '../cost/cost.ts';
import { drawRecords } from '../cost/material.ts';
import { type Figures, say } from '../cost/parts.ts';
import { RunningServer } from '../running-server.ts';
import { drawPlatform } from '../search/drawn-platform.ts';
import { type OutsideServers, startOutsideServers } from './servers.ts';

const Services = z.object({ mongoUri: z.string() });
const BATCH = 1_000;

/** How much is moved. */
interface Load {
  /** Drawn beside the imported ones, without files. */
  readonly drawn: number;
  readonly records: number;
  readonly bytesEach: number;
}

/**
 * A move to servers of one's own: how fast it is beside `cp` of the files and writing the documents, and how long nobody is served
 * at the switch. What a move copied is on the disk when it ends, so the plain copy ends with a sync; `moveOverCachedCopy` is without
 * it. As disks change their speed within minutes, it is the mean of one copy before the move and one after it.
 */
export async function measureMove({ isQuick }: { readonly isQuick: boolean }): Promise<Figures> {
  const files = { drawn: 0, records: isQuick ? 200 : 10_000, bytesEach: 1_000_000 };
  const documents = { drawn: isQuick ? 1_000 : 100_000, records: 0, bytesEach: 0 };
  const moved = await measure(files);
  const switched = await measure(documents);
  return {
    moveOverCopy: rounded(moved.copySeconds / moved.moveSeconds),
    moveOverCachedCopy: rounded(moved.cachedCopySeconds / moved.moveSeconds),
    moveSeconds: rounded(moved.moveSeconds),
    moveSwitchSeconds: rounded(moved.switchSeconds),
    moveDocuments: switched.documents,
    moveDocumentsSwitchSeconds: rounded(switched.switchSeconds),
  };
}

interface Measured {
  readonly documents: number;
  readonly copySeconds: number;
  /** Without the sync at its end. */
  readonly cachedCopySeconds: number;
  readonly moveSeconds: number;
  /** From the end of the platform to the line `ready`, less what the same start takes again. */
  readonly switchSeconds: number;
}

async function measure(load: Load): Promise<Measured> {
  const directory = await mkdtemp(join(tmpdir(), 'lanran-bench-move-'));
  try {
    return await measureIn(directory, load);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function measureIn(directory: string, load: Load): Promise<Measured> {
  const dataDir = join(directory, 'data');
  if (load.drawn > 0) await drawPlatform(dataDir, load.drawn);
  const platform = await RunningServer.start(dataDir);
  let servers: OutsideServers | null = null;
  try {
    await importRecords({ platform, directory, dataDir }, load);
    await platform.settle();
    const before = await copyPlainly(directory, dataDir);
    servers = await startOutsideServers(join(directory, 'servers'), dataDir);
    const { documents, files } = servers;
    const places = { LANRAN_MOVE_DOCUMENTS: documents, LANRAN_MOVE_FILES: files };
    const moveSeconds = await secondsOf(() => runMove(dataDir, places));
    say(`moved in ${rounded(moveSeconds)} s`);
    const after = await copyPlainly(directory, dataDir);
    await platform.stop();
    const startSeconds = async () => {
      let started: RunningServer | null = null;
      const seconds = await secondsOf(async () => {
        started = await RunningServer.start(dataDir, { MONGODB_URI: documents, IPFS_API_URL: files });
      });
      await (started as RunningServer | null)?.stop();
      return seconds;
    };
    const [first, again] = [await startSeconds(), await startSeconds()];
    say(`switched in ${rounded(first)} s; the same start again takes ${rounded(again)} s`);
    return {
      documents: before.documents,
      copySeconds: (before.seconds + after.seconds) / 2,
      cachedCopySeconds: (before.cachedSeconds + after.cachedSeconds) / 2,
      moveSeconds,
      switchSeconds: first - again,
    };
  } finally {
    await platform.stop().catch(() => undefined);
    await servers?.stop();
  }
}

async function importRecords(
  { platform, directory, dataDir }: { platform: RunningServer; directory: string; dataDir: string },
  { records, bytesEach: bytes }: Load,
): Promise<void> {
  if (records === 0) return;
  const folder = join(directory, 'records');
  await drawRecords(folder, { records, bytes, name: 'move' });
  await act({ url: platform.url, directory, dataDir }, 'institution', ['import', folder]);
  await rm(folder, { recursive: true });
}

interface PlainCopy {
  readonly documents: number;
  readonly seconds: number;
  readonly cachedSeconds: number;
}

/** `cp` of the files, and every document written to a new store, with the indexes that it has. */
async function copyPlainly(directory: string, dataDir: string): Promise<PlainCopy> {
  const servers = await startOutsideServers(join(directory, 'plain'), dataDir);
  try {
    const { mongoUri } = Services.parse(JSON.parse(await readFile(join(dataDir, 'services.json'), 'utf8')));
    const [from, to] = [await MongoClient.connect(mongoUri), await MongoClient.connect(servers.documents)];
    let documents = 0;
    try {
      const copy = join(directory, 'plain', 'files');
      const cachedSeconds = await secondsOf(async () => {
        documents = await copyDocuments(from.db(), to.db());
        await promisify(execFile)('cp', ['-r', join(dataDir, 'content-store'), copy]);
      });
      const syncSeconds = await secondsOf(() => promisify(execFile)('sync', ['-f', copy]));
      say(
        `${documents} documents and the files copied plainly in ${rounded(cachedSeconds)} s, and on the disk ${rounded(syncSeconds)} s later`,
      );
      return { documents, cachedSeconds, seconds: cachedSeconds + syncSeconds };
    } finally {
      await from.close();
      await to.close();
    }
  } finally {
    await servers.stop();
    await rm(join(directory, 'plain'), { recursive: true });
  }
}

async function copyDocuments(from: Db, to: Db): Promise<number> {
  let count = 0;
  for (const { name } of await from.listCollections({}, { nameOnly: true }).toArray()) {
    const indexes = (await from.collection(name).listIndexes().toArray()) as IndexDescription[];
    const own = indexes.filter((index) => index.name !== '_id_');
    if (own.length > 0) await to.collection(name).createIndexes(own);
    let batch: object[] = [];
    for await (const document of from.collection(name).find()) {
      batch.push(document);
      count += 1;
      if (batch.length < BATCH) continue;
      await to.collection(name).insertMany(batch);
      batch = [];
    }
    if (batch.length > 0) await to.collection(name).insertMany(batch);
  }
  return count;
}

/** By the built command line, in a process of its own. @throws when it fails, with what it said */
async function runMove(dataDir: string, env: NodeJS.ProcessEnv): Promise<void> {
  const script = fileURLToPath(new URL('../../../dist/lanran.js', import.meta.url));
  await promisify(execFile)(process.execPath, [script, 'move', '--data-dir', dataDir], {
    env: { ...process.env, ...env },
  });
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1_000;
}
