import type { Gate } from '../gate.ts';
import type { Catalog } from './catalog.ts';
import type { ByteStore, Engine } from './engine.ts';
import { ownerRange } from './keys.ts';

/** Keys removed in one write, which others wait for. */
const KEYS_PER_WRITE = 1_000;

export interface SweptStore {
  readonly engine: Engine;
  readonly catalog: Catalog;
  readonly gate: Gate;
}

/**
 * Removes what dropped collections and indexes held, little by little. What is left at the end of the process is on the
 * catalog's list, and removed after the next start.
 */
export class Sweeper {
  readonly #engine: Engine;
  readonly #catalog: Catalog;
  readonly #gate: Gate;
  readonly #onFault: (error: unknown) => void;
  #sweeping: Promise<void> | null = null;
  #isStopped = false;

  constructor({ engine, catalog, gate }: SweptStore, onFault: (error: unknown) => void) {
    this.#engine = engine;
    this.#catalog = catalog;
    this.#gate = gate;
    this.#onFault = onFault;
  }

  /** Starts sweeping, unless it is under way. */
  nudge(): void {
    if (this.#isStopped) return;
    this.#sweeping ??= this.#sweep()
      .catch(this.#onFault)
      .finally(() => {
        this.#sweeping = null;
        if (this.#catalog.garbage().length > 0) this.#retryLater();
      });
  }

  /** Ends after the write that is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#sweeping;
  }

  #retryLater(): void {
    setTimeout(() => this.nudge(), 1_000).unref();
  }

  async #sweep(): Promise<void> {
    for (let [owner] = this.#catalog.garbage(); owner !== undefined; [owner] = this.#catalog.garbage()) {
      if (this.#isStopped) return;
      await this.#sweepSome(owner);
    }
  }

  #sweepSome(owner: number): Promise<void> {
    return this.#gate.together(() =>
      this.#engine.write(() => {
        const removed = removeSome(this.#engine.records, owner) + removeSome(this.#engine.entries, owner);
        if (removed === 0) this.#catalog.forgetGarbage(owner);
      }),
    );
  }
}

function removeSome(store: ByteStore, owner: number): number {
  const keys = [...store.getRange({ ...ownerRange(owner), limit: KEYS_PER_WRITE })].map(({ key }) => key);
  for (const key of keys) store.removeSync(key);
  return keys.length;
}
