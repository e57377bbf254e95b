import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChildService, type ChildServiceOptions } from '../../../scripts/start/child-service.ts';

/** Answers pings until its `behavior` says otherwise; says over IPC what it started as. */
const PROGRAM = `
  const behavior = process.env.BEHAVIOR;
  const isFirst = !require('node:fs').existsSync(process.env.MARK);
  require('node:fs').writeFileSync(process.env.MARK, '');
  let bytes = 100 * 2 ** 20;
  process.on('message', ({ ping }) => {
    if (isFirst && behavior === 'silent' && ping > 2) return;
    if (isFirst && behavior === 'growing') bytes *= 2;
    process.send({ pong: ping, memoryBytes: bytes });
  });
  if (behavior === 'stubborn' || behavior === 'silent') process.on('SIGTERM', () => {});
  console.log(JSON.stringify({ ready: true, port: 4321 }));
`;

describe('an embedded service as a child process', () => {
  let folder = '';
  let service: ChildService | null = null;
  const restarts: string[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'child-service-'));
    writeFileSync(join(folder, 'program.cjs'), PROGRAM);
    restarts.length = 0;
  });

  afterEach(async () => {
    await service?.stop(200);
    rmSync(folder, { recursive: true });
  });

  async function start(
    behavior: string,
    watchdog: ChildServiceOptions['watchdog'] = { everyMs: 20, maxMissed: 50, maxGrowthBytes: 2 ** 30 },
  ) {
    service = new ChildService({
      name: 'program',
      modulePath: join(folder, 'program.cjs'),
      env: { BEHAVIOR: behavior, MARK: join(folder, 'mark') },
      startWithinMs: 20_000,
      onRestart: (_, reason) => restarts.push(reason),
      watchdog,
    });
    await service.start();
    return service;
  }

  async function restarted(running: ChildService, formerId: number | undefined) {
    await vi.waitUntil(() => running.pid !== formerId, { timeout: 20_000, interval: 10 });
  }

  it('is ended and started again when it is alive and does not answer', async () => {
    const running = await start('silent');
    await restarted(running, running.pid);

    expect(restarts).toEqual(['did not answer for 1 s']);
  });

  it('is ended and started again when its memory passes the ceiling', async () => {
    const running = await start('growing', { everyMs: 20, maxMissed: 500, maxGrowthBytes: 500 * 2 ** 20 });
    await restarted(running, running.pid);

    expect(restarts).toEqual([expect.stringMatching(/^uses \d+ MiB of at most 700 MiB$/)]);
  });

  it('tells its memory as its last answer said, and none before the first of a process', async () => {
    const running = await start('well');
    expect(running.memoryBytes).toBeNull();
    await vi.waitUntil(() => running.memoryBytes !== null, { timeout: 20_000, interval: 10 });
    expect(running.memoryBytes).toBe(100 * 2 ** 20);
  });

  it('is started again when it dies unasked, and says how it ended', async () => {
    const running = await start('well');
    const { pid } = running;
    process.kill(pid ?? 0, 'SIGKILL');
    await restarted(running, pid);

    expect(restarts).toEqual(['ended with SIGKILL']);
  });

  it('is left alone while it answers, and ended when it does not heed SIGTERM at the stop', async () => {
    const running = await start('stubborn', { everyMs: 5, maxMissed: 200, maxGrowthBytes: 2 ** 30 });
    const { pid } = running;
    await running.stop(50);

    expect(restarts).toEqual([]);
    expect(() => process.kill(pid ?? 0, 0)).toThrow('ESRCH');
  });
});

describe('the services of the build', () => {
  let dataDir = '';
  let child: ChildProcess | null = null;

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'pinged-'));
  });

  afterEach(async () => {
    const exited = child === null || child.exitCode !== null ? null : once(child, 'exit');
    child?.kill('SIGKILL');
    await exited;
    rmSync(dataDir, { recursive: true });
  });

  it.each(['document-store', 'content-store', 'chain'])('%s answers pings with its memory', async (name) => {
    const service = fork(`dist/${name}.js`, [], {
      env: { ...process.env, DATA_DIR: dataDir, HOST: '127.0.0.1' },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    child = service;
    if (service.stdout !== null) await once(service.stdout, 'data');
    const answer = once(service, 'message');
    service.send({ ping: 7 });

    const [message]: unknown[] = await answer;
    expect(message).toEqual({ pong: 7, memoryBytes: expect.any(Number) });
    expect(message).toSatisfy(({ memoryBytes }: { memoryBytes: number }) => memoryBytes > 2 ** 20);
  });
});
