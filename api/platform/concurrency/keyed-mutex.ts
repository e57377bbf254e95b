import type { Mutex, Turn } from './mutex.ts';

const OF_THIS_PROCESS: Turn = { require: async () => undefined };

/** Work of this process for the same key is done one after the other, whether what went before succeeded or not. */
export class KeyedMutex<Key> implements Mutex<Key> {
  readonly #last = new Map<Key, Promise<unknown>>();

  async take<T>(key: Key, work: (turn: Turn) => Promise<T>): Promise<T> {
    return this.takeAll(new Set([key]), work);
  }

  /** Waits for what was asked for before, for any of the keys. */
  async takeAll<T>(keys: ReadonlySet<Key>, work: (turn: Turn) => Promise<T>): Promise<T> {
    const turn = Promise.all([...keys].map((key) => this.#last.get(key) ?? Promise.resolve())).then(() =>
      work(OF_THIS_PROCESS),
    );
    const leave = () => keys.forEach((key) => this.#leave(key, ended));
    const ended: Promise<void> = turn.then(leave, leave);
    for (const key of keys) this.#last.set(key, ended);
    return turn;
  }

  /** Also where the work still waits. */
  async isTaken(key: Key): Promise<boolean> {
    return this.#last.has(key);
  }

  #leave(key: Key, ended: Promise<unknown>): void {
    if (this.#last.get(key) === ended) this.#last.delete(key);
  }
}
