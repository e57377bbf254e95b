import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProgram } from './programs.ts';

const FOLDER = join(import.meta.dirname, '../../scripts/prometheus');
const promtool = findProgram('promtool', 'prometheus');

describe.skipIf(promtool === null)('the alert rules, to Prometheus’s own tool', () => {
  function run(...args: readonly string[]) {
    const { status, stdout, stderr } = spawnSync(promtool ?? '', args, { cwd: FOLDER, encoding: 'utf8' });
    return { status, said: stdout + stderr };
  }

  it('are rules', () => {
    expect(run('check', 'rules', 'alerts.yml')).toEqual({
      status: 0,
      said: expect.stringContaining('SUCCESS'),
    });
  });

  it('fire for each cause, not before its time, and for nothing else', () => {
    expect(run('test', 'rules', 'alerts.test.yml')).toEqual({
      status: 0,
      said: expect.stringContaining('SUCCESS'),
    });
  });
});
