/** How long other processes' writes may go unseen, in ms. */
const KEPT_MS = 1_000;
const MOST_KEPT = 2_000;

interface Kept<V> {
  /** Null: there was none. */
  readonly value: V | null;
  readonly readAt: number;
}

/** Records that every page reads, by their keys, kept for at most a second. Whoever writes one forgets it. */
export class KeptReads<V> {
  readonly #entries = new Map<string, Kept<V>>();
  readonly #now: () => number;
  #writes = 0;

  /** `now` in ms, never going back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Those that are there. `load` is asked for what is not kept; what is forgotten meanwhile is not kept of it. */
  async read(
    keys: readonly string[],
    load: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>,
  ): Promise<Map<string, V>> {
    const [readAt, writes] = [this.#now(), this.#writes];
    const found = new Map<string, V>();
    const missing = new Set<string>();
    for (const key of keys) {
      const kept = this.#entries.get(key);
      if (kept === undefined || readAt - kept.readAt > KEPT_MS) missing.add(key);
      else if (kept.value !== null) found.set(key, kept.value);
    }
    if (missing.size === 0) return found;
    const loaded = await load([...missing]);
    for (const [key, value] of loaded) found.set(key, value);
    if (writes === this.#writes)
      for (const key of missing) this.#keep(key, { value: loaded.get(key) ?? null, readAt });
    return found;
  }

  /** Runs a write of these records, and forgets them when it has ended, however it did. */
  async writing<T>(keys: readonly string[], write: () => PromiseLike<T>): Promise<T> {
    try {
      return await write();
    } finally {
      this.#writes += 1;
      for (const key of keys) this.#entries.delete(key);
    }
  }

  forgetAll(): void {
    this.#writes += 1;
    this.#entries.clear();
  }

  #keep(key: string, kept: Kept<V>): void {
    if (this.#entries.size >= MOST_KEPT) this.#entries.clear();
    this.#entries.set(key, kept);
  }
}
