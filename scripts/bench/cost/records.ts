import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { drawPlatform } from '../search/drawn-platform.ts';
import { act } from './act.ts';
import { median, rounded } from './cost.ts';
import { drawRecords } from './material.ts';
import { MeasuredPlatform } from './measured-platform.ts';
import { type Extent, type Figures, say } from './parts.ts';

const IMAGE_BYTES = 50_000;

/** 1,000 records of one image each. */
export async function measureRecords({ isQuick, rounds }: Extent): Promise<Figures> {
  const records = isQuick ? 100 : 1_000;
  return MeasuredPlatform.with(async (platform) => ({
    recordCpuMs: rounded(await importOften(platform, { records, rounds })),
  }));
}

/** The same beside 1,000 and beside 100,000 drawn assets. */
export async function measureRecordGrowth({ isQuick, rounds }: Extent): Promise<Figures> {
  const records = isQuick ? 50 : 250;
  const costs: number[] = [];
  for (const assets of isQuick ? [100, 1_000] : [1_000, 100_000]) {
    costs.push(
      await MeasuredPlatform.with(
        async (platform) => {
          // What the first record of all costs, none of the next ones does.
          await importOften(platform, { records, rounds: 1, name: 'first' });
          return importOften(platform, { records, rounds });
        },
        { draw: (dataDir) => drawPlatform(dataDir, assets) },
      ),
    );
    say(`beside ${assets} assets: ${rounded(costs.at(-1) ?? Number.NaN)} ms of CPU a record`);
  }
  const [few = Number.NaN, many = Number.NaN] = costs;
  return { recordGrowth: rounded(many / few) };
}

/** @returns CPU milliseconds per record, of all processes until the last job has ended: the median */
async function importOften(
  platform: MeasuredPlatform,
  {
    records,
    rounds,
    name = 'round',
  }: { readonly records: number; readonly rounds: number; readonly name?: string },
): Promise<number> {
  const costs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const folder = join(platform.directory, 'records');
    await drawRecords(folder, { records, bytes: IMAGE_BYTES, name: `${name}-${round}` });
    const { all } = await platform.costWithJobs(() => act(platform, 'institution', ['import', folder]));
    await rm(folder, { recursive: true });
    costs.push(all.cpuMs / records);
    say(
      `${records} records: ${rounded(all.cpuMs / records)} ms of CPU, ${rounded(all.commands / records)} commands, ${rounded(all.fsyncs / records)} fsyncs a record`,
    );
  }
  return median(costs);
}
