import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { act } from '../cost/act.ts';
import { median, rounded } from '../cost/cost.ts';
import { drawBytes } from '../cost/material.ts';
import { MeasuredPlatform } from '../cost/measured-platform.ts';
import { type Extent, type Figures, say } from '../cost/parts.ts';
import { MIB } from '../ingest/http-client.ts';
import { licenseFolder } from './licensed-asset.ts';

const run = promisify(execFile);
const FILES = 8;
const LANRAN = fileURLToPath(new URL('../../../dist/lanran.js', import.meta.url));

/** `verify` of a package against `openssl dgst -sha256` of its files, as many at once as there are cores; and the same with `--full`. */
export async function measureVerification({ isQuick, rounds }: Extent): Promise<Figures> {
  const fileMib = isQuick ? 64 : 512;
  return MeasuredPlatform.with(async (platform) => {
    const folder = join(platform.directory, 'material');
    await mkdir(folder);
    for (let at = 0; at < FILES; at += 1)
      await writeFile(join(folder, `reel_${at}.bin`), drawBytes(fileMib * MIB));
    const { licenseId } = await licenseFolder(platform, folder, 'licensed');
    await rm(folder, { recursive: true });
    const out = join(platform.directory, 'package');
    await act(platform, 'studio', ['download', licenseId, '--out', out]);
    const trust = join(platform.directory, 'trust.json');
    await writeFile(trust, await (await fetch(`${platform.url}/log/trust.json`)).text());
    const verify = (...more: readonly string[]) =>
      seconds(process.execPath, [LANRAN, 'verify', out, '--trust', trust, ...more]);
    const reference = () =>
      seconds('sh', [
        '-c',
        `find "$1" -type f -print0 | xargs -0 -n 1 -P ${availableParallelism()} openssl dgst -sha256`,
        'sh',
        join(out, 'data'),
      ]);
    await reference();
    const plain: number[] = [];
    const full: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const [openssl, ours, whole] = [await reference(), await verify(), await verify('--full')];
      say(`openssl ${rounded(openssl)} s, verify ${rounded(ours)} s, with --full ${rounded(whole)} s`);
      plain.push(openssl / ours);
      full.push(openssl / whole);
    }
    return { verifyRatio: rounded(median(plain)), fullRatio: rounded(median(full)) };
  });
}

async function seconds(command: string, args: readonly string[]): Promise<number> {
  const begun = performance.now();
  await run(command, [...args], { maxBuffer: 64 * MIB });
  return (performance.now() - begun) / 1_000;
}
