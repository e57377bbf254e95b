import { readdirSync, readFileSync } from 'node:fs';

export interface RunningProcess {
  readonly id: number;
  readonly parent: number;
  readonly command: string;
}

/** All processes that run (Linux: from /proc); those that ended and wait to be collected are no longer among them. */
export function runningProcesses(): RunningProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
}

export function isRunning(id: number): boolean {
  return readProcess(id) !== null;
}

function readProcess(id: number): RunningProcess | null {
  try {
    // "pid (name) state parent …"; the name may hold anything.
    const [state = '', parent = ''] =
      readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    if (state === 'Z' || state === 'X') return null;
    const command = readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { id, parent: Number(parent), command };
  } catch {
    // It ended meanwhile.
    return null;
  }
}
