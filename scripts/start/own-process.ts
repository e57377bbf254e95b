import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { OwnProcess } from '@lanran/api/compose';
import { identify, isLive } from '@lanran/embedded/directory-lock';

/** How the other processes of the platform know this one. */
export function ownProcess(publicUrl: string): OwnProcess {
  return {
    place: placeOfProcesses(),
    identity: identify(process.pid),
    isRunning: isLive,
    version: programVersion(),
    publicUrl,
  };
}

/** Where a process id means the same process: one boot of one kernel, and one of its process-id spaces. */
function placeOfProcesses(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/** By the sources that it was built of. */
function programVersion(): string {
  const stamp = fileURLToPath(new URL('./sources.sha256', import.meta.url));
  return existsSync(stamp) ? readFileSync(stamp, 'utf8').slice(0, 16) : 'unbuilt';
}
