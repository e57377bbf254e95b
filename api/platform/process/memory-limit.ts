import { totalmem } from 'node:os';

/** What this process and its services may use in all: the limit of the control group, such as systemd's `MemoryMax`, or the machine's memory. */
export function memoryLimitBytes(): number {
  // 0 where the system has no control groups; without a limit, more than any machine has.
  const ofGroup = process.constrainedMemory();
  return ofGroup > 0 ? Math.min(ofGroup, totalmem()) : totalmem();
}
