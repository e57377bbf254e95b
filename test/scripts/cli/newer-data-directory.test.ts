import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { DATA_FORMAT } from '../../../scripts/start/data-format.ts';
import { lanranJson } from '../command-line.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const NEWER = `has data format ${DATA_FORMAT + 1}, and this version opens formats up to ${DATA_FORMAT}`;

describe('a data directory of a newer version', () => {
  let folder: string;
  let dataDir: string;
  const write = async (format: number) =>
    writeFile(join(dataDir, 'format.json'), JSON.stringify({ format, contracts: `0x${'c0'.repeat(32)}` }));
  const expectRefused = async (exitCode: number, ...args: string[]) =>
    expect(await lanranJson(args)).toMatchObject({
      exitCode,
      document: { error: { message: expect.stringContaining(NEWER) as string } },
    });
  beforeEach(async () => {
    folder = await temporaryFolder();
    dataDir = join(folder, 'data');
    await mkdir(dataDir);
    await writeFile(join(dataDir, 'secrets.json'), '{}');
  });

  it('keeps its operator', async () => {
    await write(DATA_FORMAT);
    expect(await lanranJson(['operator', 'reset', '--data-dir', dataDir])).toMatchObject({ exitCode: 0 });
    const before = await readFile(join(dataDir, 'operator.json'), 'utf8');
    await write(DATA_FORMAT + 1);
    await expectRefused(2, 'operator', 'reset', '--data-dir', dataDir);
    expect(await readFile(join(dataDir, 'operator.json'), 'utf8')).toBe(before);
  });

  it('is not backed up', async () => {
    await write(DATA_FORMAT + 1);
    const out = join(folder, 'backup.tar');
    await expectRefused(1, 'backup', '--data-dir', dataDir, '--out', out);
    expect(existsSync(out)).toBe(false);
  });
});
