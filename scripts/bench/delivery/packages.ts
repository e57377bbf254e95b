import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { median, rounded } from '../cost/cost.ts';
import { drawBytes } from '../cost/material.ts';
import { MeasuredPlatform } from '../cost/measured-platform.ts';
import { type Extent, type Figures, say } from '../cost/parts.ts';
import { discard, MIB, send } from '../ingest/http-client.ts';
import { type LicensedAsset, licenseFolder } from './licensed-asset.ts';

const LOOK_EVERY_MS = 200;

interface Measured {
  readonly ratio: number;
  readonly growthMb: number;
}

/**
 * A package as a ZIP against a bare Node server that sends one file as often as the package has files, in each round; and how much
 * memory all processes of the platform take more while the longest one is sent. Each file of it has the same bytes, which the store
 * holds once: the platform reads, decrypts and sends them each time.
 */
export async function measurePackages({ isQuick, rounds }: Extent): Promise<Figures> {
  const fileMib = isQuick ? 128 : 512;
  return MeasuredPlatform.with(async (platform) => {
    const folder = join(platform.directory, 'material');
    const file = join(platform.directory, 'bare.bin');
    await writeFile(file, drawBytes(fileMib * MIB));
    const bare = await startBareServer(file);
    const measure = async (access: 'open' | 'licensed', files: number): Promise<Measured> => {
      await drawTwins(folder, { file: drawBytes(fileMib * MIB), files });
      const licensed = await licenseFolder(platform, folder, access);
      await rm(folder, { recursive: true });
      return compare(platform, { licensed, bareUrl: bare.url, bareBytes: fileMib * MIB, files, rounds });
    };
    try {
      const licensed = await measure('licensed', isQuick ? 16 : 40);
      const open = await measure('open', 8);
      return {
        packageRatioOpen: rounded(open.ratio),
        packageRatioLicensed: rounded(licensed.ratio),
        memoryGrowthMb: Math.round(Math.max(open.growthMb, licensed.growthMb)),
      };
    } finally {
      bare.stop();
    }
  });
}

async function drawTwins(
  folder: string,
  { file, files }: { readonly file: Buffer; readonly files: number },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let at = 0; at < files; at += 1) await writeFile(join(folder, `reel_${at}.bin`), file);
}

interface Comparison {
  readonly licensed: LicensedAsset;
  readonly bareUrl: string;
  readonly bareBytes: number;
  /** As often the bare server is asked for its file. */
  readonly files: number;
  readonly rounds: number;
}

async function compare(
  platform: MeasuredPlatform,
  { licensed: { licenseId, token }, bareUrl, bareBytes, files, rounds }: Comparison,
): Promise<Measured> {
  const url = `${platform.url}/packages/${licenseId}.zip`;
  const headers = { authorization: `Bearer ${token}` };
  await fetchAll(`${platform.url}/packages/${licenseId}.tar`, { headers, times: 1 });
  const ratios: number[] = [];
  const beforeMb = platform.server.anonymousMb();
  let mostMb = beforeMb;
  const timer = setInterval(() => {
    mostMb = Math.max(mostMb, platform.server.anonymousMb());
  }, LOOK_EVERY_MS);
  try {
    for (let round = 0; round < rounds; round += 1) {
      const bare = await fetchAll(bareUrl, { headers: { range: `bytes=0-${bareBytes - 1}` }, times: files });
      const ours = await fetchAll(url, { headers, times: 1 });
      say(`package ${speedText(ours)}, bare ${speedText(bare)}`);
      ratios.push(ours / bare);
    }
  } finally {
    clearInterval(timer);
  }
  return { ratio: median(ratios), growthMb: mostMb - beforeMb };
}

interface Fetching {
  readonly headers: Readonly<Record<string, string>>;
  /** One after the other. */
  readonly times: number;
}

/** @returns bytes a second */
async function fetchAll(url: string, { headers, times }: Fetching): Promise<number> {
  const begun = performance.now();
  let bytes = 0;
  for (let time = 0; time < times; time += 1)
    bytes += await discard(await send(url, { method: 'GET', headers }));
  return bytes / ((performance.now() - begun) / 1_000);
}

function speedText(bytesPerSecond: number): string {
  return `${Math.round(bytesPerSecond / MIB)} MiB/s`;
}

async function startBareServer(file: string) {
  const child = fork(fileURLToPath(new URL('../ingest/bare-server.ts', import.meta.url)), [file]);
  const [message] = (await once(child, 'message')) as [unknown];
  const { port } = z.object({ port: z.number() }).parse(message);
  return { url: `http://127.0.0.1:${port}/`, stop: () => child.disconnect() };
}
