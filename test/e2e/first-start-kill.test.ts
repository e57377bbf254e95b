import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, it, vi } from 'vitest';
import { Installation } from '../support/installation.ts';
import { environment } from '../support/platform-process.ts';

/** Most of a first start is work of processors, which other tests use too. */
const PATIENT = { readyWithinMs: 110_000 };

describe('a first start that is killed', () => {
  const here = Installation.emptyForSuite();
  const own = (name: string) => join(here.dataDir, name);

  /** Starts, and kills the platform as by a power cut when it has come so far. */
  async function killedOnce(
    hasCome: (stdout: string) => boolean,
    env: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const child = spawn(process.execPath, [join(inject('distDir'), 'start.js')], {
      env: environment({ PORT: '0', LANRAN_DEMO: '0', ...env, LANRAN_DATA_DIR: here.dataDir }),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let stdout = '';
    child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
    const closed = new Promise((resolve) => child.once('close', resolve));
    await vi.waitUntil(() => hasCome(stdout) || child.exitCode !== null || child.signalCode !== null, {
      timeout: 60_000,
      interval: 2,
    });
    child.kill('SIGKILL');
    await closed;
  }

  it.each<[string, (stdout: string) => boolean]>([
    ['after the keys were written', () => existsSync(own('secrets.json'))],
    ['before the first contract', (stdout) => stdout.includes('deploying ERC2771Forwarder')],
    ['after half of the contracts', (stdout) => stdout.includes('deploying LicenseToken')],
    ['at the last contract', (stdout) => stdout.includes('deploying UnitJPY')],
    ['when the data directory is marked', () => existsSync(own('installation.json'))],
    ['when leaf 0 is signed over', () => existsSync(own('signed-checkpoint.json'))],
  ])('goes on when it was killed %s', async (_, hasCome) => {
    await rm(here.dataDir, { recursive: true, force: true });
    await killedOnce(hasCome);
    const secrets = await readFile(own('secrets.json'), 'utf8');

    await here.start({ LANRAN_DEMO: '0' }, PATIENT);

    expect(await here.leafCount()).toBe(1);
    expect(await readFile(own('secrets.json'), 'utf8')).toBe(secrets);
    expect(existsSync(own('installation.json'))).toBe(true);
    await here.platform.end('SIGKILL');
  });

  it.each(['before-genesis', 'after-genesis'])('goes on when it was killed %s', async (failPoint) => {
    await rm(here.dataDir, { recursive: true, force: true });
    await killedOnce(() => false, { LANRAN_FAIL_POINT: failPoint });

    await here.start({ LANRAN_DEMO: '0' }, PATIENT);

    expect(await here.leafCount()).toBe(1);
    await here.platform.end('SIGKILL');
  });
});
