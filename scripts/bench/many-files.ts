import { startContentStore } from '@lanran/embedded/content-store/server';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { adopt } from './adopt.ts';

const ROUNDS = 3;
/** An image sequence of a minute or two. */
const FILES = 5_000;
const FILE_BYTES = 200_000;
const TOKEN = randomBytes(16).toString('hex');

interface Round {
  readonly plainSeconds: number;
  readonly ourSeconds: number;
}

/** 5,000 files of 200 KB adopted as one directory, in files a second, as a part of what `cp -r` and `sha256sum` do: medians. */
export async function run(): Promise<Record<string, number>> {
  const directory = await mkdtemp(join(tmpdir(), 'lanran-bench-'));
  const sharedDirectory = join(directory, 'shared');
  await mkdir(sharedDirectory);
  const store = await startContentStore({
    dataDirectory: join(directory, 'data'),
    sharedDirectory,
    token: TOKEN,
  });
  const rounds: Round[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const folder = join(sharedDirectory, 'sequence');
      // Fresh bytes each time: what the store has already it would not write again.
      await writeSequence(folder);
      const copy = join(directory, 'copy');
      const plainSeconds = await seconds(() => copyAndHash(folder, copy));
      await rm(copy, { recursive: true });
      rounds.push({
        plainSeconds,
        ourSeconds: await seconds(() => adopt({ url: store.url, token: TOKEN }, folder)),
      });
    }
  } finally {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  }
  return {
    manyFiles:
      Math.round(median(rounds.map(({ ourSeconds, plainSeconds }) => plainSeconds / ourSeconds)) * 100) / 100,
    manyFilesPerSecond: Math.round(FILES / median(rounds.map(({ ourSeconds }) => ourSeconds))),
  };
}

async function writeSequence(folder: string): Promise<void> {
  await mkdir(folder);
  for (let frame = 0; frame < FILES; frame++)
    await writeFile(join(folder, `plate.${String(frame).padStart(4, '0')}.exr`), randomBytes(FILE_BYTES));
}

/** As people do it. */
async function copyAndHash(folder: string, copy: string): Promise<void> {
  await promisify(execFile)('cp', ['-r', folder, copy]);
  const hashAll = 'find "$0" -type f -print0 | xargs -0 sha256sum >/dev/null';
  await promisify(execFile)('sh', ['-c', hashAll, copy]);
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}
