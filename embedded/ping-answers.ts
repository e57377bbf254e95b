import { readFileSync } from 'node:fs';

/**
 * Answers each `{ping: n}` of the parent process with `{pong: n, memoryBytes}`, once `probe` has resolved: a service whose work
 * hangs stays silent although its event loop turns.
 */
export function answerPings(probe: () => Promise<unknown> = () => Promise.resolve()): void {
  process.on('message', (message: unknown) => {
    const ping = pingOf(message);
    if (ping === null) return;
    probe().then(
      () => process.send?.({ pong: ping, memoryBytes: ownMemoryBytes() }, ignoreClosedChannel),
      // Silence is the answer: the parent starts the service again.
      () => undefined,
    );
  });
}

function pingOf(message: unknown): number | null {
  if (typeof message !== 'object' || message === null || !('ping' in message)) return null;
  return typeof message.ping === 'number' ? message.ping : null;
}

/** Without pages of mapped files, which the system takes back at will; where it doesn't tell them apart, all of it. */
function ownMemoryBytes(): number {
  try {
    const kilobytes = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  } catch {
    // No /proc on this system.
  }
  return process.memoryUsage.rss();
}

function ignoreClosedChannel(): void {
  // The parent has ended, and this process ends by its `disconnect`.
}
