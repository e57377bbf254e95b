import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeSpool, removeDeadSpools } from '../../../scripts/backup/spool.ts';

let dataDir: string;
beforeEach(async () => void (dataDir = await mkdtemp(join(tmpdir(), 'lanran-spool-'))));
afterEach(() => rm(dataDir, { recursive: true }));

it('sweeps the spools of processes that ended, also where another has their id now, and no other', async () => {
  const backups = join(dataDir, 'backups');
  await removeDeadSpools(dataDir);
  const live = await makeSpool(dataDir);
  // This process has the id, but did not start then.
  const dead = [
    `.spool-${process.pid}-1-aaaaaa`,
    '.spool-999999999-5-bbbbbb',
    `.spool-${process.pid}-cccccc`,
  ];
  for (const name of [...dead, '20261126T090000Z-00000000.tar']) await mkdir(join(backups, name));

  await removeDeadSpools(dataDir);

  expect((await readdir(backups)).sort()).toEqual([basename(live), '20261126T090000Z-00000000.tar'].sort());
});
