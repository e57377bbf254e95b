import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lockDataDirectory } from '@lanran/embedded/directory-lock';
import { beforeEach, describe, expect, it } from 'vitest';
import { takeAtRest, whileAtRest } from '../../../scripts/backup/at-rest.ts';
import { takeSnapshot } from '../../../scripts/backup/snapshot.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const ARCHIVE = join(import.meta.dirname, '../../fixtures/data-directory-1-last.tar.gz');

describe('a data directory whose stores do not run', () => {
  let folder: string;
  let dataDir: string;
  beforeEach(async () => {
    folder = await temporaryFolder();
    dataDir = join(folder, 'data');
    await promisify(execFile)('tar', ['-xzf', ARCHIVE, '-C', folder]);
  });

  it('has the files in its backup that one has which may run', async () => {
    const spool = join(folder, 'spool');
    await mkdir(spool);
    const running = await takeSnapshot(dataDir, spool);

    const resting = await takeAtRest(dataDir);

    const pathsOf = ({ files }: typeof resting) => files.map(({ path }) => path).sort();
    expect(pathsOf(resting)).toEqual(pathsOf(running));
    expect(resting.parts).toEqual({ documents: 'EMBEDDED', files: 'EMBEDDED', chain: 'EMBEDDED' });
    expect(resting.parts).toEqual(running.parts);
  });

  it('is waited for until the last store has ended, and none starts meanwhile', async () => {
    const store = join(dataDir, 'document-store');
    const release = lockDataDirectory(store);
    let isHeld = false;
    const working = whileAtRest(dataDir, async () => {
      isHeld = true;
      expect(() => lockDataDirectory(store)).toThrow('is in use');
    });
    await new Promise(setImmediate);
    expect(isHeld).toBe(false);
    release();
    await working;
    expect(isHeld).toBe(true);
    lockDataDirectory(store)();
  });
});
