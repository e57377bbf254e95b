import { RPC_CODE, RpcError } from './json-rpc.ts';

const MAX_WAITING = 32;

/** Runs one request of a guest at a time, in the order of arrival. */
export class GuestQueue {
  readonly #waiting = new Set<() => void>();
  #isBusy = false;

  /** Throws RpcError when too many wait, or when the caller left before its turn. */
  async run<T>(act: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await this.#enter(signal);
    try {
      return await act();
    } finally {
      this.#leave();
    }
  }

  async #enter(signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw hasLeft();
    if (!this.#isBusy) {
      this.#isBusy = true;
      return;
    }
    if (this.#waiting.size >= MAX_WAITING) {
      throw new RpcError(
        RPC_CODE.limitExceeded,
        `The chain is busy: ${MAX_WAITING} requests wait already. Try again in a few seconds.`,
      );
    }
    await new Promise<void>((resolve, reject) => {
      const start = () => {
        signal.removeEventListener('abort', drop);
        resolve();
      };
      const drop = () => {
        this.#waiting.delete(start);
        reject(hasLeft());
      };
      signal.addEventListener('abort', drop, { once: true });
      this.#waiting.add(start);
    });
  }

  #leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#isBusy = false;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}

/** Nobody reads it: the connection is closed. */
function hasLeft(): RpcError {
  return new RpcError(RPC_CODE.limitExceeded, 'The caller closed the connection before its turn.');
}
