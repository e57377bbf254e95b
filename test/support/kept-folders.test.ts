import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeptFolders } from './kept-folders.ts';

describe('folders that are kept from run to run', () => {
  let folder: string;
  let kept: KeptFolders;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lanran-kept-'));
    kept = new KeptFolders({ prefix: join(folder, 'demo-'), marksDir: join(folder, 'used') });
  });
  afterEach(async () => rm(folder, { recursive: true, force: true }));

  const fill = (text: string) => async (fresh: string) => {
    await mkdir(fresh);
    await writeFile(join(fresh, 'text'), text);
  };
  const names = async () => (await readdir(folder)).filter((name) => name !== 'used').sort();

  /** The id of a process that is no more. */
  async function endedProcess(): Promise<number> {
    const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(child, 'close');
    return child.pid ?? 0;
  }

  /** As if they were used in this order, an hour apart. */
  async function age(...keys: string[]): Promise<void> {
    for (const [at, key] of keys.entries()) await utimes(kept.pathOf(key), at * 3600, at * 3600);
  }

  it('makes a folder once', async () => {
    await kept.obtain('one', fill('first'));
    const path = await kept.obtain('one', fill('second'));
    expect(await readFile(join(path, 'text'), 'utf8')).toBe('first');
    expect(await names()).toEqual(['demo-one']);
  });

  it('shows nobody a folder before it is whole, nor one whose making failed', async () => {
    const failing = kept.obtain('one', async (fresh) => {
      await fill('half')(fresh);
      expect(existsSync(kept.pathOf('one'))).toBe(false);
      throw new Error('no room');
    });
    await expect(failing).rejects.toThrow('no room');
    expect(await names()).toEqual([]);
  });

  it('takes the folder of another process that made the same meanwhile', async () => {
    const path = await kept.obtain('one', async (fresh) => {
      await fill('ours')(fresh);
      await fill('theirs')(kept.pathOf('one'));
    });
    expect(await readFile(join(path, 'text'), 'utf8')).toBe('theirs');
    expect(await names()).toEqual(['demo-one']);
  });

  it('removes what a killed process left half made, and nothing of one that lives', async () => {
    const [dead, living] = [await endedProcess(), process.ppid];
    for (const name of [
      `demo-one.${dead}.new`,
      `demo-one.${dead}.new.${dead}.old1`,
      `demo-two.${living}.new`,
    ])
      await mkdir(join(folder, name));
    await kept.obtain('three', fill('whole'));
    expect(await names()).toEqual(['demo-three', `demo-two.${living}.new`]);
  });

  it('keeps the two that were used last, and what a living process uses', async () => {
    await kept.obtain('used', fill('used'));
    for (const key of ['a', 'b']) {
      await kept.obtain(key, fill(key));
      await kept.release(key);
      await age('used', 'a');
    }
    await age('used', 'a', 'b');
    await kept.obtain('a', fill('again'));
    await kept.release('a');
    expect(await names()).toEqual(['demo-a', 'demo-b', 'demo-used']);

    await kept.obtain('c', fill('c'));
    expect(await names()).toEqual(['demo-a', 'demo-c', 'demo-used']);
  });

  it('forgets the mark of a process that ended without taking it back', async () => {
    await kept.obtain('a', fill('a'));
    await kept.release('a');
    await writeFile(join(folder, 'used', `demo-a.${await endedProcess()}`), '');
    await kept.obtain('b', fill('b'));
    await age('a', 'b');
    await kept.obtain('c', fill('c'));
    expect(await names()).toEqual(['demo-b', 'demo-c']);
  });
});
