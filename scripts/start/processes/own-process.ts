import { existsSync, mkdirSync, readFileSync, readlinkSync, statSync, utimesSync } from 'node:fs';
import { hostname } from 'node:os';
import type { OwnProcess } from '@lanran/api/compose';
import { identify, isLive } from '@lanran/embedded/directory-lock';
import { programVersion } from './program-version.ts';

/** So long after its folder was touched a further process is looked for. */
const COMING_MS = 30_000;

/** Has the other processes look for this one soon. @param folder of the further processes, which all of them share */
export function announceProcess(folder: string): void {
  const now = new Date();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  utimesSync(folder, now, now);
}

/** How the other processes of the platform know this one. @param folder of the further processes */
export function ownProcess(publicUrl: string, folder: string): OwnProcess {
  return {
    mayHaveOthers: () => Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0) < COMING_MS,
    place: placeOfProcesses(),
    identity: identify(process.pid),
    isRunning: isLive,
    version: programVersion(),
    publicUrl,
  };
}

/** Where a process id means the same process: one boot of one kernel, and one of its process-id spaces. */
export function placeOfProcesses(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/** Which machine this is, and which of its boots. */
export function bootOfMachine(): { readonly machine: string; readonly boot: string } {
  const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8').trim() : '');
  return {
    machine: `${hostname()} ${read('/etc/machine-id')}`.trim(),
    boot: read('/proc/sys/kernel/random/boot_id'),
  };
}
