import { constants, PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { type Collector, exposeCollector } from './collector.ts';

/** At work, V8 collects more often. After five seconds it takes the process for idle, and gives back the room for young objects too. */
const QUIET_MS = 10_000;
/** Less is not worth the time: a collection of the platform's process takes a tenth of a second. */
const WORTH_BYTES = 33_554_432;

/**
 * Has V8 give back what work left, once the work is over. V8 collects when it needs room: a process that has nothing to do would
 * hold its garbage, and the room for more of it, for minutes.
 */
export function collectAfterWork({ quietMs = QUIET_MS }: { readonly quietMs?: number } = {}): void {
  // Made when it is needed: it takes a context of its own, and a start has no time for that.
  let collector: Collector | null = null;
  let left = 0;
  const quiet = setTimeout(() => {
    if (heldBytes() < left + WORTH_BYTES) return;
    (collector ??= exposeCollector()).collectAll();
    left = heldBytes();
  }, quietMs).unref();
  new PerformanceObserver((list) => {
    if (!list.getEntries().every(isForced)) quiet.refresh();
  }).observe({ entryTypes: ['gc'] });
}

/** As ours are. What a collection's entry tells, Node's types leave out. */
function isForced(entry: object): boolean {
  const { detail } = entry as { readonly detail?: { readonly flags?: number } };
  return ((detail?.flags ?? 0) & constants.NODE_PERFORMANCE_GC_FLAGS_FORCED) !== 0;
}

function heldBytes(): number {
  const { total_physical_size: heap, external_memory: beside } = getHeapStatistics();
  return heap + beside;
}
