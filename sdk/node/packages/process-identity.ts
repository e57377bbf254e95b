import { readFile, readlink } from 'node:fs/promises';
import { z } from 'zod';

/** What tells a process from another that has its number later, where the system has `/proc`. */
export const ProcessIdentity = z.object({
  /** The system's start and the namespace of process numbers: within one, a number is one process at a time. */
  system: z.string(),
  /** When the process began, in clock ticks since the system's start. */
  start: z.string(),
});
export type ProcessIdentity = z.infer<typeof ProcessIdentity>;

/** Null for a process that is gone, and where there is no `/proc`. */
export async function findProcessIdentity(pid: number): Promise<ProcessIdentity | null> {
  try {
    const [bootId, namespace, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readlink('/proc/self/ns/pid'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    const start = startIn(stat);
    return start === null ? null : { system: `${bootId.trim()} ${namespace}`, start };
  } catch {
    return null;
  }
}

/** The 22nd field (proc_pid_stat(5)). The second, the program's name, is in parentheses and may have any character in it. */
function startIn(stat: string): string | null {
  const [, ...fields] = stat.slice(stat.lastIndexOf(')')).split(' ');
  return fields[19] ?? null;
}
