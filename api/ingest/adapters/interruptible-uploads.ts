import type { SharedLocks } from '../../platform/peers/shared-locks.ts';
import type { Turn } from '../../platform/concurrency/mutex.ts';
import { ConflictError } from '../../platform/kernel/errors.ts';

/** Writes to an upload until `stopped`; asks for its turn before it takes back or proves what lies there. */
type Writing<T> = (stopped: AbortSignal, turn: Turn) => Promise<T>;

const OF_THIS_PROCESS: Turn = { require: async () => undefined };

interface Running {
  readonly ended: Promise<void>;
  readonly stop: AbortController;
}

/** One at a time writes to an upload, in whatever process. Who has to change what lies there makes a running one break off. */
export class UploadTurns {
  readonly #running = new Map<string, Running>();
  readonly #locks: Pick<SharedLocks, 'hold'> | null;

  /** @param locks null: this process alone writes */
  constructor(locks: Pick<SharedLocks, 'hold'> | null = null) {
    this.#locks = locks;
  }

  async take<T>(id: string, work: Writing<T>): Promise<T> {
    return this.#take(id, work, false);
  }

  /** As `take`; what is under way keeps what it has taken, and its client goes on from there. */
  async interrupt<T>(id: string, work: () => Promise<T>): Promise<T> {
    this.#running.get(id)?.stop.abort(changed());
    return this.#take(id, work, true);
  }

  async #take<T>(id: string, work: Writing<T>, isUrgent: boolean): Promise<T> {
    for (let before = this.#running.get(id); before !== undefined; before = this.#running.get(id))
      await before.ended;
    const stop = new AbortController();
    let end = () => {};
    const ended = new Promise<void>((resolve) => (end = resolve));
    this.#running.set(id, { ended, stop });
    try {
      const onWanted = () => stop.abort(changed());
      const hold = await this.#locks?.hold([`bytes ${id}`], { isUrgent, onWanted, onLost: onWanted });
      const turn = hold === undefined ? OF_THIS_PROCESS : { require: () => hold.check() };
      try {
        return await work(stop.signal, turn);
      } finally {
        await hold?.release();
      }
    } finally {
      this.#running.delete(id);
      end();
    }
  }
}

function changed(): ConflictError {
  return new ConflictError(
    'Upload-Offset: who may have the files of this draft was changed meanwhile. Ask for the offset, then go on from there.',
  );
}
