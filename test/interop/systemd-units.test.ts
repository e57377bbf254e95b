import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram } from './programs.ts';

const UNITS = ['lanran.service', 'lanran-further@.service', 'lanran-backup.service', 'lanran-backup.timer'];
const FOLDER = join(import.meta.dirname, '../../scripts/systemd');
const analyze = findProgram('systemd-analyze', 'systemd');
const sysusers = findProgram('systemd-sysusers', 'systemd');

function run(program: string | null, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(program ?? '', args, { encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

describe.skipIf(analyze === null)('the units, to systemd-analyze', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lanran-units-'));
    // Node is elsewhere on some machines, and only looked for here.
    for (const unit of UNITS) {
      const text = readFileSync(join(FOLDER, unit), 'utf8');
      writeFileSync(join(folder, unit), text.replaceAll('/usr/bin/node', process.execPath));
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are right, without a warning', () => {
    const paths = UNITS.map((unit) => join(folder, unit));
    expect(run(analyze, 'verify', '--man=no', ...paths)).toEqual({ status: 0, said: '' });
  });

  it('would be wrong with a word that systemd does not know', () => {
    writeFileSync(join(folder, 'wrong.service'), '[Service]\nExecStart=/bin/true\nProtectSystm=strict\n');
    expect(run(analyze, 'verify', '--man=no', join(folder, 'wrong.service')).said).toContain('ProtectSystm');
  });

  it.each(['lanran.service', 'lanran-further@.service', 'lanran-backup.service'])(
    'leave %s little to do harm with',
    (unit) => {
      const { status, said } = run(
        analyze,
        'security',
        '--offline=true',
        '--threshold=25',
        join(folder, unit),
      );
      expect({ status, said }).toMatchObject({ status: 0 });
    },
  );
});

describe.skipIf(sysusers === null)('the account of the service, to systemd-sysusers', () => {
  it('is an account of the system', () => {
    const { status, said } = run(sysusers, '--dry-run', join(FOLDER, 'lanran.sysusers'));
    expect({ status, said }).toMatchObject({ status: 0 });
  });
});
