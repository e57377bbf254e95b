import { readdirSync, readFileSync } from 'node:fs';

/** Of Linux on every machine that we run on. */
const TICKS_A_SECOND = 100;

/** CPU time of a process and everything that it started, in milliseconds; what has ended counts, once its parent knows. */
export function cpuMsOf(pid: number): number {
  return (
    treeOf(pid).reduce((sum, each) => sum + ticksIn(read(`/proc/${each}/stat`)), 0) * (1_000 / TICKS_A_SECOND)
  );
}

/** Their memory that no file backs, in MB: what is mapped of a store's files is the kernel's to give away. */
export function anonymousMbOf(pid: number): number {
  return megabytesOf(pid, { file: 'status', name: 'RssAnon' });
}

/** All their memory in MB; a page that several processes share counts in part for each. */
export function proportionalMbOf(pid: number): number {
  return megabytesOf(pid, { file: 'smaps_rollup', name: 'Pss' });
}

/** User and system time of a process, and of its children that have ended: fields 14 to 17 of proc(5), after the name in parentheses. */
export function ticksIn(stat: string): number {
  const fields = stat.split(') ').at(-1)?.split(' ') ?? [];
  return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
}

/** The line `Name:   123 kB`; 0 where there is none. */
export function kilobytesIn(text: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0);
}

function megabytesOf(pid: number, { file, name }: { readonly file: string; readonly name: string }): number {
  return treeOf(pid).reduce((sum, each) => sum + kilobytesIn(read(`/proc/${each}/${file}`), name) / 1_024, 0);
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

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It ended meanwhile.
    return '';
  }
}
