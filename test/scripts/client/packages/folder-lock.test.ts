import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { FolderLock, LOCK_FILE } from '../../../../sdk/node/packages/folder-lock.ts';
import { findProcessIdentity } from '../../../../sdk/node/packages/process-identity.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

describe('the lock of a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  const leave = async (holder: object | string) =>
    writeFile(join(folder, `${LOCK_FILE}.3`), typeof holder === 'string' ? holder : JSON.stringify(holder));
  const holder = { id: 'a', pid: process.pid, host: hostname(), startedAt: '2026-11-30T00:00:00Z' };

  it('keeps a second one out until it is released, and leaves nothing', async () => {
    const first = await FolderLock.acquire(folder);
    await expect(FolderLock.acquire(folder)).rejects.toMatchObject({
      code: 'FOLDER_IN_USE',
      message: expect.stringContaining(`process ${process.pid}`),
    });
    await first.release();
    await (await FolderLock.acquire(folder)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is taken from a process that died', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    await leave({ ...holder, pid: child.pid });
    await (await FolderLock.acquire(folder)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is taken from a process that had the number of this one', async () => {
    await leave({ ...holder, id: 'of another process' });
    await (await FolderLock.acquire(folder)).release();
  });

  it.runIf(process.platform === 'linux')(
    'is taken from a process whose number another has now, and from none that lives',
    async () => {
      const child = spawn('sleep', ['60']);
      try {
        const pid = child.pid ?? 0;
        const identity = await findProcessIdentity(pid);
        expect(identity?.start).toMatch(/^\d+$/);
        await leave({ ...holder, pid, process: identity });
        await expect(FolderLock.acquire(folder)).rejects.toMatchObject({ code: 'FOLDER_IN_USE' });
        await leave({ ...holder, pid, process: { ...identity, start: '7' } });
        await (await FolderLock.acquire(folder)).release();
      } finally {
        child.kill('SIGKILL');
      }
    },
  );

  it.runIf(process.platform === 'linux')(
    'of another container with the same name holds until it has been silent for a minute',
    async () => {
      const start = (await findProcessIdentity(process.pid))?.start;
      await leave({ ...holder, process: { system: 'of another container', start } });
      await expect(FolderLock.acquire(folder)).rejects.toMatchObject({ code: 'FOLDER_IN_USE' });
      const before = new Date(Date.now() - 61_000);
      await utimes(join(folder, `${LOCK_FILE}.3`), before, before);
      await (await FolderLock.acquire(folder)).release();
    },
  );

  it('is taken when it says nothing', async () => {
    await leave('');
    await (await FolderLock.acquire(folder)).release();
  });

  it('of another machine holds until it has been silent for a minute', async () => {
    await leave({ ...holder, host: 'elsewhere', pid: 1 });
    await expect(FolderLock.acquire(folder)).rejects.toMatchObject({ code: 'FOLDER_IN_USE' });
    const before = new Date(Date.now() - 61_000);
    await utimes(join(folder, `${LOCK_FILE}.3`), before, before);
    await (await FolderLock.acquire(folder)).release();
  });

  it('is given to one of many who come at once, also from one that died', async () => {
    await leave({ ...holder, pid: 2 ** 22 + 1 });
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => FolderLock.acquire(folder)));
    const locks = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(locks).toHaveLength(1);
    await locks[0]?.release();
  });
});
