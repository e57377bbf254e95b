import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { median, rounded } from '../cost/cost.ts';
import { type Extent, type Figures, say } from '../cost/parts.ts';
import { RunningServer } from '../running-server.ts';

const PROCESSES = 3;
const CLIENTS = 8;
const IDLE_SECONDS = 15;
const WARMING_REQUESTS = 1_500;
const PAGE = `{ assets(first: 20) { totalCount edges { node { id kind title { en zh } holder { name { en zh } } } } } }`;
const Page = z.object({
  data: z.object({
    assets: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string() }) })) }),
  }),
});

/** CPU a request of three processes over that of one, and how long the second and third take to start. */
export async function measureProcesses({ isQuick, rounds }: Extent): Promise<Figures> {
  const requests = isQuick ? 1_000 : 4_000;
  const directory = await mkdtemp(join(tmpdir(), 'lanran-bench-scale-'));
  const dataDir = join(directory, 'data');
  const port = await freePort();
  const common = { LANRAN_PUBLIC_URL: `http://127.0.0.1:${port}` };
  const processes: RunningServer[] = [];
  try {
    const first = await RunningServer.start(dataDir, { ...common, PORT: `${port}` });
    processes.push(first);
    await first.settle();
    const { data } = Page.parse(await first.ask(PAGE));
    const paths = data.assets.edges.map(({ node }) => `/assets/${node.id}`);
    const alone = await costOf(processes, { paths, requests, rounds });
    const startMs: number[] = [];
    while (processes.length < PROCESSES) {
      const from = performance.now();
      processes.push(await RunningServer.start(dataDir, { ...common, LANRAN_JOIN: '1' }));
      startMs.push(performance.now() - from);
    }
    for (const each of processes) await each.settle();
    const together = await costOf(processes, { paths, requests, rounds });
    say(`${rounded(alone)} ms a request by one process, ${rounded(together)} ms by ${PROCESSES}`);
    return {
      processCpuRatio: rounded(together / alone),
      joinMs: rounded(Math.max(...startMs)),
    };
  } finally {
    for (const each of processes.reverse()) await each.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

interface Asked {
  readonly paths: readonly string[];
  readonly requests: number;
  readonly rounds: number;
}

/** CPU of all processes in ms a request, less what they use when idle; the median of the rounds. */
async function costOf(
  processes: readonly RunningServer[],
  { paths, requests, rounds }: Asked,
): Promise<number> {
  // Each process compiles what it runs often.
  await ask(processes, paths, WARMING_REQUESTS * processes.length);
  for (const each of processes) await each.settle();
  const cpuMs = () => processes.reduce((sum, each) => sum + each.cpuMs(), 0);
  const [idleFrom, idleBefore] = [performance.now(), cpuMs()];
  await delay(IDLE_SECONDS * 1_000);
  const idleShare = (cpuMs() - idleBefore) / (performance.now() - idleFrom);
  const costs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const [from, before] = [performance.now(), cpuMs()];
    await ask(processes, paths, requests);
    costs.push((cpuMs() - before - idleShare * (performance.now() - from)) / requests);
    say(`${processes.length} of them: ${rounded(costs.at(-1) ?? 0)} ms of CPU a request`);
  }
  return median(costs);
}

/** Pages of the catalog, pages of assets, checkpoints and readiness in turn, spread evenly over the processes. */
async function ask(
  processes: readonly RunningServer[],
  paths: readonly string[],
  requests: number,
): Promise<void> {
  let next = 0;
  const client = async () => {
    while (next < requests) {
      const number = next;
      next += 1;
      const server = processes[number % processes.length];
      if (server !== undefined) await askOnce(server, paths, Math.floor(number / processes.length));
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

async function askOnce(server: RunningServer, paths: readonly string[], number: number): Promise<void> {
  if (number % 4 === 0) {
    Page.parse(await server.ask(PAGE));
    return;
  }
  const path = [paths[number % paths.length], '/log/checkpoint', '/readyz'][(number % 4) - 1] ?? '/';
  const response = await fetch(`${server.url}${path}`);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${path} was answered ${response.status}.`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
