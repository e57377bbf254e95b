import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockDataDirectory } from '@lanran/embedded/directory-lock';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { Installation } from '../support/installation.ts';
import { NotStartedError, type PlatformProcess, startPlatform } from '../support/platform-process.ts';

const PUBLIC = 'https://lanran.example.org';

describe('a further process of a platform', () => {
  const here = Installation.forSuite();
  beforeAll(async () => {
    await here.start({ LANRAN_PUBLIC_URL: PUBLIC });
  });

  const further = (env: Record<string, string> = {}, dataDir = here.dataDir): Promise<PlatformProcess> =>
    startPlatform({
      distDir: inject('distDir'),
      dataDir,
      env: { LANRAN_JOIN: '1', LANRAN_PUBLIC_URL: PUBLIC, ...env },
    });

  async function refusal(starting: Promise<PlatformProcess>): Promise<string> {
    const outcome = await starting.catch((error: unknown) => error);
    if (outcome instanceof NotStartedError) return outcome.ending.stderr;
    await (await starting).end('SIGTERM');
    throw new Error('The start was not refused.');
  }

  it('is refused where no platform has begun', async () => {
    expect(await refusal(further({}, here.path('nothing')))).toMatch(/has no platform yet/);
  });

  it('is refused where the first process has an upgrade to make, which waits for those that run', async () => {
    const older = here.path('older');
    await mkdir(older, { mode: 0o700 });
    await cp(join(here.dataDir, 'installation.json'), join(older, 'installation.json'));
    const format = JSON.parse(await readFile(join(here.dataDir, 'format.json'), 'utf8')) as object;
    await writeFile(join(older, 'format.json'), JSON.stringify({ ...format, format: 1 }));
    expect(await refusal(further({}, older))).toMatch(/data format 1.*Start the first process/);

    const unlock = lockDataDirectory(join(older, 'processes', '4001'), 'PORT');
    const first = startPlatform({ distDir: inject('distDir'), dataDir: older, env: {} });
    expect(await refusal(first)).toMatch(/Further processes of this platform still run \(4001\)/);
    unlock();
    expect(await readFile(join(older, 'format.json'), 'utf8')).toContain('"format":1');
  });

  it('is refused with another public address than the others', async () => {
    const refused = await refusal(further({ LANRAN_PUBLIC_URL: 'https://other.example.org' }));
    expect(refused).toMatch(/LANRAN_PUBLIC_URL is https:\/\/other/);
    expect(refused.trim().split('\n')).toHaveLength(1);
  });

  it('serves the same log, and leaves nothing of its own when it ends', async () => {
    const second = await further();
    const [one, other] = await Promise.all(
      [here.platform.url, second.url].map(async (url) => (await fetch(`${url}/log/checkpoint`)).text()),
    );
    expect(other).toBe(one);
    expect(await (await fetch(`${second.url}/readyz`)).json()).toMatchObject({ status: 'ready' });
    expect(await second.end('SIGTERM')).toMatchObject({ code: 0 });
    const [folder = ''] = await readdir(join(here.dataDir, 'processes'));
    expect(await readdir(join(here.dataDir, 'processes', folder))).toEqual([]);
  });

  it('ends with the first process, whose stores it uses', async () => {
    const second = await further();
    await here.platform.end('SIGKILL');
    const { code, stderr } = await second.ended();
    expect(code).toBe(1);
    expect(stderr).toContain('The first process ended');
  });
});
