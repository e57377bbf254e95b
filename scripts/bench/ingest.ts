import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { BenchPlatform } from './ingest/bench-platform.ts';
import { BenchFile, download, send } from './ingest/http-client.ts';

const { LANRAN_BENCH_FILE_MIB, LANRAN_BENCH_PARALLEL_MIB, LANRAN_BENCH_ROUNDS } = process.env;
/** Size of the file that is timed. */
const FILE_MIB = Number(LANRAN_BENCH_FILE_MIB ?? 1_024);
/** Size of each of the uploads that run at once. */
const PARALLEL_MIB = Number(LANRAN_BENCH_PARALLEL_MIB ?? 2_048);
const ROUNDS = Number(LANRAN_BENCH_ROUNDS ?? 3);
const CONNECTIONS = 4;
const LOOK_EVERY_MS = 250;

/**
 * One file from HTTP to stored under its CID, hashed three ways, against plain Node that writes the same bytes to the same
 * disk, in clear and encrypted; downloads by four ranges against a bare range server: medians of ratios of speed, so 1 is as fast. Then memory
 * and event loop of the platform's process while four uploads run at once.
 */
export async function run(): Promise<Record<string, number>> {
  const directory = await mkdtemp(join(tmpdir(), 'lanran-ingest-'));
  const bare = await startBareServer(join(directory, 'bare'));
  try {
    const platform = await BenchPlatform.start(join(directory, 'data'));
    try {
      const open = await timeFiles(platform, { bareUrl: bare.url, access: 'OPEN' });
      const licensed = await timeFiles(platform, { bareUrl: bare.url, access: 'LICENSED' });
      return { ...open, ...licensed, ...(await watchParallel(platform)) };
    } finally {
      await platform.stop();
    }
  } finally {
    bare.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

interface Timing {
  readonly bareUrl: string;
  /** LICENSED is encrypted as it arrives, and decrypted as it is read. */
  readonly access: 'OPEN' | 'LICENSED';
}

async function timeFiles(
  platform: BenchPlatform,
  { bareUrl, access }: Timing,
): Promise<Record<string, number>> {
  const uploads: number[] = [];
  const receives: number[] = [];
  const downloads: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const file = new BenchFile(FILE_MIB);
    const draft = await platform.begin(file, access);
    const plainSeconds = await seconds(async () => {
      const headers = { 'content-length': String(file.bytes) };
      (await send(bareUrl, { method: 'PUT', headers, file })).resume();
    });
    const receiveSeconds = await seconds(() => platform.upload(draft));
    let url = '';
    const storeSeconds = await seconds(async () => void (url = await platform.publish(draft)));
    uploads.push(plainSeconds / (receiveSeconds + storeSeconds));
    receives.push(plainSeconds / receiveSeconds);

    const ranges = { bytes: file.bytes, connections: CONNECTIONS };
    const bareSeconds = await seconds(() => download({ ...ranges, url: bareUrl, headers: {} }));
    const ourSeconds = await seconds(() => download({ ...ranges, url, headers: platform.headers }));
    downloads.push(bareSeconds / ourSeconds);
    say(
      `${access}: upload ${speed(file, receiveSeconds)}, stored ${speed(file, receiveSeconds + storeSeconds)}, plain ${speed(file, plainSeconds)}; download ${speed(file, ourSeconds)}, bare ${speed(file, bareSeconds)}`,
    );
  }
  const name = access === 'OPEN' ? 'Open' : 'Licensed';
  return {
    [`upload${name}`]: median(uploads),
    [`upload${name}Staged`]: median(receives),
    [`download${name}`]: median(downloads),
  };
}

async function watchParallel(platform: BenchPlatform): Promise<Record<string, number>> {
  const drafts = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => platform.begin(new BenchFile(PARALLEL_MIB))),
  );
  const before = await platform.figures('figures, then anew');
  let residentMb = before.residentMb;
  const timer = setInterval(() => {
    void platform.figures().then((now) => (residentMb = Math.max(residentMb, now.residentMb)));
  }, LOOK_EVERY_MS);
  const tookSeconds = await seconds(async () => {
    await Promise.all(drafts.map((draft) => platform.upload(draft)));
  });
  clearInterval(timer);
  const after = await platform.figures();
  for (const draft of drafts) await platform.publish(draft);
  say(`${CONNECTIONS} uploads at once: ${Math.round((CONNECTIONS * PARALLEL_MIB) / tookSeconds)} MiB/s`);
  return {
    memoryGrowthMb: Math.round(residentMb - before.residentMb),
    eventLoopP99Ms: Math.round(after.p99Ms * 10) / 10,
  };
}

interface BareServer {
  readonly url: string;
  stop(): void;
}

async function startBareServer(file: string): Promise<BareServer> {
  const child = fork(fileURLToPath(new URL('./ingest/bare-server.ts', import.meta.url)), [file]);
  const [message] = (await once(child, 'message')) as [unknown];
  const { port } = z.object({ port: z.number() }).parse(message);
  return { url: `http://127.0.0.1:${port}/`, stop: () => child.disconnect() };
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? Number.NaN) * 100) / 100;
}

function speed({ bytes }: BenchFile, tookSeconds: number): string {
  return `${Math.round(bytes / 1_048_576 / tookSeconds)} MiB/s`;
}

function say(line: string): void {
  process.stderr.write(`  ${line}\n`);
}
