import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SequentialFile } from '@lanran/api/ingest/adapters/sequential-file';
import { SharedBlocks } from '@lanran/api/ingest/domain/shared-blocks';

const FIRST = 16;

describe('a file that is written in order', () => {
  const blocks = new SharedBlocks();
  const content = Buffer.concat([Buffer.alloc(FIRST, 7), randomBytes(300_000)]);
  let directory: string;
  let path: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'lanran-sequential-'));
    path = join(directory, 'file');
    writeFileSync(path, content.subarray(0, FIRST));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  const writePart = async (file: SequentialFile, from: number, to: number, block = blocks.take()) => {
    const lead = file.leadAt(from);
    block.set(content.subarray(from, to), lead);
    await file.write(block, lead + to - from, from);
    blocks.giveBack(block);
  };
  const write = async (from: number, ends: readonly number[], isDirect: boolean) => {
    const file = await SequentialFile.open({ path, position: from, isDirect });
    let position = from;
    for (const end of ends) {
      await writePart(file, position, end);
      position = end;
    }
    await file.flush();
    await file.datasync();
    await file.close();
  };

  it.each([true, false])(
    'has what was written, however long each part (past the page cache: %s)',
    async (isDirect) => {
      await write(FIRST, [20, 4_096, 4_097, 70_000, 131_072, 299_999], isDirect);
      expect(readFileSync(path).equals(content.subarray(0, 299_999))).toBe(true);
    },
  );

  it('is gone on with at any byte, by either way', async () => {
    await write(FIRST, [65_552, 131_104], true);
    await write(131_104, [140_000], false);
    await write(140_000, [content.length], true);
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  it('is flushed between two parts', async () => {
    const file = await SequentialFile.open({ path, position: FIRST, isDirect: true });
    await writePart(file, FIRST, 10_000);
    await file.flush();
    expect(readFileSync(path).equals(content.subarray(0, 10_000))).toBe(true);
    await writePart(file, 10_000, 20_000);
    await file.flush();
    await file.close();
    expect(readFileSync(path).equals(content.subarray(0, 20_000))).toBe(true);
  });

  it('goes through the page cache where the disk refuses', async () => {
    const file = await SequentialFile.open({ path, position: FIRST, isDirect: true });
    // Memory that begins at no page.
    await writePart(file, FIRST, 100_000, new Uint8Array(new ArrayBuffer(400_001), 1));
    await writePart(file, 100_000, 200_000);
    await file.flush();
    await file.close();
    expect(readFileSync(path).equals(content.subarray(0, 200_000))).toBe(true);
  });
});
