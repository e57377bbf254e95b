import { constants, PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { type Collector, exposeCollector } from './collector.ts';

/** At work, V8 collects more often. */
const QUIET_MS = 2_000;
/** V8 takes a process for idle that made little in five seconds. */
const IDLE_MS = 5_000;
/** Less than that is not worth the time. */
const WORTH_BYTES = 8_388_608;

/**
 * Has V8 give back what work left, once the work is over. V8 collects when it needs room: a process that has nothing to do would
 * hold its garbage, and the room for more of it, for minutes. A first collection frees the garbage; in a second, when the process
 * counts as idle, V8 gives back the room.
 */
export function collectAfterWork({ quietMs = QUIET_MS }: { readonly quietMs?: number } = {}): void {
  // Made when it is needed: it takes a context of its own, and a start has no time for that.
  let collector: Collector | null = null;
  const collectAll = () => (collector ??= exposeCollector()).collectAll();
  let left = 0;
  let isSecondDue = false;
  const first = setTimeout(() => {
    if (heldBytes() < left + WORTH_BYTES) return;
    collectAll();
    isSecondDue = true;
    second.refresh();
  }, quietMs).unref();
  const second = setTimeout(() => {
    if (!isSecondDue) return;
    isSecondDue = false;
    collectAll();
    left = heldBytes();
  }, IDLE_MS - QUIET_MS).unref();
  new PerformanceObserver((list) => {
    if (list.getEntries().every(isForced)) return;
    isSecondDue = false;
    first.refresh();
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
