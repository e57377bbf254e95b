import { ownMemoryBytes } from './own-memory.ts';

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

function ignoreClosedChannel(): void {
  // The parent has ended, and this process ends by its `disconnect`.
}
