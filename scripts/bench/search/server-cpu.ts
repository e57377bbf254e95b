import { readdirSync, readFileSync } from 'node:fs';

/** Of Linux on every machine that we run on. */
const TICKS_A_SECOND = 100;

/** CPU time of a process and everything that it started, in milliseconds. */
export function cpuMsOf(pid: number): number {
  return treeOf(pid).reduce((sum, each) => sum + ticksOf(each), 0) * (1_000 / TICKS_A_SECOND);
}

/** Their memory that no file backs, in MB: what is mapped of a store's files is the kernel's to give away. */
export function anonymousMbOf(pid: number): number {
  return treeOf(pid).reduce((sum, each) => {
    const status = read(`/proc/${each}/status`);
    return sum + Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1_024;
  }, 0);
}

function treeOf(pid: number): number[] {
  const children = threadsOf(pid).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(treeOf)];
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** User and system time; fields 14 and 15 of proc(5), after the name in parentheses. */
function ticksOf(pid: number): number {
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It ended meanwhile.
    return '';
  }
}
