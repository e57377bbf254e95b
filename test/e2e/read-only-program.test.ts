import { appendFileSync, chmodSync, cpSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { PLATFORM_SOURCES, WEB_SOURCES } from '../../scripts/sources.mjs';
import { Installation } from '../support/installation.ts';
import { environment } from '../support/platform-process.ts';

const ROOT = join(import.meta.dirname, '../..');
const LIBRARIES = ['node_modules', 'api/node_modules', 'scripts/node_modules'];
const isRoot = process.getuid?.() === 0;
/** Root may write everywhere: without its capabilities it is an account like others. */
const WITHOUT_RIGHTS = ['--bounding-set=-all', '--inh-caps=-all', '--no-new-privs'];

describe('a program folder that its account can not write', () => {
  const here = Installation.forSuite();
  const program = here.path('program');

  beforeAll(() => {
    mkdirSync(program);
    const isNoLibrary = (path: string) => !path.split('/').includes('node_modules');
    for (const source of new Set([...PLATFORM_SOURCES, ...WEB_SOURCES, 'package.json', 'dist-web']))
      cpSync(join(ROOT, source), join(program, source), { recursive: true, filter: isNoLibrary });
    cpSync(inject('distDir'), join(program, 'dist'), { recursive: true });
    for (const folder of LIBRARIES) symlinkSync(join(ROOT, folder), join(program, folder));
    makeUnwritable();
  });

  // Else an account that is not root could not remove it.
  afterAll(() => void execFileSync('chmod', ['-R', 'u+w', program]));

  function makeUnwritable(): void {
    execFileSync('chmod', ['-R', 'a-w', program]);
  }

  function commandOf(script: string): [string, ...string[]] {
    const run = [process.execPath, join(program, script)] as const;
    return isRoot ? ['setpriv', ...WITHOUT_RIGHTS, ...run] : [...run];
  }

  function written(): string[] {
    return readdirSync(program, { recursive: true, encoding: 'utf8' })
      .filter((name) => !LIBRARIES.includes(name))
      .map((name) => `${name} ${statSync(join(program, name)).mtimeMs}`)
      .sort();
  }

  it('serves the built pages and the API, and backs itself up', async () => {
    const before = written();
    await here.start({ NODE_ENV: 'production' }, { command: commandOf('scripts/start.mjs') });

    expect((await here.get('/readyz')).status).toBe(200);
    expect(await (await here.get('/')).text()).toContain('<html');
    expect(await here.ask('{ logStatus { size } }')).toMatchObject({
      logStatus: { size: expect.any(Number) },
    });
    const [command, ...args] = commandOf('scripts/lanran.mjs');
    const out = here.path('backup.tar');
    const backup = ['backup', '--data-dir', here.dataDir, '--recipient', 'none', '--out', out];
    const { status, stderr } = spawnSync(command, [...args, ...backup], {
      env: environment({}),
      encoding: 'utf8',
    });
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(statSync(out).size).toBeGreaterThan(10_000);
    expect(written()).toEqual(before);
    await here.platform.end('SIGTERM');
  });

  it('says what to do when it has to be built again', async () => {
    const source = join(program, 'api/compose.ts');
    chmodSync(source, 0o644);
    appendFileSync(source, '\n');
    makeUnwritable();
    await expect(here.start({}, { command: commandOf('scripts/start.mjs') })).rejects.toThrow(
      /can't write to its folder .*\/program .*Run "npm run build" there/,
    );
  });
});
