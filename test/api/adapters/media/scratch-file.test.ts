import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withScratchFile, withScratchTarget } from '@lanran/api/files/adapters/scratch-file';

const isLinux = existsSync('/proc/self/fd');
const MARKER = Buffer.from('marker of an original');

let directory: string;

beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'lanran-scratch-')), 'scratch');
});
afterEach(() => rm(join(directory, '..'), { recursive: true, force: true }));

async function readByChild(path: string): Promise<string> {
  const program = 'process.stdout.write(require("fs").readFileSync(process.argv[1]))';
  return (await promisify(execFile)(process.execPath, ['-e', program, path])).stdout;
}

describe('a scratch file', () => {
  it('can be read by this process and its children while it is used, again and again', async () => {
    const source = Readable.from([MARKER, MARKER]);
    const seen = await withScratchFile({ directory, source }, async (path) => [
      (await readFile(path)).toString(),
      (await readFile(path)).toString(),
      await readByChild(path),
    ]);
    expect(seen).toEqual(Array(3).fill(MARKER.toString().repeat(2)));
  });

  it.runIf(isLinux)('has no name on the disk while it is used', async () => {
    const source = Readable.from([MARKER]);
    expect(await withScratchFile({ directory, source }, () => readdir(directory))).toEqual([]);
  });

  it('is gone afterwards, also when its use fails', async () => {
    let used = '';
    const failing = withScratchFile({ directory, source: Readable.from([MARKER]) }, async (path) => {
      used = path;
      throw new Error('no picture');
    });
    await expect(failing).rejects.toThrow('no picture');
    expect(await readdir(directory)).toEqual([]);
    await expect(readFile(used)).rejects.toThrow();
  });

  it('fails with what its source failed with, and leaves nothing', async () => {
    async function* broken() {
      yield MARKER;
      throw new Error('the store went away');
    }
    const used = withScratchFile({ directory, source: Readable.from(broken()) }, async () => 'used');
    await expect(used).rejects.toThrow('the store went away');
    expect(await readdir(directory)).toEqual([]);
  });

  it('has a name where a process can not find its open files, until its use ends', async () => {
    const scratch = { directory, source: Readable.from([MARKER]), openFilesDir: null };
    const names = await withScratchFile(scratch, async (path) => {
      expect(await readFile(path)).toEqual(MARKER);
      return readdir(directory);
    });
    expect(names).toHaveLength(1);
    expect(await readdir(directory)).toEqual([]);
  });
});

describe('a scratch target', () => {
  it.each(isLinux ? [undefined, null] : [null])(
    'is read by its handle after a tool wrote it by its path, and gone afterwards (open files: %s)',
    async (openFilesDir) => {
      const target = { directory, extension: '.zip', ...(openFilesDir === null && { openFilesDir }) };
      const read = await withScratchTarget(target, async (path, file) => {
        expect(path).toMatch(/\.zip$/);
        await writeFile(path, MARKER);
        return (await file.read(Buffer.alloc(100), 0, 100, 0)).bytesRead;
      });
      expect(read).toBe(MARKER.length);
      expect(await readdir(directory)).toEqual([]);
    },
  );

  it.runIf(isLinux)('is on the disk as a link alone while it is used', async () => {
    const linked = await withScratchTarget({ directory, extension: '.zip' }, async (path) => readlink(path));
    expect(linked).toMatch(/^\/proc\/\d+\/fd\/\d+$/);
  });
});
