import { setTimeout as delay } from 'node:timers/promises';
import type { Mutex, Mutexes, Turn } from '../concurrency/mutex.ts';
import { TurnLostError } from './errors.ts';
import type { LockStore } from './lock-store.ts';
import type { Peers } from './peers.ts';
import { SharedMutex } from './shared-mutex.ts';

const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 250;

export interface HoldOptions {
  /** Another process wants it: let go soon. */
  readonly onWanted?: () => void;
  /** Asks who holds it to let go soon. */
  readonly isUrgent?: boolean;
  readonly signal?: AbortSignal;
}

/** Locks that this process has until it releases them. */
export interface Hold extends Turn {
  /** Others have not taken this process for ended since, as far as it knows. */
  readonly isOurs: boolean;
  release(): Promise<void>;
}

interface Held {
  readonly names: readonly string[];
  readonly options: HoldOptions;
  /** As whom they were taken. */
  readonly holder: string;
  /** Null while only this process has to know. */
  storing: Promise<void> | null;
}

/**
 * Locks among the API processes of one platform. While this one is alone they are in its memory; when another comes, those that are
 * held are stored before it serves. Within the process a name is held once at a time: the callers see to that.
 */
export class SharedLocks implements Mutexes {
  readonly #store: LockStore;
  readonly #peers: Peers;
  readonly #mutexes = new Map<string, Mutex<string>>();
  readonly #held = new Set<Held>();
  /** What could not be removed when it was released. */
  readonly #left = new Set<string>();

  constructor(store: LockStore, peers: Peers) {
    this.#store = store;
    this.#peers = peers;
    peers.onPeers(() => this.#share());
    peers.onLook(() => this.#look());
  }

  mutex<Key extends string>(name: string): Mutex<Key> {
    const known = this.#mutexes.get(name) ?? new SharedMutex<string>(this, name);
    this.#mutexes.set(name, known);
    return known;
  }

  /** Waits until no other process has any of them. */
  async hold(names: readonly string[], options: HoldOptions = {}): Promise<Hold> {
    await this.#peers.requireTrusted();
    const held = this.#begin(names, options);
    if (!this.#peers.isAlone) held.storing = this.#take(held);
    try {
      await held.storing;
    } catch (error) {
      await this.#release(held);
      throw error;
    }
    return this.#toHold(held);
  }

  /** Null while another process has it. */
  async tryHold(name: string): Promise<Hold | null> {
    await this.#peers.requireTrusted();
    const held = this.#begin([name], {});
    if (this.#peers.isAlone) return this.#toHold(held);
    // Taken here, and by nobody else who shares what is held.
    held.storing = Promise.resolve();
    const isTaken = await this.#tryTake(name, held).catch(() => false);
    if (isTaken) return this.#toHold(held);
    this.#held.delete(held);
    return null;
  }

  async #tryTake(name: string, held: Held): Promise<boolean> {
    if ((await this.#store.find(name)) !== null) return this.#takeOver(name, held);
    return (await this.#store.insert(held.names, held.holder)) === 1;
  }

  async isHeldElsewhere(name: string): Promise<boolean> {
    if (this.#peers.isAlone) return false;
    const lock = await this.#store.find(name);
    return lock !== null && lock.holder !== this.#peers.id && (await this.#peers.isThere(lock.holder));
  }

  #begin(names: readonly string[], options: HoldOptions): Held {
    // All processes take several in one order: none waits for another in a ring.
    const held: Held = { names: names.toSorted(), options, holder: this.#peers.id, storing: null };
    this.#held.add(held);
    return held;
  }

  #toHold(held: Held): Hold {
    const isOurs = () => this.#peers.id === held.holder;
    return {
      get isOurs() {
        return isOurs();
      },
      require: async () => {
        await this.#peers.requireTrusted();
        if (!isOurs()) throw new TurnLostError(held.names[0] ?? '');
      },
      release: () => this.#release(held),
    };
  }

  async #release(held: Held): Promise<void> {
    this.#held.delete(held);
    if (held.storing === null) return;
    await held.storing.catch(() => undefined);
    try {
      await this.#store.remove(held.names, held.holder);
    } catch {
      // Nobody waits for what this process released but others, who wait until it is removed.
      for (const name of held.names) this.#left.add(name);
    }
  }

  /** Stores what is held in memory: called before this process records that it saw another. */
  async #share(): Promise<void> {
    const unstored = [...this.#held].filter(
      ({ storing, holder }) => storing === null && holder === this.#peers.id,
    );
    await Promise.all(
      unstored.map(async (held) => {
        held.storing = this.#take(held);
        try {
          await held.storing;
        } catch (error) {
          held.storing = null;
          throw error;
        }
      }),
    );
  }

  async #take(held: Held): Promise<void> {
    const { names, options } = held;
    let taken = 0;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      taken += await this.#store.insert(names.slice(taken), held.holder);
      const name = names[taken];
      if (name === undefined) return;
      if (await this.#takeOver(name, held)) {
        taken += 1;
        continue;
      }
      if (options.isUrgent === true) await this.#store.want(name);
      options.signal?.throwIfAborted();
      await delay(pauseMs);
      options.signal?.throwIfAborted();
    }
  }

  /** True when it is ours already; what an ended process left is removed, for the next try. */
  async #takeOver(name: string, { holder }: Held): Promise<boolean> {
    const lock = await this.#store.find(name);
    if (lock === null) return false;
    if (lock.holder === holder) {
      this.#left.delete(name);
      return true;
    }
    if (!(await this.#peers.isThere(lock.holder))) await this.#store.remove([name], lock.holder);
    return false;
  }

  async #look(): Promise<void> {
    const left = [...this.#left];
    if (left.length > 0) {
      await this.#store.remove(left, this.#peers.id);
      for (const name of left) this.#left.delete(name);
    }
    const urged = [...this.#held].filter(
      ({ options, storing }) => options.onWanted !== undefined && storing !== null,
    );
    if (urged.length === 0) return;
    const wanted = new Set(await this.#store.listWanted(this.#peers.id));
    for (const { names, options } of urged) if (names.some((name) => wanted.has(name))) options.onWanted?.();
  }
}
