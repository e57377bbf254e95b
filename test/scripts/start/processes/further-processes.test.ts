import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockDataDirectory } from '@lanran/embedded/directory-lock';
import {
  clearEnded,
  folderOfProcess,
  folderOfProcesses,
  noteBoot,
} from '../../../../scripts/start/processes/further-processes.ts';
import { bootOfMachine } from '../../../../scripts/start/processes/own-process.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lanran-further-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function folderNamed(name: string, boot?: ReturnType<typeof bootOfMachine>): string {
  const path = join(folderOfProcesses(dataDir), name);
  mkdirSync(join(path, 'search'), { recursive: true });
  if (boot !== undefined) writeFileSync(join(path, 'boot'), JSON.stringify(boot));
  return path;
}

it('removes what a killed process kept, and leaves that of one that runs', () => {
  const running = folderOfProcess(dataDir, '4001');
  const release = lockDataDirectory(running, 'PORT');
  noteBoot(running);
  const killed = folderOfProcess(dataDir, '4002');
  mkdirSync(killed, { recursive: true });
  writeFileSync(join(killed, 'lock'), '999999999 1');
  clearEnded(dataDir);
  expect([existsSync(running), existsSync(killed)]).toEqual([true, false]);
  release();
});

it('removes what was kept before this machine started again, and leaves what is of other machines', () => {
  const { machine, boot } = bootOfMachine();
  const earlier = folderNamed('4001-00000001', { machine, boot: 'an earlier one' });
  const elsewhere = folderNamed('4001-00000002', { machine: 'another', boot: 'its own' });
  const sameBoot = folderNamed('4001-00000003', { machine, boot });
  const unknown = folderNamed('4001-00000004');
  clearEnded(dataDir);
  expect([earlier, elsewhere, sameBoot, unknown].map((path) => existsSync(path))).toEqual([
    false,
    true,
    true,
    true,
  ]);
});
