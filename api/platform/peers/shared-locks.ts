import { setTimeout as delay } from 'node:timers/promises';
import type { Mutex, Mutexes, Turn } from '../concurrency/mutex.ts';
import { TurnLostError } from './errors.ts';
import type { LockStore, StoredLock } from './lock-store.ts';
import type { Peers } from './peers.ts';
import { SharedMutex } from './shared-mutex.ts';

const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 250;
/** What is held when this process leaves is waited for so long. */
const SETTLED_WITHIN_MS = 2_000;
/** A store that did not answer may still store a lock after so long. */
const UNSURE_MS = 120_000;

export interface HoldOptions {
  /** Another process wants it: let go soon. */
  readonly onWanted?: () => void;
  /** This process was taken for ended: another may hold it by now. */
  readonly onLost?: () => void;
  /** Asks who holds it to let go soon. */
  readonly isUrgent?: boolean;
  readonly signal?: AbortSignal;
}

/** Locks that this process has until it releases them. */
export interface Hold extends Turn {
  /** Others have not taken this process for ended since, as far as it knows. */
  readonly isOurs: boolean;
  /** As `require`, for what can be undone: by the clock of this process alone. @throws TurnLostError, ProcessEndingError */
  check(): Promise<void>;
  release(): Promise<void>;
}

interface Held {
  readonly names: readonly string[];
  readonly options: HoldOptions;
  /** As whom they were taken, and which of the holds of a process this is. */
  readonly lock: StoredLock & { readonly token: string };
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
  /** The store may hold locks of this process that are nobody's: until then. */
  #unsureUntil = Number.NEGATIVE_INFINITY;
  #isTidied = false;
  #begun = 0;

  constructor(store: LockStore, peers: Peers) {
    this.#store = store;
    this.#peers = peers;
    peers.onPeers(() => this.#share());
    peers.onLook(() => this.#look());
    peers.onTakenForEnded(() => this.#lose());
    peers.onStop(() => this.#settled());
  }

  mutex<Key extends string>(name: string): Mutex<Key> {
    const known = this.#mutexes.get(name) ?? new SharedMutex<string>(this, name);
    this.#mutexes.set(name, known);
    return known;
  }

  /** Waits until no other process has any of them. @throws ProcessEndingError */
  async hold(names: readonly string[], options: HoldOptions = {}): Promise<Hold> {
    await this.#peers.requireTrusted();
    const held = this.#begin(names, options);
    if (!this.#peers.isAlone) held.storing = this.#take(held);
    try {
      await held.storing;
      this.#peers.requireStaying();
    } catch (error) {
      if (options.signal?.aborted !== true) this.#unsureUntil = performance.now() + UNSURE_MS;
      await this.#release(held);
      throw error;
    }
    return this.#toHold(held);
  }

  /** Null while another process has it, or this one has to be seen first: it waits for no look, and may be part of one. */
  async tryHold(name: string): Promise<Hold | null> {
    if (!this.#peers.isTrusted) return null;
    const held = this.#begin([name], {});
    if (this.#peers.isAlone) return this.#toHold(held);
    // Taken here, and by nobody else who shares what is held.
    held.storing = Promise.resolve();
    const isTaken = await this.#tryTake(name, held).catch(() => {
      this.#unsureUntil = performance.now() + UNSURE_MS;
      return false;
    });
    if (isTaken) return this.#toHold(held);
    this.#held.delete(held);
    return null;
  }

  async #tryTake(name: string, held: Held): Promise<boolean> {
    if ((await this.#store.find(name)) !== null) return this.#takeOver(name, held);
    return (await this.#store.insert(held.names, held.lock)) === 1;
  }

  async isHeldElsewhere(name: string): Promise<boolean> {
    if (this.#peers.isAlone) return false;
    const lock = await this.#store.find(name);
    return lock !== null && lock.holder !== this.#peers.id && (await this.#peers.isThere(lock.holder));
  }

  #begin(names: readonly string[], options: HoldOptions): Held {
    // All processes take several in one order: none waits for another in a ring.
    const { id: holder } = this.#peers;
    const lock = { holder, token: `${holder} ${(this.#begun += 1)}` };
    const held: Held = { names: names.toSorted(), options, lock, storing: null };
    this.#held.add(held);
    return held;
  }

  #toHold(held: Held): Hold {
    const isOurs = () => this.#peers.id === held.lock.holder;
    const requireOurs = () => {
      if (!isOurs()) throw new TurnLostError(held.names[0] ?? '');
    };
    return {
      get isOurs() {
        return isOurs();
      },
      require: async () => {
        await this.#peers.confirm();
        requireOurs();
      },
      check: async () => {
        await this.#peers.requireTrusted();
        requireOurs();
      },
      release: () => this.#release(held),
    };
  }

  async #release(held: Held): Promise<void> {
    this.#held.delete(held);
    if (held.storing === null) return;
    await held.storing.catch(() => undefined);
    try {
      await this.#store.remove(held.names, held.lock);
    } catch {
      // Nobody waits for what this process released but others, who wait until it is removed.
      this.#unsureUntil = performance.now() + UNSURE_MS;
    }
  }

  /** Stores what is held in memory: called before this process records that it saw another. */
  async #share(): Promise<void> {
    const unstored = [...this.#held].filter(
      ({ storing, lock }) => storing === null && lock.holder === this.#peers.id,
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
      this.#peers.requireStaying();
      taken += await this.#store.insert(names.slice(taken), held.lock);
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

  /** True when it is this hold's already; what an ended process or an ended hold left is removed, for the next try. */
  async #takeOver(name: string, held: Held): Promise<boolean> {
    const lock = await this.#store.find(name);
    if (lock === null) return false;
    if (lock.token === held.lock.token) return true;
    if (this.#isLeft(lock) || !(await this.#peers.isThere(lock.holder)))
      await this.#store.remove([name], lock);
    return false;
  }

  /** This process holds no such lock any more. */
  #isLeft({ holder, token }: StoredLock): boolean {
    return holder === this.#peers.id && ![...this.#held].some(({ lock }) => lock.token === token);
  }

  async #look(): Promise<void> {
    if (!this.#isTidied || performance.now() < this.#unsureUntil) await this.#tidy();
    const urged = [...this.#held].filter(
      ({ options, storing }) => options.onWanted !== undefined && storing !== null,
    );
    if (urged.length === 0) return;
    const wanted = new Set(await this.#store.listWanted(this.#peers.id));
    for (const { names, options } of urged) if (names.some((name) => wanted.has(name))) options.onWanted?.();
  }

  /** Removes locks of ended processes, and of ended holds of this one. Who enters meanwhile stores none before this process sees it. */
  async #tidy(): Promise<void> {
    for (const { name, ...lock } of await this.#store.list())
      if (this.#isLeft(lock) || !(await this.#peers.isThere(lock.holder)))
        await this.#store.remove([name], lock);
    // Those that ended before this process came are known once it has entered.
    this.#isTidied = this.#peers.isTrusted;
  }

  #lose(): void {
    for (const { lock, options } of this.#held) if (lock.holder !== this.#peers.id) options.onLost?.();
  }

  async #settled(): Promise<boolean> {
    const until = performance.now() + SETTLED_WITHIN_MS;
    while (this.#held.size > 0 && performance.now() < until) await delay(FIRST_PAUSE_MS);
    return this.#held.size === 0;
  }
}
