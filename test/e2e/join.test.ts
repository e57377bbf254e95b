import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
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
