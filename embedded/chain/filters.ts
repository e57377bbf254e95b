const MAX_FILTERS = 256;

/** Bounds the number of filters: the one unused for the longest makes room for a new one. */
export class Filters {
  /** Least recently used first. */
  readonly #ids = new Set<unknown>();

  /** Returns the id of the filter that has to go, null when there is room. */
  add(id: unknown): unknown {
    this.#ids.add(id);
    if (this.#ids.size <= MAX_FILTERS) return null;
    const [oldest] = this.#ids;
    this.#ids.delete(oldest);
    return oldest;
  }

  touch(id: unknown): void {
    if (this.#ids.delete(id)) this.#ids.add(id);
  }

  forget(id: unknown): void {
    this.#ids.delete(id);
  }
}
