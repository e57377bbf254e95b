import { timePage } from '../search/catalog-page.ts';
import { drawPlatform } from '../search/drawn-platform.ts';
import { median, rounded } from './cost.ts';
import { MeasuredPlatform } from './measured-platform.ts';
import { type Extent, type Figures, say } from './parts.ts';

const PAGES = 200;

/** A page of the catalog as a guest's, beside 10,000 drawn assets. */
export async function measurePages({ isQuick, rounds }: Extent): Promise<Figures> {
  const assets = isQuick ? 500 : 10_000;
  return MeasuredPlatform.with(
    async ({ server, idleASecond }) => {
      const page = { text: null, headers: {}, isWhole: false };
      await timePage(server, page, PAGES);
      const costs: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const from = performance.now();
        const { cpuMs } = await timePage(server, page, PAGES);
        const idleMs = (idleASecond.cpuMs * (performance.now() - from)) / 1_000 / PAGES;
        costs.push(cpuMs - idleMs);
        say(`a page beside ${assets} assets: ${rounded(cpuMs - idleMs)} ms of CPU`);
      }
      return { pageCpuMs: rounded(median(costs)) };
    },
    { draw: (dataDir) => drawPlatform(dataDir, assets) },
  );
}
