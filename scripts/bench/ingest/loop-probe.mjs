// Preloaded into the platform's process: tells its parent how late timers fire, and how much memory it has.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 10;
const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();

process.on('message', (asked) => {
  const p99Ms = Math.max(0, delays.percentile(99) / 1e6 - RESOLUTION_MS);
  process.send?.({ p99Ms, residentMb: process.memoryUsage().rss / 1e6 });
  if (asked === 'figures, then anew') delays.reset();
});
