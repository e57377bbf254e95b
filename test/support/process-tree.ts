import { readFileSync } from 'node:fs';
import { runningProcesses } from './processes.ts';

/** A process and all below it. */
export function processTree(root: number): number[] {
  const running = runningProcesses();
  const below = (id: number): number[] => [
    id,
    ...running.filter(({ parent }) => parent === id).flatMap((child) => below(child.id)),
  ];
  return below(root);
}

/** What processes hold, each shared page counted once in all (PSS, Linux). */
export function heldBytes(ids: readonly number[]): number {
  return ids.reduce((sum, id) => {
    const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1];
    return sum + Number(kilobytes) * 1_024;
  }, 0);
}

/** In hundredths of a second, which Linux counts in. */
export function usedProcessorTime(ids: readonly number[]): number {
  return ids.reduce((sum, id) => {
    // "pid (name) state …": user and system time are the 14th and 15th field (proc(5)).
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return sum + Number(fields[11]) + Number(fields[12]);
  }, 0);
}
