import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { exposeCollector } from './collector.ts';

/** At work, V8 collects more often. */
const QUIET_MS = 3_000;
/** Less than that is not worth the time. */
const WORTH_BYTES = 8_388_608;

/**
 * Has V8 give back what work left, once the work is over. V8 collects when it needs room: a process that has nothing to do would
 * hold its garbage, and the room for more of it, for minutes. The first collection frees the garbage; V8 gives back the room in the
 * second, where it sees that little was made since the first.
 */
export function collectAfterWork({ quietMs = QUIET_MS }: { readonly quietMs?: number } = {}): void {
  const collector = exposeCollector();
  let left = 0;
  let isSecond = false;
  const timer = setTimeout(() => {
    if (!isSecond && heldBytes() < left + WORTH_BYTES) return;
    collector.collectAll();
    left = heldBytes();
    isSecond = !isSecond;
  }, quietMs).unref();
  // One of our own too: the second comes after it.
  new PerformanceObserver(() => timer.refresh()).observe({ entryTypes: ['gc'] });
}

function heldBytes(): number {
  const { total_physical_size: heap, external_memory: beside } = getHeapStatistics();
  return heap + beside;
}
