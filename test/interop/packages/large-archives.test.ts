import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive, ArchivedFile } from '@lanran/api/delivery/services/archives/archive';
import { tarArchive } from '@lanran/api/delivery/services/archives/tar-archive';
import { zipArchive } from '@lanran/api/delivery/services/archives/zip-archive';
import { findProgram, hasPythonModules } from '../programs.ts';
import { outcomeOf, python } from './tool-outcome.ts';

/* Archives past the limits of the forms' first versions, written as sparse files. */

const GIB = 2 ** 30;
const ZEROS = new Uint8Array(2 ** 23);
const CHANGED_AT = new Date('2026-11-30T12:00:00Z');
const WITHIN_MS = 300_000;
const COUNT = 'import sys, zipfile; print(len(zipfile.ZipFile(sys.argv[1]).infolist()))';

const unzip = findProgram('unzip', 'unzip');
const tar = findProgram('tar', 'tar');
const hasPython = hasPythonModules('zipfile', 'tarfile');
let folder = '';
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'lanran-large-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

function zeros(path: string, bytes: number): ArchivedFile {
  return {
    path,
    bytes,
    cid: '',
    async *read() {
      for (let at = 0; at < bytes; at += ZEROS.length) yield [ZEROS.subarray(0, bytes - at)];
    },
  };
}

async function writeSparse(name: string, { bytes, write }: Archive): Promise<string> {
  const path = join(folder, name);
  const file = await open(path, 'w');
  try {
    expect(await writePieces(file, write())).toBe(bytes);
    await file.truncate(bytes);
  } finally {
    await file.close();
  }
  return path;
}

/** @returns how many bytes came */
async function writePieces(
  file: FileHandle,
  portions: AsyncIterable<readonly Uint8Array[]>,
): Promise<number> {
  let at = 0;
  for await (const pieces of portions)
    for (const piece of pieces) {
      if (piece.buffer !== ZEROS.buffer) await file.write(piece, 0, piece.length, at);
      at += piece.length;
    }
  return at;
}

describe('a ZIP of 66,000 files, one of them of more than 4 GiB', () => {
  let path = '';
  beforeAll(async () => {
    const many = Array.from({ length: 66_000 }, (_, at) => zeros(`data/small/${at}.txt`, 3));
    const named = zeros('data/%41 "quote"\'.txt', 3);
    const files = [zeros('data/reel.dpx', 4 * GIB + 5), ...many, named];
    path = await writeSparse('large.zip', zipArchive({ files, changedAt: CHANGED_AT }));
  }, WITHIN_MS);

  it.skipIf(unzip === null)(
    'is whole to unzip',
    async () => {
      expect(await outcomeOf(unzip ?? '', ['-tq', path])).toEqual({
        code: 0,
        said: expect.stringContaining('No errors detected'),
      });
    },
    WITHIN_MS,
  );

  it.skipIf(!hasPython)(
    'is whole to Python',
    async () => {
      expect(await python('-c', COUNT, path)).toEqual({ code: 0, said: '66002\n' });
      expect(await python('-m', 'zipfile', '--test', path)).toEqual({ code: 0, said: 'Done testing\n' });
    },
    WITHIN_MS,
  );
});

describe('a tar with a file of more than 8 GiB, and one after it', () => {
  let path = '';
  beforeAll(async () => {
    const files = [zeros('data/reel.mov', 8 * GIB + 1), zeros('data/尾.txt', 3)];
    path = await writeSparse('large.tar', tarArchive({ files, changedAt: CHANGED_AT }));
  }, WITHIN_MS);

  it.skipIf(tar === null)('is listed by GNU tar', async () => {
    const { code, said } = await outcomeOf(tar ?? '', ['--quoting-style=literal', '-tvf', path]);
    expect({ code, said }).toEqual({
      code: 0,
      said: expect.stringMatching(/ 8589934593 .* data\/reel\.mov\n.* 3 .* data\/尾\.txt\n$/),
    });
  });

  it.skipIf(!hasPython)('is listed by Python', async () => {
    const listed = await python('-m', 'tarfile', '--list', path);
    expect(listed).toEqual({ code: 0, said: expect.stringMatching(/^data\/reel\.mov\s+data\/尾\.txt\s*$/) });
  });
});
