import { readFileSync } from 'node:fs';
import { setTimeout as waitMs } from 'node:timers/promises';
import { expect } from 'vitest';
import { z } from 'zod';
import { readContracts } from './chain-figures.ts';
import { type Answered, type HostileRequest, hostileRequests, send } from './hostile-requests.ts';
import type { Installation } from './installation.ts';
import { writeScan } from './scans.ts';

const AT_ONCE = 16;
const MAX_GROWTH_BYTES = 200 * 2 ** 20;
const ANSWER_WITHIN_MS = 2_000;
const GIVE_UP_AFTER_MS = 60_000;
/** Lets each service load what it loads once, and reach the memory that it keeps. */
const WARM_UP = 46;
/** The stranger has an address of its own, as on another machine: limits count by address. */
const STRANGER = '127.0.0.9';

/**
 * One unauthenticated client sends `count` hostile requests while another publishes and buys. Expects that nothing fails for the
 * second, that memory grows by less than 200 MB, and that everything answers within 2 s afterwards.
 */
export async function withstandHostileRequests(here: Installation, count: number): Promise<void> {
  await writeScan(here.path('scan.tif'), { width: 300, height: 200 });
  const platform = await here.start();
  const pids = [platform.pid, ...platform.services().values()];
  const stranger = await strangerOf(here);
  const trade = new Trade(here);
  await trade.once();
  await stranger(WARM_UP);
  const before = memoryOf(pids);

  let isOver = false;
  const attack = stranger(count).finally(() => (isOver = true));
  let trades = 0;
  do {
    await trade.once();
    trades += 1;
  } while (!isOver);
  const answers = await attack;
  const slowest = await slowestAnswerMs(here);
  await waitMs(0);
  const grown = memoryOf(pids) - before;

  process.stdout.write(
    `${summary(answers)}\n${trades} publications and sales meanwhile; memory grew by ${Math.round(grown / 2 ** 20)} MiB; slowest answer afterwards ${Math.round(slowest)} ms\n`,
  );
  // Workers come and go; what served at the beginning still serves.
  expect([platform.pid, ...platform.services().values()]).toEqual(expect.arrayContaining(pids));
  expect(answers.filter(({ status }) => status === 500)).toEqual([]);
  expect(slowest).toBeLessThan(ANSWER_WITHIN_MS);
  expect(grown).toBeLessThan(MAX_GROWTH_BYTES);
}

type Told = Answered & Pick<HostileRequest, 'name'>;

/** Sends so many requests, a few at a time. */
async function strangerOf(here: Installation): Promise<(count: number) => Promise<Told[]>> {
  const { chainRpcUrl, ipfsApiUrl } = await here.services();
  const { deployment } = z
    .object({ deployment: z.object({ chainId: z.coerce.number() }) })
    .parse(await here.ask('{ deployment { chainId } }'));
  const contract =
    (await readContracts(here)).get('Forwarder') ?? [...(await readContracts(here)).values()][0] ?? '';
  const origins = { platform: here.platform.url, chain: chainRpcUrl, files: ipfsApiUrl };
  const options = { origins, localAddress: STRANGER, withinMs: GIVE_UP_AFTER_MS };
  return async (count) => {
    const requests = hostileRequests(count, { chainId: deployment.chainId, contract });
    const told: Told[] = [];
    const sendAll = async () => {
      for await (const hostile of shared(requests))
        told.push({ name: hostile.name, ...(await send(hostile, options)) });
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sendAll));
    return told;
  };
}

/** One iterator for several readers: a reader that ends doesn't end it for the others. */
async function* shared<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  for (;;) {
    const { done, value } = await source.next();
    if (done === true) return;
    yield value;
  }
}

/** What the second client does, again and again: publish, consent, offer, buy. */
class Trade {
  readonly #here: Installation;
  #count = 0;

  constructor(here: Installation) {
    this.#here = here;
  }

  async once(): Promise<void> {
    const here = this.#here;
    this.#count += 1;
    const title = `Fern ${this.#count}`;
    const published = await here.hereAs(
      'institution',
      'publish',
      here.path('scan.tif'),
      '--kind',
      'pattern',
      '--title',
      title,
    );
    expect(published).toMatchObject({ exitCode: 0 });
    const asset = z.string().parse(published.document['assetId']);
    const reach = ['--media', 'game', '--territory', 'WORLD'];
    const today = new Date().toISOString().slice(0, 10);
    const until = '2030-12-31';
    expect(
      await here.hereAs('council', 'consent', asset, ...reach, '--until', until, '--share-bps', '900'),
    ).toMatchObject({ exitCode: 0 });
    expect(
      await here.hereAs(
        'institution',
        'offer',
        asset,
        ...reach,
        '--from',
        today,
        '--to',
        until,
        '--price',
        '1 TCNY',
      ),
    ).toMatchObject({ exitCode: 0 });
    expect(
      await here.hereAs('studio', 'license', asset, ...reach, '--from', today, '--to', until),
    ).toMatchObject({ exitCode: 0 });
  }
}

/** Of a page, a search, the health check, a question to the chain and one through /rpc. */
async function slowestAnswerMs(here: Installation): Promise<number> {
  const rpc = (method: string) =>
    fetch(`${here.platform.url}/rpc`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: [] }),
    });
  const questions = [
    () => here.get('/readyz'),
    () => here.get('/log/checkpoint'),
    () => here.ask('{ assets(first: 20) { totalCount } }'),
    () => here.ask('{ deployment { accreditor } }'),
    () => rpc('eth_blockNumber'),
  ];
  let slowest = 0;
  for (const question of questions) {
    const startedAt = performance.now();
    await question();
    slowest = Math.max(slowest, performance.now() - startedAt);
  }
  return slowest;
}

/** Of all processes, in bytes, without pages of mapped files (Linux). */
function memoryOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return sum + Number(/^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  }, 0);
}

function summary(told: readonly Told[]): string {
  const counts = new Map<string, number>();
  for (const { name, status } of told) {
    const key = `${name}: ${status ?? 'no answer'}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .map(([key, count]) => `${key} × ${count}`)
    .sort()
    .join('\n');
}
