import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lastLines, runStep } from '../../../scripts/gate/run-step.ts';

const logDir = mkdtempSync(join(tmpdir(), 'lanran-steps-'));
afterAll(() => rmSync(logDir, { recursive: true, force: true }));

async function run(name: string, script: string, limitSeconds = 60) {
  const said: string[] = [];
  const command: readonly [string, ...string[]] = [process.execPath, '-e', script];
  const options = { root: logDir, logDir, isShown: false, say: (line: string) => said.push(line) };
  return { outcome: await runStep({ name, command, limitSeconds }, options), said };
}

describe('a step of the gate', () => {
  it('says its name, its limit and its seconds, and keeps what it printed', async () => {
    const { outcome, said } = await run('good:one', 'console.log("out"); console.error("err")');
    expect(outcome).toMatchObject({ isPassed: true, isOverLimit: false, limitSeconds: 60 });
    expect(said[0]).toBe('good:one: begins, limit 60 s');
    expect(said[1]).toMatch(/^good:one: passed after [\d.]+ s of 60 s$/);
    expect(readFileSync(outcome.logPath, 'utf8').split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  it('fails with its command, and where that is not to be found', async () => {
    const { outcome, said } = await run('bad', 'process.exit(3)');
    expect(outcome).toMatchObject({ isPassed: false, isOverLimit: false });
    expect(said[1]).toMatch(/^bad: FAILED after/);
    const options = { root: logDir, logDir, isShown: false, say: () => undefined };
    const nothing = await runStep(
      { name: 'none', command: ['lanran-no-such-program'], limitSeconds: 60 },
      options,
    );
    expect(nothing.isPassed).toBe(false);
    expect(readFileSync(nothing.logPath, 'utf8')).toMatch(/could not be started/);
  });

  it('is ended with its children when it is over its limit, and shows where it stood', async () => {
    writeFileSync(join(logDir, 'platform-1.log'), 'the document store is late\n');
    const child = 'setInterval(() => undefined, 1000)';
    const script = `const { spawn } = require('node:child_process');
      const { pid } = spawn(process.execPath, ['-e', ${JSON.stringify(child)}]);
      console.log('child ' + pid); ${child}`;
    const { outcome } = await run('hanging', script, 1.5);
    expect(outcome).toMatchObject({ isPassed: false, isOverLimit: true });
    const text = lastLines(outcome, logDir);
    expect(text).toMatch(/^hanging was ended after its limit of 1\.5 s/);
    expect(text).toContain('the document store is late');
    const pid = Number(/child (\d+)/.exec(text)?.[1]);
    await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One that has ended and that nobody has waited for yet.
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
