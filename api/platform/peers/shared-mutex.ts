import { KeyedMutex } from '../concurrency/keyed-mutex.ts';
import type { Mutex, Turn } from '../concurrency/mutex.ts';
import type { SharedLocks } from './shared-locks.ts';

/** A mutex among all API processes: first in turn within this one, then among them. */
export class SharedMutex<Key extends string> implements Mutex<Key> {
  readonly #locks: Pick<SharedLocks, 'hold' | 'isHeldElsewhere'>;
  readonly #name: string;
  readonly #here = new KeyedMutex<Key>();

  constructor(locks: Pick<SharedLocks, 'hold' | 'isHeldElsewhere'>, name: string) {
    this.#locks = locks;
    this.#name = name;
  }

  async take<T>(key: Key, work: (turn: Turn) => Promise<T>): Promise<T> {
    return this.takeAll(new Set([key]), work);
  }

  async takeAll<T>(keys: ReadonlySet<Key>, work: (turn: Turn) => Promise<T>): Promise<T> {
    return this.#here.takeAll(keys, async () => {
      const hold = await this.#locks.hold([...keys].map((key) => this.#nameOf(key)));
      try {
        return await work(hold);
      } finally {
        await hold.release();
      }
    });
  }

  async isTaken(key: Key): Promise<boolean> {
    return (await this.#here.isTaken(key)) || this.#locks.isHeldElsewhere(this.#nameOf(key));
  }

  #nameOf(key: Key): string {
    return `${this.#name} ${key}`;
  }
}
