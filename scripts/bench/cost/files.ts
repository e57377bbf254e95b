import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { act } from './act.ts';
import { type Cost, medianCost, rounded } from './cost.ts';
import { drawFiles } from './material.ts';
import { MeasuredPlatform } from './measured-platform.ts';
import { type Extent, type Figures, say } from './parts.ts';

const SMALL_BYTES = 4_096;
const LARGE_BYTES = 16_000_000;

interface Draft {
  readonly files: number;
  readonly bytes: number;
}

/** An asset of 1,000 files of 4 KB. */
export async function measureFiles({ isQuick, rounds }: Extent): Promise<Figures> {
  const draft = { files: isQuick ? 100 : 1_000, bytes: SMALL_BYTES };
  return MeasuredPlatform.with(async (platform) => {
    const costs = await publishOften(platform, draft, rounds);
    const { cpuMs, commands, fsyncs } = medianCost(
      costs.map(({ all }) => all),
      draft.files,
    );
    return { fileCpuMs: rounded(cpuMs), fileCommands: rounded(commands), fileFsyncs: rounded(fsyncs) };
  });
}

/** An asset of as many files as a draft may have, beside assets of a hundredth. */
export async function measureFileGrowth({ isQuick, rounds }: Extent): Promise<Figures> {
  const few = { files: isQuick ? 50 : 100, bytes: SMALL_BYTES };
  const many = { files: isQuick ? 500 : 10_000, bytes: SMALL_BYTES };
  return MeasuredPlatform.with(async (platform) => {
    // What the first asset of all costs, none of the next ones does.
    await publishOften(platform, few, 1);
    const ofFew = await publishOften(platform, few, Math.max(3, rounds));
    const ofMany = await publishOften(platform, many, 1);
    const growth = cpuAFile(ofMany, many.files) / cpuAFile(ofFew, few.files);
    return { fileGrowth: rounded(growth) };
  });
}

/** An asset of 200 files of 16 MB. */
export async function measurePublishing({ isQuick, rounds }: Extent): Promise<Figures> {
  const draft = { files: isQuick ? 20 : 200, bytes: LARGE_BYTES };
  const gigabytes = (draft.files * draft.bytes) / 1e9;
  return MeasuredPlatform.with(async (platform) => {
    const costs = await publishOften(platform, draft, rounds);
    const cpuSeconds = (of: readonly Cost[]) => rounded(medianCost(of, gigabytes).cpuMs / 1_000);
    return {
      publishCpuPerGb: cpuSeconds(costs.map(({ act: until }) => until)),
      publishAndJobsCpuPerGb: cpuSeconds(costs.map(({ all }) => all)),
    };
  });
}

type Published = Awaited<ReturnType<MeasuredPlatform['costWithJobs']>>;

async function publishOften(platform: MeasuredPlatform, draft: Draft, rounds: number): Promise<Published[]> {
  const costs: Published[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const folder = join(platform.directory, 'material');
    await drawFiles(folder, draft);
    const args = ['publish', folder, '--kind', 'film', '--title', 'Cost', '--community', 'none'];
    const cost = await platform.costWithJobs(() => act(platform, 'institution', args));
    await rm(folder, { recursive: true });
    costs.push(cost);
    say(
      `${draft.files} files of ${draft.bytes} bytes: ${rounded(cost.act.cpuMs / 1_000)} s of CPU until published, ${rounded(cost.all.cpuMs / 1_000)} s with jobs; ${Math.round(cost.all.commands)} commands, ${Math.round(cost.all.fsyncs)} fsyncs`,
    );
  }
  return costs;
}

function cpuAFile(costs: readonly Published[], files: number): number {
  return medianCost(
    costs.map(({ all }) => all),
    files,
  ).cpuMs;
}
