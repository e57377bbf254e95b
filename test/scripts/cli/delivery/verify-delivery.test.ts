import { createHash } from 'node:crypto';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hashingLine } from '../../../../scripts/cli/packages/hashing-line.ts';
import { lanran, lanranJson } from '../../command-line.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const Checks = z.array(z.object({ name: z.string(), status: z.string(), reason: z.string() }));
const CONTENTS = new Map([
  ['sh010/plate.1001.exr', 'one'],
  ['sh010/plate.1002.exr', 'two'],
]);

describe('lanran verify of a delivery', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await temporaryFolder(), 'plates');
    await mkdir(join(folder, 'sh010'), { recursive: true });
    for (const [path, content] of CONTENTS) await writeFile(join(folder, path), content);
    await writeRecord('2026-12-31');
  });

  async function writeRecord(licenseEnds: string | null): Promise<void> {
    const files = [...CONTENTS].map(([path, content]) => ({
      path,
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      license: null,
      asset: null,
      version: 1,
      licenseEnds,
    }));
    const record = { format: 'lanran/delivery/1', files };
    await writeFile(join(folder, '.lanran-delivery.json'), JSON.stringify(record));
  }

  const check = async (...options: string[]) => {
    const { exitCode, document } = await lanranJson(['verify', folder, '--on', '2026-12-01', ...options]);
    const statuses = Checks.parse(document['checks']).map(({ name, status }) => `${name} ${status}`);
    return [exitCode, ...statuses];
  };

  it('passes while its files are as listed and the license is in force, and says that it trusts the list', async () => {
    expect(await check()).toEqual([0, 'files pass', 'window pass']);
    const { stdout } = await lanran(['verify', folder, '--on', '2026-12-01']);
    expect(stdout).toContain('this trusts the list and proves nothing');
    expect(stdout).toMatch(/\nas listed\n$/);
  });

  it('fails after the last day of a license, and does not guess where none is listed', async () => {
    expect(await check('--on', '2027-01-01')).toEqual([1, 'files pass', 'window fail']);
    expect(await check('--media', 'GAME')).toEqual([0, 'files pass', 'window unknown']);
    await writeRecord(null);
    expect(await check()).toEqual([0, 'files pass', 'window unknown']);
    expect(await check('--strict')).toEqual([1, 'files pass', 'window unknown']);
  });

  const plate = () => join(folder, 'sh010/plate.1001.exr');
  it.each([
    ['is missing', () => rm(plate())],
    ['has another size', () => writeFile(plate(), 'other')],
    ['has other content', () => writeFile(plate(), 'own')],
    [
      'is a symbolic link',
      async () => {
        await rename(plate(), `${folder}-elsewhere`);
        await symlink(`${folder}-elsewhere`, plate());
      },
    ],
    [
      'lies in a folder that is a symbolic link',
      async () => {
        await rename(join(folder, 'sh010'), `${folder}-elsewhere`);
        await symlink(`${folder}-elsewhere`, join(folder, 'sh010'));
      },
    ],
  ])('fails where a file %s, and names it', async (_, change) => {
    await change();
    const { exitCode, stdout } = await lanran(['verify', folder, '--on', '2026-12-01']);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/fail {4}files: .*sh010\/plate\.1001\.exr/);
  });

  it('says what can be verified where nothing is', async () => {
    const paper = join(await temporaryFolder(), 'paper.pdf');
    await writeFile(paper, '%PDF-1.7');
    const { stderr } = await lanran(['verify', paper]);
    expect(stderr).toContain('save the attachment *.lanran.json');
    expect(stderr).toContain('a folder that lanran download or lanran deliver wrote');
    const absent = `${folder}/absent`;
    expect(await lanran(['verify', absent])).toMatchObject({
      exitCode: 2,
      stderr: `error: PATH: ${absent} does not exist.\n`,
    });
  });
});

describe('progress of hashing', () => {
  it('is a line that is written over, and without a terminal one every ten seconds', () => {
    const [said, shown]: [string[], string[]] = [[], []];
    const say = (line: string) => void said.push(line);
    const onTerminal = hashingLine({ say, showStatus: (line) => void shown.push(line) });
    for (const path of ['a', 'b']) onTerminal(path);
    expect([said, shown]).toEqual([[], ['hashing file 1: a', 'hashing file 2: b']]);
    let now = 0;
    const elsewhere = hashingLine({ say }, () => now);
    for (now of [0, 5_000, 10_000, 12_000, 19_000, 20_000]) elsewhere(`${now}`);
    expect(said).toEqual(['hashing file 3: 10000', 'hashing file 6: 20000']);
  });
});
