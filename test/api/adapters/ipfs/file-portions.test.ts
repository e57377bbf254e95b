import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { portionsOf } from '@lanran/api/storage/adapters/ipfs/file-portions';
import { afterEach, beforeEach, expect, it } from 'vitest';

const FILE_BYTES = 5_000_000;

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lanran-file-portions-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

async function fileOf(bytes: Buffer) {
  const path = join(directory, 'file');
  await writeFile(path, bytes);
  return open(path);
}

async function collect(portions: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const copies: Buffer[] = [];
  for await (const portion of portions) copies.push(Buffer.from(portion));
  return Buffer.concat(copies);
}

it.each([
  ['all of it', 0, FILE_BYTES],
  ['its middle', 1_234_567, 4_000_001],
  ['one byte', 17, 18],
])('gives %s of a file', async (_, start, end) => {
  const bytes = randomBytes(FILE_BYTES);
  const read = await collect(portionsOf(await fileOf(bytes), { start, end }));
  expect(read.equals(bytes.subarray(start, end))).toBe(true);
});

it('ends where the file does', async () => {
  const bytes = randomBytes(2_000_000);
  const read = await collect(portionsOf(await fileOf(bytes), { start: 500_000, end: 9_000_000 }));
  expect(read.equals(bytes.subarray(500_000))).toBe(true);
});

it('leaves a portion as it is until the next is asked for', async () => {
  const bytes = randomBytes(FILE_BYTES);
  const portions = portionsOf(await fileOf(bytes), { start: 0, end: FILE_BYTES });
  let position = 0;
  for await (const portion of portions) {
    // The one after it is read meanwhile.
    await new Promise((resolve) => setImmediate(resolve));
    expect(Buffer.compare(portion, bytes.subarray(position, position + portion.length))).toBe(0);
    position += portion.length;
  }
  expect(position).toBe(FILE_BYTES);
});

it('closes the file when its reader goes away', async () => {
  const handle = await fileOf(randomBytes(FILE_BYTES));
  for await (const _ of portionsOf(handle, { start: 0, end: FILE_BYTES })) break;
  await expect(handle.stat()).rejects.toThrow('closed');
});

it('says what the disk failed with, after what was read', async () => {
  const handle = await fileOf(randomBytes(FILE_BYTES));
  const failing = {
    read: async (buffer: Buffer, offset: number, length: number, position: number) => {
      if (position > 3_000_000) throw new Error('The disk failed.');
      return handle.read(buffer, offset, length, position);
    },
    close: () => handle.close(),
  };
  let read = 0;
  const reading = (async () => {
    for await (const { length } of portionsOf(failing, { start: 0, end: FILE_BYTES })) read += length;
  })();
  await expect(reading).rejects.toThrow('The disk failed.');
  expect(read).toBeGreaterThan(3_000_000);
  await expect(handle.stat()).rejects.toThrow('closed');
});
