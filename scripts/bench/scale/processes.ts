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
const WARMING_REQUESTS = 8_000;
/** Of each process that answers. Three of them have to leave some of two cores to the document store and to this bench. */
const REQUESTS_PER_SECOND = 40;
const MEASURED_SECONDS = 20;
const ASSETS = 1_000;

/**
 * CPU a request where three processes answer, over that where one of the three does: with three times as many requests, as each
 * process costs less a request the more it has to do at each waking, and with as many. And how long the second and third take to start.
 */
export async function measureProcesses({ isQuick, rounds }: Extent): Promise<Figures> {
  const seconds = isQuick ? 4 : MEASURED_SECONDS;
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
    const asked = { processes, subjects, seconds };
    const ratios: number[] = [];
    const spreadRatios: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const alone = await costOf([first], { ...asked, perSecond: REQUESTS_PER_SECOND });
      const together = await costOf(processes, { ...asked, perSecond: PROCESSES * REQUESTS_PER_SECOND });
      const busy = await costOf([first], { ...asked, perSecond: PROCESSES * REQUESTS_PER_SECOND });
      say(
        `ms of CPU a request: ${rounded(alone)} by one process, ${rounded(together)} by ${PROCESSES} that have as much to do each, ${rounded(busy)} by one that has all of it`,
      );
      ratios.push(together / alone);
      spreadRatios.push(together / busy);
    }
    return {
      processCpuRatio: rounded(median(ratios)),
      processSpreadRatio: rounded(median(spreadRatios)),
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
  readonly seconds: number;
  readonly perSecond: number;
}

/** CPU of all processes in ms a request that some of them answer, less what they use when idle. */
async function costOf(
  answering: readonly RunningServer[],
  { processes, subjects, seconds, perSecond }: Asked,
): Promise<number> {
  const cpuMs = () => processes.reduce((sum, each) => sum + each.cpuMs(), 0);
  const idleBefore = cpuMs();
  await delay(seconds * 1_000);
  const idle = cpuMs() - idleBefore;
  const requests = seconds * perSecond;
  const before = cpuMs();
  await visit(answering, subjects, { requests, perSecond });
  return (cpuMs() - before - idle) / requests;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
