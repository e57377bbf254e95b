import { RPC_CODE, RpcError } from './json-rpc.ts';

const MAX_WAITING = 1_000;

/** Holds transactions that overtook their predecessor on the way here until the sender's next block is mined. */
export class NonceGate {
  readonly #waiting = new Map<string, Set<() => void>>();
  #count = 0;

  /** Resolves when the sender had a transaction mined, at the latest at the deadline (milliseconds of Date.now()). */
  async waitForNext(sender: string, deadline: number): Promise<void> {
    if (this.#count >= MAX_WAITING) {
      throw new RpcError(
        RPC_CODE.limitExceeded,
        'Too many transactions wait for their predecessors. Send them in order.',
      );
    }
    this.#count += 1;
    await new Promise<void>((resolve) => {
      const waiting = this.#waiting.get(sender) ?? new Set();
      this.#waiting.set(sender, waiting);
      const leave = () => {
        clearTimeout(timer);
        waiting.delete(leave);
        if (waiting.size === 0 && this.#waiting.get(sender) === waiting) this.#waiting.delete(sender);
        resolve();
      };
      const timer = setTimeout(leave, Math.max(0, deadline - Date.now()));
      waiting.add(leave);
    });
    this.#count -= 1;
  }

  announceMined(sender: string): void {
    for (const leave of this.#waiting.get(sender) ?? []) leave();
  }
}
