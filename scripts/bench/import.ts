import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { build } from '../build.mjs';
import { runCommandLine } from '../cli/program.ts';

/** `LANRAN_BENCH_RECORDS` makes it shorter for a look. */
const RECORDS = Number(process.env['LANRAN_BENCH_RECORDS'] ?? 10_000);
const IMAGE_BYTES = 50_000;
/** Several batches in each part that is timed. */
const BATCH = Math.min(250, Math.ceil(RECORDS / 40));
/** Of the records, at the beginning and at the end, whose rates are compared. */
const PART = 0.1;

/**
 * A whole platform imports records of one 50 KB image each: is it as fast at the end as at the beginning? The images are real ones,
 * so that thumbnails are made of them meanwhile, as at a museum.
 */
export async function run(): Promise<Record<string, number>> {
  const directory = await mkdtemp(join(tmpdir(), 'lanran-bench-import-'));
  try {
    const folder = join(directory, 'records');
    await writeRecords(folder);
    const platform = await startPlatform(join(directory, 'data'));
    try {
      return ratesOf(await timeImport(folder, { directory, url: platform.url }));
    } finally {
      await platform.stop();
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function writeRecords(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const template = join(folder, '..', 'image.jpg');
  await writeFile(template, await drawImage());
  const rows = ['externalId,title,kind,community,files'];
  for (let at = 0; at < RECORDS; at++) {
    const name = `${at}.jpg`;
    await copyFile(template, join(folder, name));
    // After the end of a JPEG: readers don't care, and no two files are one.
    await appendFile(join(folder, name), `record ${at}`);
    rows.push(`bench:${at},Record ${at},pattern,none,${name}`);
  }
  await writeFile(join(folder, 'metadata.csv'), rows.join('\n'));
}

/** Noise, as large as a JPEG of the size has to be. */
async function drawImage(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const pixels = await sharp({
    create: { width: 400, height: 300, channels: 3, background: '#142c55', noise },
  })
    .png()
    .toBuffer();
  for (let quality = 95; quality > 10; quality -= 5) {
    const image = await sharp(pixels).jpeg({ quality }).toBuffer();
    if (image.length <= IMAGE_BYTES) return Buffer.concat([image, Buffer.alloc(IMAGE_BYTES - image.length)]);
  }
  throw new Error(`No quality makes it ${IMAGE_BYTES} bytes.`);
}

interface RunningPlatform {
  readonly url: string;
  stop(): Promise<void>;
}

/** With demo data, whose institution imports. */
async function startPlatform(dataDir: string): Promise<RunningPlatform> {
  await build();
  const program = fileURLToPath(new URL('../../dist/start.js', import.meta.url));
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'error', LANRAN_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^ready (http:\S+)$/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stdout.resume();
    return {
      url,
      stop: async () => {
        child.kill('SIGTERM');
        await ended;
      },
    };
  }
  throw new Error('The platform ended before it was ready.');
}

/** How many records were done after how many milliseconds. */
type Progress = readonly { readonly done: number; readonly afterMs: number }[];

async function timeImport(
  folder: string,
  { directory, url }: { readonly directory: string; readonly url: string },
): Promise<Progress> {
  const startedAt = performance.now();
  const progress = [{ done: 0, afterMs: 0 }];
  let stdout = '';
  const keyFile = join(directory, 'data', 'demo-accounts', 'institution.key');
  const exitCode = await runCommandLine({
    args: ['import', folder, '--batch', String(BATCH), '--api', url, '--key-file', keyFile, '--json'],
    env: { LANRAN_STATE_DIR: join(directory, 'state') },
    streams: {
      stdout: (text) => (stdout += text),
      stderr: (text) => {
        const done = /^(\d+) of /.exec(text)?.[1];
        if (done !== undefined) progress.push({ done: Number(done), afterMs: performance.now() - startedAt });
      },
    },
  });
  if (exitCode !== 0) throw new Error(`The import failed: ${stdout.slice(0, 1_000)}`);
  return progress;
}

function ratesOf(progress: Progress): Record<string, number> {
  const afterMs = (records: number) => progress.find(({ done }) => done >= records)?.afterMs ?? Number.NaN;
  const part = RECORDS * PART;
  const first = part / afterMs(part);
  const last = part / (afterMs(RECORDS) - afterMs(RECORDS - part));
  return {
    records: RECORDS,
    recordsPerSecond: Math.round((1_000 * RECORDS) / afterMs(RECORDS)),
    firstPerSecond: Math.round(1_000 * first),
    lastPerSecond: Math.round(1_000 * last),
    importLateRate: Math.round((100 * last) / first) / 100,
  };
}
