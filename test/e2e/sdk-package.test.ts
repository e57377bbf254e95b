import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Installation } from '../support/installation.ts';
import { environment } from '../support/platform-process.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LIBRARIES = join(ROOT, 'node_modules');
const PROGRAM = 'buy.mjs';
const MAX_LINES = 30;
const DAY_MS = 86_400_000;

const Packed = z.tuple([z.object({ filename: z.string() })]);
const Manifest = z.object({ dependencies: z.record(z.string(), z.string()) });

const run = promisify(execFile);

function dayIn(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}

/** The one program of the SDK's README. */
async function readProgram(): Promise<string> {
  const readme = await readFile(join(ROOT, 'sdk/README.md'), 'utf8');
  return z.string().parse(/^```js\n(.*?)^```$/ms.exec(readme)?.[1]);
}

describe('the SDK as a package, installed into an empty folder', () => {
  const here = Installation.forSuite();
  const folder = () => here.path('consumer');
  const inFolder = (file: string, ...args: readonly string[]) =>
    run(file, args, { cwd: folder(), env: environment({}) });

  beforeAll(async () => {
    await mkdir(folder());
    const [, filename] = await Promise.all([here.start(), pack()]);
    await inFolder('npm', 'install', '--prefix', folder(), '--offline', ...(await packages(filename)));
    await writeFile(join(folder(), PROGRAM), await readProgram());
  });

  async function pack(): Promise<string> {
    const options = ['--ignore-scripts=false', '--json', '--pack-destination', here.path('.')];
    const { stdout } = await run('npm', ['pack', '-w', 'sdk', ...options], {
      cwd: ROOT,
      env: environment({}),
    });
    return here.path(Packed.parse(JSON.parse(stdout))[0].filename);
  }

  /** The package, and what it depends on: without a network, from here. */
  async function packages(tarball: string): Promise<string[]> {
    const { dependencies } = Manifest.parse(
      JSON.parse(await readFile(join(ROOT, 'sdk/package.json'), 'utf8')),
    );
    return [tarball, ...Object.keys(dependencies).map((name) => join(LIBRARIES, name))];
  }

  it('lets the program of its README find an asset, ask its price and buy a license', async () => {
    const { url } = here.platform;
    const [firstDay, lastDay] = [dayIn(1), dayIn(30)];

    const { stdout, stderr } = await inFolder(
      process.execPath,
      ...[PROGRAM, url, here.keyFile('studio'), 'batik whirlpool', firstDay, lastDay],
    );

    expect((await readProgram()).trimEnd().split('\n').length).toBeLessThanOrEqual(MAX_LINES);
    expect(stderr).toBe('Batik whirlpool, Danzhai: 1200 TCNY\n');
    const { document } = await here.hereAs('studio', 'show', stdout.trim());
    expect(document).toMatchObject({
      license: { media: ['STREAMING'], firstDay, lastDay, exclusive: false, price: '1200 TCNY' },
    });
  });

  it('has types that fit this program', async () => {
    const options = ['--noEmit', '--allowJs', '--checkJs', '--strict', '--skipLibCheck'];
    const modules = ['--module', 'nodenext', '--target', 'es2022', '--types', 'node'];
    const libraries = ['--typeRoots', join(LIBRARIES, '@types')];
    const tsc = join(LIBRARIES, 'typescript/bin/tsc');

    await expect(
      inFolder(process.execPath, tsc, ...options, ...modules, ...libraries, PROGRAM),
    ).resolves.toMatchObject({ stdout: '' });
  });

  it('has no module that needs another package than it lists', async () => {
    const installed = join(folder(), 'node_modules/@lanran/sdk/dist');
    const modules = (await readdir(installed, { recursive: true })).filter((path) => path.endsWith('.js'));
    const text = modules.map((path) => `await import(${JSON.stringify(join(installed, path))});\n`).join('');
    await writeFile(join(folder(), 'load.mjs'), text);

    expect(modules.length).toBeGreaterThan(100);
    await expect(inFolder(process.execPath, 'load.mjs')).resolves.toMatchObject({ stderr: '' });
  });
});
