import { readFile, rm, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { connect } from '@lanran/sdk/accounts/connect';
import { keySigner } from '@lanran/sdk/kernel/signer';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { build } from '../build.mjs';
import { RunningServer } from './running-server.ts';
import { timePage } from './search/catalog-page.ts';
import { drawPlatform } from './search/drawn-platform.ts';

/** `LANRAN_BENCH_ASSETS` makes it shorter for a look: the two sizes, with a comma. */
const SIZES = (process.env['LANRAN_BENCH_ASSETS'] ?? '10000,100000').split(',').map(Number);

/** The words of drawn-catalog.ts. */
const QUESTIONS = {
  word20: 'heron',
  none: null,
  han50: '蝴蝶',
  threeWords: 'heron collar indigo',
  word75: 'cloth',
} as const;

const State = z.object({ data: z.object({ searchState: z.object({ isReady: z.boolean() }) }) });

/**
 * Search over drawn assets as guests and a council meet it: CPU time of all server processes for a first page of 20 with facets, end to
 * end through GraphQL, and what making the index costs.
 */
export async function run(): Promise<Record<string, number>> {
  await build();
  const figures: Record<string, number> = {};
  for (const assets of SIZES) {
    const dataDir = await mkdtemp(join(tmpdir(), 'lanran-bench-search-'));
    try {
      Object.assign(figures, await measure(dataDir, assets));
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  }
  const [small, large] = SIZES;
  for (const reader of ['guest', 'council'])
    for (const name of Object.keys(QUESTIONS)) {
      const [less, more] = [small, large].map((size) => figures[`${reader}.${name}.${size}.cpuMs`]);
      if (less !== undefined && more !== undefined && small !== large)
        figures[`${reader}.${name}.growth`] = Math.round((100 * more) / less) / 100;
    }
  return figures;
}

async function measure(dataDir: string, assets: number): Promise<Record<string, number>> {
  await drawPlatform(dataDir, assets);
  const platform = await RunningServer.start(dataDir);
  try {
    const figures = await timeIndex(platform, assets);
    const council = (await readFile(join(dataDir, 'demo-accounts/council.key'), 'utf8')).trim() as Hex;
    const { token } = await connect(platform.url, keySigner(council));
    const readers = { guest: {}, council: { authorization: `Bearer ${token ?? ''}` } };
    for (const [reader, headers] of Object.entries(readers))
      for (const [name, text] of Object.entries(QUESTIONS)) {
        const found = await timePage(platform, { text, headers });
        figures[`${reader}.${name}.${assets}.cpuMs`] = found.cpuMs;
        if (reader === 'guest') figures[`${name}.${assets}.found`] = found.total;
      }
    return { ...figures, ...(await timePlainPage(platform, dataDir, assets)) };
  } finally {
    await platform.stop();
  }
}

/** A page without text and facets, beside the same answer from memory: by CPU time, the share of its requests per second. */
async function timePlainPage(
  platform: RunningServer,
  dataDir: string,
  assets: number,
): Promise<Record<string, number>> {
  const page = { text: null, headers: {}, isWhole: false };
  const plain = await timePage(platform, page);
  const { data } = z.object({ data: z.record(z.string(), z.unknown()) }).parse(plain.answer);
  const path = join(dataDir, 'answer.json');
  await writeFile(path, JSON.stringify(data));
  const script = fileURLToPath(new URL('./search/memory-server.ts', import.meta.url));
  const memory = await RunningServer.of(['--import', 'tsx', script, path], {});
  try {
    const kept = await timePage(memory, page);
    return {
      [`guest.withoutFacets.${assets}.cpuMs`]: plain.cpuMs,
      [`fromMemory.${assets}.cpuMs`]: kept.cpuMs,
      [`guest.withoutFacets.${assets}.ofMemory`]: Math.round((100 * kept.cpuMs) / plain.cpuMs) / 100,
    };
  } finally {
    await memory.stop();
  }
}

async function timeIndex(platform: RunningServer, assets: number): Promise<Record<string, number>> {
  const [from, cpuBefore, before] = [performance.now(), platform.cpuMs(), platform.anonymousMb()];
  let most = before;
  for (;;) {
    const { data } = State.parse(await platform.ask('{ searchState { isReady } }'));
    most = Math.max(most, platform.anonymousMb());
    if (data.searchState.isReady) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const seconds = (performance.now() - from) / 1_000;
  const cpuMs = platform.cpuMs() - cpuBefore;
  await platform.settle();
  return {
    [`rebuild.${assets}.assetsPerSecond`]: Math.round(assets / seconds),
    [`rebuild.${assets}.cpuMsPerAsset`]: Math.round((100 * cpuMs) / assets) / 100,
    [`rebuild.${assets}.grownMb`]: Math.round(most - before),
  };
}
