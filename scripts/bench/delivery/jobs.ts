import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { act } from '../cost/act.ts';
import { median, rounded } from '../cost/cost.ts';
import { drawFiles } from '../cost/material.ts';
import { MeasuredPlatform } from '../cost/measured-platform.ts';
import { type Extent, type Figures, say } from '../cost/parts.ts';
import { licenseFolder } from './licensed-asset.ts';

const FILE_BYTES = 4_096;

/** `deliver` of small files with eight jobs against one, each into a folder of its own. */
export async function measureJobs({ isQuick, rounds }: Extent): Promise<Figures> {
  const files = isQuick ? 200 : 1_000;
  return MeasuredPlatform.with(async (platform) => {
    const folder = join(platform.directory, 'material');
    await drawFiles(folder, { files, bytes: FILE_BYTES });
    const { token } = await licenseFolder(platform, folder, 'licensed');
    const tokenFile = join(platform.directory, 'token');
    await writeFile(tokenFile, token, { mode: 0o600 });
    const deliver = async (jobs: number): Promise<number> => {
      const out = join(platform.directory, `delivered-${jobs}`);
      const begun = performance.now();
      await act(platform, 'studio', [
        ...['deliver', '--token-file', tokenFile, '--out', out, '--jobs', String(jobs)],
      ]);
      const seconds = (performance.now() - begun) / 1_000;
      await rm(out, { recursive: true });
      return seconds;
    };
    await deliver(8);
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const [one, eight] = [await deliver(1), await deliver(8)];
      say(`${files} files: one job ${rounded(one)} s, eight jobs ${rounded(eight)} s`);
      ratios.push(one / eight);
    }
    return { jobsRatio: rounded(median(ratios)) };
  });
}
