import { readdirSync, readlinkSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeptFiles } from '@lanran/api/storage/adapters/ipfs/kept-files';

describe('a file that is read in parts', () => {
  let directory: string;
  let path: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lanran-kept-files-'));
    path = join(directory, 'plate.exr');
    await writeFile(path, 'the first bytes');
    vi.useFakeTimers({ toFake: ['setTimeout'] });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await rm(directory, { recursive: true, force: true });
  });

  const read = async (files: KeptFiles, start: number, end: number) =>
    (await files.read(path, { start, end }))?.toString() ?? null;
  /** On Linux alone. */
  const openedHere = () =>
    readdirSync('/proc/self/fd').filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`).startsWith(directory);
      } catch {
        return false;
      }
    });

  it('gives each part, and fewer bytes past its end', async () => {
    const files = new KeptFiles();
    expect(await Promise.all([read(files, 0, 3), read(files, 4, 9)])).toEqual(['the', 'first']);
    expect(await read(files, 10, 99)).toBe('bytes');
  });

  it('is the same for a second, and then what has its name', async () => {
    const files = new KeptFiles();
    await read(files, 0, 3);
    await writeFile(`${path}.new`, 'something else ');
    await rename(`${path}.new`, path);
    expect(await read(files, 0, 9)).toBe('the first');
    vi.advanceTimersByTime(1_000);
    expect(await read(files, 0, 9)).toBe('something');
  });

  it('is null where it is not there, until it is', async () => {
    const files = new KeptFiles();
    await rm(path);
    expect(await read(files, 0, 3)).toBeNull();
    await writeFile(path, 'there');
    expect(await read(files, 0, 5)).toBe('there');
  });

  it.runIf(process.platform === 'linux')('is closed after the second, once nobody reads it', async () => {
    const files = new KeptFiles();
    const reading = read(files, 0, 3);
    vi.advanceTimersByTime(1_000);
    expect(await reading).toBe('the');
    await vi.waitFor(() => expect(openedHere()).toEqual([]));
    await read(files, 0, 3);
    expect(openedHere()).toHaveLength(1);
    vi.advanceTimersByTime(1_000);
    await vi.waitFor(() => expect(openedHere()).toEqual([]));
  });

  it.runIf(process.platform === 'linux')('is one of at most 256 that stay open', async () => {
    const files = new KeptFiles();
    for (let at = 0; at < 260; at += 1) {
      path = join(directory, String(at));
      await writeFile(path, String(at));
      expect(await read(files, 0, 9)).toBe(String(at));
    }
    await vi.waitFor(() => expect(openedHere()).toHaveLength(256));
  });
});
