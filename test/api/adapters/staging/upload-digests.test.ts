import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { digestFile } from '@lanran/protocol/files/digest';
import { Upload } from '@tus/server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DiskStagingArea } from '../../../../api/ingest/adapters/disk-staging-area.ts';

const ID = 'a'.repeat(32);
const METADATA = { draft: 'draft', path: 'reel.mxf', sha256: null };
/** Several blocks and leaves, and a rest. */
const BYTES = randomBytes(7_300_001);
const EXPECTED = await digestFile([BYTES], { createSha256: () => createHash('sha256') });

let directory: string;
let staging: DiskStagingArea;
/** As after a restart: it knows what is on the disk alone. */
let restarted: DiskStagingArea;

const open = () => new DiskStagingArea({ directory, failPoints: { reach: () => undefined } });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lanran-digests-'));
  staging = open();
  restarted = open();
});
afterAll(async () => {
  await staging.stop();
  await restarted.stop();
  await rm(directory, { recursive: true, force: true });
});

beforeEach(() =>
  staging.uploads.create(new Upload({ id: ID, size: BYTES.length, offset: 0, metadata: METADATA })),
);
afterEach(async () => {
  await staging.remove(ID);
  await restarted.remove(ID);
});

/** What a connection brings: portions of no particular length. */
async function* arriving(start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let position = start; position < end; position += 65_521)
    yield BYTES.subarray(position, Math.min(end, position + 65_521));
}

const write = (to: DiskStagingArea, start: number, end: number) =>
  to.uploads.write(Readable.from(arriving(start, end)), ID, start);

async function* broken(start: number, end: number): AsyncGenerator<Uint8Array> {
  yield* arriving(start, end);
  throw new Error('connection lost');
}

describe('the digest of an upload', () => {
  it('is that of one pass, in however many requests the bytes arrived', async () => {
    expect(await write(staging, 0, 2_097_152)).toBe(2_097_152);
    await write(staging, 2_097_152, 2_097_153);
    await write(staging, 2_097_153, BYTES.length);
    expect(await staging.digest(ID)).toEqual(EXPECTED);
    expect(await staging.digest(ID)).toEqual(EXPECTED);
  });

  it('goes on after a restart, from what is on the disk', async () => {
    await write(staging, 0, 3_000_000);
    await write(restarted, 3_000_000, 5_000_000);
    await write(restarted, 5_000_000, BYTES.length);
    expect(await restarted.digest(ID)).toEqual(EXPECTED);
  });

  it('is made from the disk when nothing but that is left', async () => {
    await write(staging, 0, BYTES.length);
    expect(await restarted.digest(ID)).toEqual(EXPECTED);
  });

  it('leaves the hashes of its leaves beside the file, for as long as the file is there', async () => {
    await write(staging, 0, BYTES.length);
    await staging.digest(ID);
    const starts = Array.from({ length: Math.ceil(BYTES.length / 1_048_576) }, (_, leaf) => leaf * 1_048_576);
    const leaves = starts.map((start) =>
      createHash('sha256')
        .update(BYTES.subarray(start, start + 1_048_576))
        .digest(),
    );
    const kept = `${staging.pathOf(ID)}.leaves`;
    expect(await readFile(kept)).toEqual(Buffer.concat(leaves));
    await staging.remove(ID);
    await expect(readFile(kept)).rejects.toThrow('ENOENT');
  });

  it('covers what came before a connection broke', async () => {
    const breaking = staging.uploads.write(Readable.from(broken(0, 4_000_000)), ID, 0);
    await expect(breaking).rejects.toThrow('connection lost');
    const { receivedBytes = 0 } = (await staging.find(ID)) ?? {};
    expect(receivedBytes).toBe(4_000_000);
    await write(staging, receivedBytes, BYTES.length);
    expect(await staging.digest(ID)).toEqual(EXPECTED);
  });

  it('is never that of bytes which the disk lost', async () => {
    await write(staging, 0, 6_000_000);
    await truncate(staging.pathOf(ID), 1_500_000);
    await write(staging, 1_500_000, BYTES.length);
    expect(await staging.digest(ID)).toEqual(EXPECTED);
  });

  it('is not of a portion whose checksum was wrong, and nothing of that is kept', async () => {
    await write(staging, 0, 1_000_000);
    const wrong = staging.uploads.proving({ algorithm: 'sha1', digest: randomBytes(20) });
    const refused = wrong.write(Readable.from(arriving(1_000_000, 5_000_000)), ID, 1_000_000);
    await expect(refused).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' });
    expect((await staging.find(ID))?.receivedBytes).toBe(1_000_000);
    await write(staging, 1_000_000, BYTES.length);
    expect(await staging.digest(ID)).toEqual(EXPECTED);
  });

  it('refuses an upload that is gone', async () => {
    await write(staging, 0, BYTES.length);
    await staging.remove(ID);
    await expect(staging.digest(ID)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('an upload during which the process is killed', () => {
  async function receiveAndDie(proven: 'proven' | 'plain'): Promise<number> {
    const file = join(directory, 'reel.mxf');
    await writeFile(file, BYTES);
    const program = fileURLToPath(new URL('./receive-and-die.mts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', program, directory, ID, file, proven], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
    return (await restarted.find(ID))?.receivedBytes ?? 0;
  }

  it('goes on from what was received, and ends with the right digest', async () => {
    const received = await receiveAndDie('plain');
    expect(received).toBeGreaterThanOrEqual(BYTES.length / 2);
    expect(received).toBeLessThan(BYTES.length);
    await write(restarted, received, BYTES.length);
    expect(await restarted.digest(ID)).toEqual(EXPECTED);
  });

  it('has nothing of a portion that could not be proven any more', async () => {
    expect(await receiveAndDie('proven')).toBe(0);
    await write(restarted, 0, BYTES.length);
    expect(await restarted.digest(ID)).toEqual(EXPECTED);
  });
});
