import type { Lock, Locker } from '@tus/server';
import type { Hold, SharedLocks } from '../../platform/peers/shared-locks.ts';
import { ConflictError } from '../../platform/kernel/errors.ts';

/** How long a request waits for another to let go of the upload; the tus server gives that one three seconds to end. */
const WAIT_MS = 30_000;

type RequestRelease = Parameters<Lock['lock']>[1];

interface Held {
  readonly requestRelease: RequestRelease;
  readonly freed: Promise<void>;
  readonly free: () => void;
  /** Among the processes of the platform. */
  hold: Hold | null;
}

export interface UploadLocksOptions {
  readonly waitMs?: number;
  /** Null: requests come to this process alone. */
  readonly locks?: Pick<SharedLocks, 'hold'> | null;
}

/**
 * One request at a time on each upload, in whatever process. Who comes asks the one before to let go, as it may be the half of a broken
 * connection, and sleeps until it did: the stock locker asks again in every turn of the event loop.
 */
export class UploadLocks implements Locker {
  readonly #held = new Map<string, Held>();
  readonly #waitMs: number;
  readonly #locks: Pick<SharedLocks, 'hold'> | null;

  constructor({ waitMs = WAIT_MS, locks = null }: UploadLocksOptions = {}) {
    this.#waitMs = waitMs;
    this.#locks = locks;
  }

  newLock(id: string): Lock {
    return {
      lock: (signal, requestRelease) => this.#lock(id, signal, requestRelease),
      unlock: () => this.#unlock(id),
    };
  }

  async #lock(id: string, signal: AbortSignal, requestRelease: RequestRelease): Promise<void> {
    const deadline = AbortSignal.timeout(this.#waitMs);
    for (let held = this.#held.get(id); held !== undefined; held = this.#held.get(id)) {
      await held.requestRelease();
      await Promise.race([held.freed, firstAbort(signal, deadline)]);
      if (signal.aborted || (deadline.aborted && this.#held.has(id))) throw stillWritten();
    }
    let free = () => {};
    const freed = new Promise<void>((resolve) => (free = resolve));
    const held: Held = { requestRelease, freed, free, hold: null };
    this.#held.set(id, held);
    if (this.#locks === null) return;
    const waiting = AbortSignal.any([signal, deadline]);
    try {
      held.hold = await this.#locks.hold([`upload ${id}`], {
        isUrgent: true,
        signal: waiting,
        onWanted: () => void requestRelease(),
        onLost: () => void requestRelease(),
      });
    } catch (error) {
      await this.#unlock(id);
      throw waiting.aborted ? stillWritten() : error;
    }
  }

  async #unlock(id: string): Promise<void> {
    const held = this.#held.get(id);
    await held?.hold?.release();
    this.#held.delete(id);
    held?.free();
  }
}

function stillWritten(): ConflictError {
  return new ConflictError(
    'Upload-Offset: another request still writes to this upload. Ask for its offset, then go on from there.',
  );
}

function firstAbort(...signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of signals) {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    }
  });
}
