import { startContentStore, type RunningContentStore } from '@lanran/embedded/content-store/server';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { adopt } from './adopt.ts';

const MIB = 1_048_576;
const FILE_MIB = 256;
const ROUNDS = 3;
const TOKEN = randomBytes(16).toString('hex');

/**
 * How adding, adopting and reading a file of 256 MiB compare with the same machine's plain copying, hashing and reading of
 * it in the same run: seconds over seconds, best of three. Also plain MB/s, which say more of the disk than of us.
 */
export async function run(): Promise<Record<string, number>> {
  const directory = await mkdtemp(join(tmpdir(), 'lanran-bench-'));
  const sharedDirectory = join(directory, 'shared');
  await mkdir(sharedDirectory);
  const store = await startContentStore({
    dataDirectory: join(directory, 'data'),
    sharedDirectory,
    token: TOKEN,
  });
  const best = { plainCopy: Infinity, add: Infinity, adopt: Infinity, plainRead: Infinity, cat: Infinity };
  try {
    for (let round = 0; round < ROUNDS; round++) {
      // Fresh bytes each time: what the store has already it would not write again.
      const source = join(directory, `source-${round}`);
      await writeRandomFile(source);
      best.plainCopy = Math.min(
        best.plainCopy,
        await seconds(() => copyAndHash(source, join(directory, 'copy'))),
      );
      let cid = '';
      best.add = Math.min(best.add, await seconds(async () => void (cid = await add(store, source))));
      best.plainRead = Math.min(best.plainRead, await seconds(() => pipeline(read(source), nowhere())));
      best.cat = Math.min(best.cat, await seconds(() => cat(store, cid)));
      const staged = join(sharedDirectory, 'staged');
      await writeRandomFile(staged);
      best.adopt = Math.min(best.adopt, await seconds(() => adopt({ ...store, token: TOKEN }, staged)));
      await rm(source);
    }
  } finally {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  }
  const megabytesPerSecond = (time: number): number => Math.round((FILE_MIB * MIB) / 1e6 / time);
  return {
    addRatio: round2(best.add / best.plainCopy),
    adoptRatio: round2(best.adopt / best.plainCopy),
    catRatio: round2(best.cat / best.plainRead),
    addMegabytesPerSecond: megabytesPerSecond(best.add),
    adoptMegabytesPerSecond: megabytesPerSecond(best.adopt),
    catMegabytesPerSecond: megabytesPerSecond(best.cat),
  };
}

async function writeRandomFile(path: string): Promise<void> {
  const handle = await open(path, 'w');
  for (let count = 0; count < FILE_MIB; count++) await handle.write(randomBytes(MIB));
  await handle.sync();
  await handle.close();
}

async function copyAndHash(source: string, target: string): Promise<void> {
  const hash = createHash('sha256');
  const portions = async function* (): AsyncGenerator<Buffer> {
    for await (const portion of read(source) as AsyncIterable<Buffer>) {
      hash.update(portion);
      yield portion;
    }
  };
  await pipeline(portions, createWriteStream(target, { flush: true }));
  hash.digest();
  await rm(target);
}

function add(store: RunningContentStore, source: string): Promise<string> {
  const portions = async function* (): AsyncGenerator<Buffer> {
    yield Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n');
    yield* read(source) as AsyncIterable<Buffer>;
    yield Buffer.from('\r\n--b--\r\n');
  };
  return new Promise((resolve, reject) => {
    const sending = request(`${store.url}/api/v0/add`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'multipart/form-data; boundary=b' },
    });
    sending.once('response', (answer) => {
      answer
        .setEncoding('utf8')
        .once('data', (text: string) => resolve((JSON.parse(text) as { Hash: string }).Hash));
    });
    pipeline(portions, sending).catch(reject);
  });
}

function cat(store: RunningContentStore, cid: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asking = request(`${store.url}/api/v0/cat?arg=${cid}`, { method: 'POST' });
    asking.once('error', reject);
    asking.once('response', (answer) => {
      pipeline(answer, nowhere()).then(resolve, reject);
    });
    asking.end();
  });
}

function read(path: string): NodeJS.ReadableStream {
  return createReadStream(path, { highWaterMark: MIB });
}

function nowhere(): Writable {
  return new Writable({ write: (_portion, _encoding, done) => done() });
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
