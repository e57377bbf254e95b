/** Work for the same key is done one after the other, whether what went before succeeded or not. */
export class KeyedMutex<Key> {
  readonly #last = new Map<Key, Promise<unknown>>();

  async take<T>(key: Key, work: () => Promise<T>): Promise<T> {
    return this.takeAll(new Set([key]), work);
  }

  /** Waits for what was asked for before, for any of the keys. */
  async takeAll<T>(keys: ReadonlySet<Key>, work: () => Promise<T>): Promise<T> {
    const turn = Promise.all([...keys].map((key) => this.#last.get(key) ?? Promise.resolve())).then(work);
    const leave = () => keys.forEach((key) => this.#leave(key, ended));
    const ended: Promise<void> = turn.then(leave, leave);
    for (const key of keys) this.#last.set(key, ended);
    return turn;
  }

  /** Whether work for the key is going on, or waits. */
  isTaken(key: Key): boolean {
    return this.#last.has(key);
  }

  #leave(key: Key, ended: Promise<unknown>): void {
    if (this.#last.get(key) === ended) this.#last.delete(key);
  }
}
