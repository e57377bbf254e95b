/** Remembers what costs more to find out than to keep; over `most` entries, the one that was asked for longest ago goes. */
export class BoundedMap<K, V> {
  readonly #most: number;
  readonly #entries = new Map<K, V>();

  constructor(most: number) {
    this.#most = most;
  }

  /** What is remembered, or what `find` gives; what it throws is not remembered. */
  get(key: K, find: () => V): V {
    const known = this.#entries.get(key);
    const value = known === undefined ? find() : known;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.#most) this.#entries.delete(this.#entries.keys().next().value as K);
    return value;
  }
}
