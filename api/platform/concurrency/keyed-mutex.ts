/** Work for the same key is done one after the other, whether what went before succeeded or not. */
export class KeyedMutex<Key> {
  readonly #last = new Map<Key, Promise<unknown>>();

  async take<T>(key: Key, work: () => Promise<T>): Promise<T> {
    const turn = (this.#last.get(key) ?? Promise.resolve()).then(work);
    const ended: Promise<void> = turn.then(
      () => this.#leave(key, ended),
      () => this.#leave(key, ended),
    );
    this.#last.set(key, ended);
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
