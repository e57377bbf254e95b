import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { z } from 'zod';
import { RunningServer } from '../running-server.ts';
import { type Cost, costBetween, ratesBetween, type Reading } from './cost.ts';
import { countingSyncs, countSyncs } from './sync-counts.ts';

/** Of the driver's connections; the driver's monitoring leaves them out too. */
const NOT_COUNTED = new Set([
  'hello',
  'isMaster',
  'ismaster',
  'saslStart',
  'saslContinue',
  'endSessions',
  'serverStatus',
]);
const IDLE_SECONDS = 20;
/** Above it something is being done. */
const BUSY_MS_A_SECOND = 150;
const QUIET_SECONDS = 3;

const Services = z.object({ mongoUri: z.string() });
const Status = z.object({
  metrics: z.object({ commands: z.record(z.string(), z.object({ total: z.number() })) }),
});

/** A platform with demo data in a directory of its own, whose processes are measured. */
export class MeasuredPlatform {
  readonly directory: string;
  readonly #server: RunningServer;
  readonly #documents: MongoClient;
  #idleASecond: Cost = { cpuMs: 0, commands: 0, fsyncs: 0 };

  private constructor(directory: string, server: RunningServer, documents: MongoClient) {
    this.directory = directory;
    this.#server = server;
    this.#documents = documents;
  }

  /** Runs `work` with a platform that has come to rest, and removes all of it. */
  static async with<T>(
    work: (platform: MeasuredPlatform) => Promise<T>,
    { draw = () => Promise.resolve() }: { readonly draw?: (dataDir: string) => Promise<void> } = {},
  ): Promise<T> {
    const directory = await mkdtemp(join(tmpdir(), 'lanran-bench-cost-'));
    try {
      await draw(join(directory, 'data'));
      const platform = await MeasuredPlatform.#start(directory);
      try {
        return await work(platform);
      } finally {
        await platform.#stop();
      }
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  static async #start(directory: string): Promise<MeasuredPlatform> {
    const syncs = join(directory, 'syncs');
    const dataDir = join(directory, 'data');
    await mkdir(syncs);
    const server = await RunningServer.start(dataDir, countingSyncs(syncs));
    const { mongoUri } = Services.parse(JSON.parse(readFileSync(join(dataDir, 'services.json'), 'utf8')));
    const platform = new MeasuredPlatform(directory, server, await new MongoClient(mongoUri).connect());
    await platform.untilJobsEnd();
    platform.#idleASecond = await platform.rates(IDLE_SECONDS);
    return platform;
  }

  get idleASecond(): Cost {
    return this.#idleASecond;
  }

  get url(): string {
    return this.#server.url;
  }

  get server(): RunningServer {
    return this.#server;
  }

  get dataDir(): string {
    return join(this.directory, 'data');
  }

  /** Per second, measured for so long while nobody asks for anything. */
  async rates(seconds: number): Promise<Cost> {
    const before = await this.#read();
    await delay(seconds * 1_000);
    return ratesBetween(before, await this.#read());
  }

  /** Until `work` resolves. */
  async cost(work: () => Promise<unknown>): Promise<Cost> {
    const before = await this.#read();
    await work();
    return costBetween(before, await this.#read(), this.#idleASecond);
  }

  /** Until `work` resolves, and until the last job that follows from it has ended. */
  async costWithJobs(work: () => Promise<unknown>): Promise<{ readonly act: Cost; readonly all: Cost }> {
    const before = await this.#read();
    await work();
    const acted = await this.#read();
    const ended = await this.untilJobsEnd();
    return {
      act: costBetween(before, acted, this.#idleASecond),
      all: costBetween(before, ended, this.#idleASecond),
    };
  }

  /** @returns what was read before it was asked whether jobs wait, which costs something */
  async untilJobsEnd(): Promise<Reading> {
    for (let quiet = 0; ;) {
      const before = this.#server.cpuMs();
      await delay(1_000);
      quiet = this.#server.cpuMs() - before < BUSY_MS_A_SECOND ? quiet + 1 : 0;
      if (quiet < QUIET_SECONDS) continue;
      const reading = await this.#read();
      if (await this.#haveJobsEnded()) return reading;
      quiet = 0;
    }
  }

  async #haveJobsEnded(): Promise<boolean> {
    const metrics = await (await fetch(`${this.url}/metrics`)).text();
    const behind = [...metrics.matchAll(/^lanran_job_behind\{.*\} (\d+)$/gm)].map(([, count]) =>
      Number(count),
    );
    return behind.length > 0 && behind.every((count) => count === 0);
  }

  async #read(): Promise<Reading> {
    const cpuMs = this.#server.cpuMs();
    const [commands, fsyncs] = await Promise.all([
      this.#commands(),
      countSyncs(join(this.directory, 'syncs'), this.dataDir),
    ]);
    return { atMs: performance.now(), cpuMs, commands, fsyncs };
  }

  async #commands(): Promise<number> {
    const { metrics } = Status.parse(await this.#documents.db('admin').command({ serverStatus: 1 }));
    return Object.entries(metrics.commands)
      .filter(([name]) => !NOT_COUNTED.has(name))
      .reduce((sum, [, { total }]) => sum + total, 0);
  }

  async #stop(): Promise<void> {
    await this.#documents.close();
    await this.#server.stop();
  }
}
