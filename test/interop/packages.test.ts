import { execFile, execFileSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Installation } from '../support/installation.ts';
import { writeScan } from '../support/scans.ts';

const run = promisify(execFile);
/** One with `bagit` and `ascmhl`: `pip install bagit ascmhl`. */
const PYTHON = process.env['LANRAN_TEST_PYTHON'] ?? 'python3';
const WISH = ['--media', 'streaming', '--territory', 'FR,CN', '--from', '2027-01-01', '--to', '2027-12-31'];
const PERMITTED = ['--media', 'streaming', '--territory', 'WORLD'];

/** Says loudly what is missing. */
function hasModules(): boolean {
  try {
    execFileSync(PYTHON, ['-c', 'import bagit, ascmhl'], { stdio: 'ignore' });
    return true;
  } catch {
    process.stderr.write(
      `SKIPPED: ${PYTHON} has no modules bagit and ascmhl. pip install bagit ascmhl, or name another with LANRAN_TEST_PYTHON.\n`,
    );
    return false;
  }
}

/** What a tool answers with. */
async function exitCodeOf(args: readonly string[]): Promise<{ code: number; said: string }> {
  try {
    const { stdout, stderr } = await run(PYTHON, [...args]);
    return { code: 0, said: `${stdout}${stderr}` };
  } catch (error) {
    const { code, stdout, stderr } = z
      .object({ code: z.number(), stdout: z.string(), stderr: z.string() })
      .parse(error);
    return { code, said: `${stdout}${stderr}` };
  }
}

const bagit = async (folder: string) => exitCodeOf(['-m', 'bagit', '--validate', folder]);
const ascmhl = async (...args: readonly string[]) =>
  exitCodeOf(['-c', 'from ascmhl.cli.ascmhl import mhltool_cli; mhltool_cli()', ...args]);
/** What only the tool for developers has. */
const ascmhlVerify = async (...args: readonly string[]) =>
  exitCodeOf([
    '-c',
    'from ascmhl.cli.ascmhl_debug import mhldebugtool_cli; mhldebugtool_cli()',
    'verify',
    ...args,
  ]);

describe.skipIf(!hasModules())('a package, by tools of archives and film', () => {
  const here = Installation.forSuite();
  let whole: string;
  beforeAll(async () => {
    await here.start();
    const files = here.path('files');
    await mkdir(join(files, 'plates/sh010'), { recursive: true });
    await mkdir(join(files, '声音'), { recursive: true });
    await writeScan(join(files, 'scan.tif'), { width: 400, height: 300 });
    for (const frame of [1001, 1002, 1003])
      await writeFile(join(files, `plates/sh010/plate.${frame}.exr`), Buffer.alloc(70_000, frame % 256));
    await writeFile(join(files, '声音/飞歌 & 1.wav'), Buffer.alloc(3_000_000, 5));
    await writeFile(join(files, 'model.usda'), '#usda 1.0\n');
    const published = await here.hereAs(
      'institution',
      ...['publish', files, '--kind', 'film', '--title', 'Plates', '--community', 'demo-miao-villages'],
    );
    expect(published, JSON.stringify(published.document)).toMatchObject({ exitCode: 0 });
    const { assetId } = z.object({ assetId: z.string() }).parse(published.document);
    const consent = ['consent', assetId, ...PERMITTED, '--until', '2028-12-31', '--share-bps', '2000'];
    expect(await here.hereAs('council', ...consent)).toMatchObject({ exitCode: 0 });
    const dates = ['--from', new Date().toISOString().slice(0, 10), '--to', '2028-12-31'];
    const offer = ['offer', assetId, ...PERMITTED, ...dates, '--price', '1200 TCNY'];
    expect(await here.hereAs('institution', ...offer)).toMatchObject({ exitCode: 0 });
    const bought = await here.hereAs('studio', 'license', assetId, ...WISH);
    const { licenseId } = z.object({ licenseId: z.string() }).parse(bought.document);
    whole = here.path('whole');
    const downloaded = await here.hereAs('studio', 'download', licenseId, '--out', whole);
    expect(downloaded, JSON.stringify(downloaded.document)).toMatchObject({ exitCode: 0 });
  });

  async function copy(name: string): Promise<string> {
    const folder = here.path(name);
    await cp(whole, folder, { recursive: true });
    return folder;
  }

  async function flip(path: string): Promise<void> {
    const bytes = await readFile(path);
    const at = Math.floor(bytes.length / 2);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(path, bytes);
  }

  const verify = async (folder: string, ...options: string[]) =>
    here.lanranHere('verify', folder, ...options);

  it('is valid to bagit, ascmhl and lanran', async () => {
    expect(await bagit(whole)).toMatchObject({ code: 0 });
    expect(await ascmhlVerify(whole)).toMatchObject({ code: 0 });
    expect(await ascmhlVerify('-dh', whole)).toMatchObject({ code: 0 });
    expect(await verify(whole, '--full')).toMatchObject({ exitCode: 0 });
  });

  it('stays valid to all after a farm added a generation, which the next download keeps', async () => {
    const folder = await copy('farm');
    for (const format of ['xxh128', 'md5']) {
      const made = await ascmhl('create', '-h', format, folder);
      expect(made, made.said).toMatchObject({ code: 0 });
    }
    expect((await readdir(join(folder, 'ascmhl'))).filter((name) => name.endsWith('.mhl'))).toHaveLength(3);
    expect(await bagit(folder)).toMatchObject({ code: 0 });
    expect(await ascmhlVerify(folder)).toMatchObject({ code: 0 });
    for (const options of [[], ['--full']]) {
      const verified = await verify(folder, ...options);
      expect(verified, JSON.stringify(verified.document)).toMatchObject({ exitCode: 0 });
    }
  });

  it.each([
    ['a file of the payload', 'data/plates/sh010/plate.1002.exr', 'both'],
    ['the receipt', 'license/receipt.json', 'both'],
    ['the manifest', 'manifest-sha256.txt', 'both'],
    ['a generation', 'ascmhl', 'ascmhl'],
  ])('fails in every tool with one flipped byte in %s', async (_, path, where) => {
    const folder = await copy(`flipped-${path.replaceAll('/', '-')}`);
    const [generation = ''] = (await readdir(join(folder, 'ascmhl'))).filter((name) => name.endsWith('.mhl'));
    await flip(join(folder, path === 'ascmhl' ? `ascmhl/${generation}` : path));
    if (where === 'both') expect((await bagit(folder)).code).not.toBe(0);
    expect((await ascmhlVerify(folder)).code).not.toBe(0);
    expect((await verify(folder)).exitCode).toBe(1);
  });
});
