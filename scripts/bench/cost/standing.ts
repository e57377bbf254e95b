import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { MALLOC, RunningServer } from '../running-server.ts';
import { median, rounded } from './cost.ts';
import { type Extent, type Figures, say } from './parts.ts';

const IDLE_SECONDS = 60;
const QUICK_IDLE_SECONDS = 10;
const NPM_START = fileURLToPath(new URL('../../start.mjs', import.meta.url));

/** After a first start, while nobody asks for anything: CPU in percent of one core, and memory in MB, of all processes. */
export async function measureIdle({ isQuick, idleMinutes }: Extent): Promise<Figures> {
  return withDataDirectory(async (dataDir) => {
    const platform = await RunningServer.start(dataDir);
    try {
      say(`waits ${idleMinutes} minutes`);
      await delay(idleMinutes * 60_000);
      const [from, before] = [performance.now(), platform.cpuMs()];
      await delay(1_000 * (isQuick ? QUICK_IDLE_SECONDS : IDLE_SECONDS));
      const share = (platform.cpuMs() - before) / (performance.now() - from);
      return { idleCpuPercent: rounded(100 * share), idlePssMb: rounded(platform.proportionalMb()) };
    } finally {
      await platform.stop();
    }
  });
}

/** From the command to the line `ready`, with data and everything built. */
export async function measureStart({ rounds }: Extent): Promise<Figures> {
  return withDataDirectory(async (dataDir) => {
    const settings = { ...MALLOC, PORT: '0', LOG_LEVEL: 'error', LANRAN_DATA_DIR: dataDir };
    const first = await RunningServer.of([NPM_START], settings);
    await first.settle();
    await first.stop();
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const from = performance.now();
      const platform = await RunningServer.of([NPM_START], settings);
      times.push(performance.now() - from);
      say(`ready after ${Math.round(times.at(-1) ?? 0)} ms`);
      await platform.settle();
      await platform.stop();
    }
    return { startAgainMs: rounded(median(times)) };
  });
}

async function withDataDirectory(work: (dataDir: string) => Promise<Figures>): Promise<Figures> {
  const directory = await mkdtemp(join(tmpdir(), 'lanran-bench-cost-'));
  try {
    return await work(join(directory, 'data'));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
