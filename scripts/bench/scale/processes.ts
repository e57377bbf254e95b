import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { median, rounded } from '../cost/cost.ts';
import { type Extent, type Figures, say } from '../cost/parts.ts';
import { RunningServer } from '../running-server.ts';
import { drawPlatform } from '../search/drawn-platform.ts';
import { findSubjects, type Subjects, visit } from './visits.ts';

const PROCESSES = 3;
const IDLE_SECONDS = 5;
const WARMING_REQUESTS = 8_000;
/** As many for one process as for three, which one alone can answer: a busier process does more at each waking. */
const REQUESTS_PER_SECOND = 120;
const ASSETS = 1_000;
/**
 * CPU a request where three processes answer over that where one of the three does, in turn; and how long the second and third
 * take to start.
 */
export async function measureProcesses({ isQuick, rounds }: Extent): Promise<Figures> {
  const requests = isQuick ? 500 : 2_000;
  const directory = await mkdtemp(join(tmpdir(), 'lanran-bench-scale-'));
  const dataDir = join(directory, 'data');
  const port = await freePort();
  const common = { LANRAN_PUBLIC_URL: `http://127.0.0.1:${port}` };
  const processes: RunningServer[] = [];
  try {
    await drawPlatform(dataDir, isQuick ? 300 : ASSETS);
    const first = await RunningServer.start(dataDir, { ...common, PORT: `${port}` });
    processes.push(first);
    await first.settle();
    const subjects = await findSubjects(first);
    const startMs: number[] = [];
    while (processes.length < PROCESSES) {
      const from = performance.now();
      processes.push(await RunningServer.start(dataDir, { ...common, LANRAN_JOIN: '1' }));
      startMs.push(performance.now() - from);
    }
    for (const each of processes) await each.settle();
    // Each process compiles what it runs often.
    await visit(processes, subjects, { requests: WARMING_REQUESTS * processes.length, perSecond: Infinity });
    for (const each of processes) await each.settle();
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const alone = await costOf([first], { processes, subjects, requests });
      const together = await costOf(processes, { processes, subjects, requests });
      say(`${rounded(alone)} ms of CPU a request by one process, ${rounded(together)} ms by ${PROCESSES}`);
      ratios.push(together / alone);
    }
    return {
      processCpuRatio: rounded(median(ratios)),
      joinMs: rounded(Math.max(...startMs)),
    };
  } finally {
    for (const each of processes.reverse()) await each.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

interface Asked {
  /** All that run, whose CPU counts. */
  readonly processes: readonly RunningServer[];
  readonly subjects: Subjects;
  readonly requests: number;
}

/** CPU of all processes in ms a request that some of them answer, less what they use when idle. */
async function costOf(
  answering: readonly RunningServer[],
  { processes, subjects, requests }: Asked,
): Promise<number> {
  const cpuMs = () => processes.reduce((sum, each) => sum + each.cpuMs(), 0);
  const [idleFrom, idleBefore] = [performance.now(), cpuMs()];
  await delay(IDLE_SECONDS * 1_000);
  const idleShare = (cpuMs() - idleBefore) / (performance.now() - idleFrom);
  const [from, before] = [performance.now(), cpuMs()];
  await visit(answering, subjects, { requests, perSecond: REQUESTS_PER_SECOND });
  return (cpuMs() - before - idleShare * (performance.now() - from)) / requests;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
