import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, it } from 'vitest';
import { build } from '../../scripts/build.mjs';
import { temporaryFolder } from './temporary-folder.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What waits ten seconds waits no longer than the program runs. */
const SOON = 'data:text/javascript,const later = setTimeout; globalThis.setTimeout = (act) => later(act, 0);';

let folder = '';
let dist = '';
let kept = '';

beforeEach(async () => {
  folder = await temporaryFolder();
  dist = join(folder, 'dist');
  kept = join(dist, 'chain.code');
});

/** As the process `chain`, which is bundled with its libraries; it runs until its code was kept. */
async function buildProgram(lines: string): Promise<void> {
  const source = `${lines}\nsetTimeout(() => setTimeout(() => undefined));\n`;
  await writeFile(join(folder, 'program.ts'), source);
  await build({ chain: relative(ROOT, join(folder, 'program.ts')) }, dist);
}

async function run(...options: string[]) {
  const args = ['--import', SOON, ...options, join(dist, 'chain.js')];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { stdout, stderr };
}

it('runs a bundle, and from its second run on with the code of the first', async () => {
  await buildProgram(`
    import('node:path').then(({ basename }) => console.log(basename(import.meta.url), /[苗绣]+/.exec('的苗绣')?.[0]));`);
  const said = { stdout: 'chain.js 苗绣\n', stderr: '' };

  expect(await run()).toEqual(said);
  const { ino } = await stat(kept);
  expect(await run()).toEqual(said);
  expect((await stat(kept)).ino).toBe(ino);
});

it('keeps the code again where it is of another bundle, damaged, or of other flags of V8', async () => {
  await buildProgram(`console.log('one');`);
  await run();
  const code = await readFile(kept);
  await buildProgram(`console.log('two');`);
  await writeFile(kept, code);

  expect(await run()).toEqual({ stdout: 'two\n', stderr: '' });
  expect(await readFile(kept)).not.toEqual(code);

  const whole = await readFile(kept);
  await truncate(kept, whole.length - 100);
  expect(await run()).toEqual({ stdout: 'two\n', stderr: '' });
  expect((await stat(kept)).size).toBe(whole.length);

  const { ino } = await stat(kept);
  expect(await run('--no-opt')).toEqual({ stdout: 'two\n', stderr: '' });
  expect((await stat(kept)).ino).not.toBe(ino);
});

it('keeps nothing for a build that took the place of the one that runs', async () => {
  await buildProgram(`
    import { readFileSync, writeFileSync } from 'node:fs';
    const bundle = new URL('chain.cjs', import.meta.url);
    console.log('old');
    writeFileSync(bundle, readFileSync(bundle, 'utf8').replace(/"ol[d]"/, '"new"'));`);

  expect(await run()).toEqual({ stdout: 'old\n', stderr: '' });
  expect(await run()).toEqual({ stdout: 'new\n', stderr: '' });
});

it('runs on where code can not be kept', async () => {
  await buildProgram(`console.log('one');`);
  await mkdir(`${kept}.new`);

  expect(await run()).toEqual({ stdout: 'one\n', stderr: '' });
});

it('gives source files and lines in stack traces under --enable-source-maps', async () => {
  await buildProgram(`
    function fail(): never { throw new Error('as asked'); }
    fail();`);

  expect((await run('--enable-source-maps')).stderr).toMatch(/at fail \(.*program\.ts:2:/);
});
