import type { Lock, Locker } from '@tus/server';
import { ConflictError } from '../../platform/kernel/errors.ts';

/** How long a request waits for another to let go of the upload; the tus server gives that one three seconds to end. */
const WAIT_MS = 30_000;

type RequestRelease = Parameters<Lock['lock']>[1];

interface Held {
  readonly requestRelease: RequestRelease;
  readonly freed: Promise<void>;
  readonly free: () => void;
}

/**
 * One request at a time on each upload. Who comes asks the one before to let go, as it may be the half of a broken
 * connection, and sleeps until it did: the stock locker asks again in every turn of the event loop.
 */
export class UploadLocks implements Locker {
  readonly #held = new Map<string, Held>();
  readonly #waitMs: number;

  constructor({ waitMs = WAIT_MS }: { readonly waitMs?: number } = {}) {
    this.#waitMs = waitMs;
  }

  newLock(id: string): Lock {
    return {
      lock: (signal, requestRelease) => this.#lock(id, signal, requestRelease),
      unlock: async () => {
        this.#held.get(id)?.free();
        this.#held.delete(id);
      },
    };
  }

  async #lock(id: string, signal: AbortSignal, requestRelease: RequestRelease): Promise<void> {
    const deadline = AbortSignal.timeout(this.#waitMs);
    for (let held = this.#held.get(id); held !== undefined; held = this.#held.get(id)) {
      await held.requestRelease();
      await Promise.race([held.freed, firstAbort(signal, deadline)]);
      if (signal.aborted || (deadline.aborted && this.#held.has(id))) {
        throw new ConflictError(
          'Upload-Offset: another request still writes to this upload. Ask for its offset, then go on from there.',
        );
      }
    }
    let free = () => {};
    const freed = new Promise<void>((resolve) => (free = resolve));
    this.#held.set(id, { requestRelease, freed, free });
  }
}

function firstAbort(...signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of signals) {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    }
  });
}
