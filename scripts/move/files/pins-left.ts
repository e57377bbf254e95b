/** What one CAR brings: a pin, and pins of what is within it. */
export interface PinsOfCar {
  readonly cid: string;
  readonly parts: readonly string[];
  /** It failed before. */
  readonly isRepeated: boolean;
}

/** Pins that are to be copied; those of a file that holds others come with it. */
export class PinsLeft {
  readonly #left: Set<string>;
  readonly #within: ReadonlyMap<string, readonly string[]>;
  /** Those that hold others first, taken from the end. */
  readonly #order: string[];
  readonly #repeated = new Set<string>();

  constructor(cids: readonly string[], within: ReadonlyMap<string, readonly string[]>) {
    this.#left = new Set(cids);
    this.#within = within;
    const [wholes, others] = [cids.filter((cid) => within.has(cid)), cids.filter((cid) => !within.has(cid))];
    this.#order = [...others.reverse(), ...wholes.reverse()];
  }

  get isEmpty(): boolean {
    return this.#left.size === 0;
  }

  take(): PinsOfCar | null {
    for (let cid = this.#order.pop(); cid !== undefined; cid = this.#order.pop()) {
      if (!this.#left.delete(cid)) continue;
      const isRepeated = this.#repeated.has(cid);
      const within = isRepeated ? [] : (this.#within.get(cid) ?? []);
      return { cid, parts: within.filter((part) => this.#left.delete(part)), isRepeated };
    }
    return null;
  }

  /** To be taken again, each by itself. */
  putBack(cids: readonly string[]): void {
    for (const cid of cids) {
      this.#left.add(cid);
      this.#repeated.add(cid);
    }
    this.#order.push(...cids);
  }
}
