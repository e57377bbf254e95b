import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DataDirectoryInUseError, lockDataDirectory } from '@lanran/embedded/directory-lock';
import {
  lockForPlatform,
  makeDataDirectory,
  StartRefusedError,
} from '../../../scripts/start/data-directory.ts';
import { temporaryFolder } from '../temporary-folder.ts';

describe('the data directory', () => {
  it('is made with the folders above it, for its account alone, and is left empty', async () => {
    const dataDir = join(await temporaryFolder(), 'of/mine');
    makeDataDirectory(dataDir);
    expect(readdirSync(dataDir)).toEqual([]);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  });

  it('can’t be a file, nor lie below one', async () => {
    const file = join(await temporaryFolder(), 'file');
    writeFileSync(file, '');
    for (const dataDir of [file, join(file, 'below')])
      expect(() => makeDataDirectory(dataDir)).toThrow(
        `The data directory ${dataDir} can't be used: ${file} is a file. Choose another with LANRAN_DATA_DIR.`,
      );
  });

  it('is for one process alone, and says when a move of the stopped platform has it', async () => {
    const dataDir = await temporaryFolder();
    const release = lockForPlatform(dataDir);
    expect(() => lockForPlatform(dataDir)).toThrow(DataDirectoryInUseError);
    lockDataDirectory(join(dataDir, 'move'));

    expect(() => lockForPlatform(dataDir)).toThrow(/^npx lanran move is copying the stores of .*Ctrl-C/);

    release();
    lockForPlatform(dataDir)();
  });

  it.runIf(existsSync('/proc/self'))('is refused at once where no folder can be made', () => {
    expect(() => makeDataDirectory('/proc/lanran/data')).toThrow(StartRefusedError);
    expect(() => makeDataDirectory('/proc/lanran/data')).toThrow(
      /can't be used: no folder can be made there/,
    );
  });
});
