import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../kernel/logger.ts';
import { ProcessEndingError, ProcessRefusedError } from './errors.ts';
import type { ProcessRecord, ProcessRegistry } from './process-registry.ts';
import { requireAlike } from './require-alike.ts';

/** What only who starts the process knows. */
export interface OwnProcess extends Pick<ProcessRecord, 'place' | 'identity' | 'version' | 'publicUrl'> {
  /** As in the record; none unless given. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Of another process of the same place. */
  isRunning(identity: string): boolean;
  /** Whoever is registered has ended: the document store began with this process, or holds a copy of the documents of others. */
  readonly isFirstThere?: boolean;
  /** May others have come lately? Cheap. While it says so this process looks more often; without it one that is alone looks each second. */
  mayHaveOthers?(): boolean;
}

export interface PeersOptions {
  readonly registry: ProcessRegistry;
  readonly leaseMs?: number;
  readonly everyMs?: number;
  /** In ms, never going back; it goes on while the process stands still. */
  readonly now?: () => number;
}

/** After so long without a sign of life a process counts as ended. */
const LEASE_MS = 8_000;
const LOOK_EVERY_MS = 1_000;
/** While others may come, who wait until they were seen. */
const LOOK_FOR_COMING_EVERY_MS = 200;
/** While it is alone and nothing shows that others came. Well below the lease, so that who comes does not take it for ended. */
const LOOKS_LEFT_OUT = 3;
const ENTERING_EVERY_MS = 100;
/** Of the lease: after that a process that heard nothing does nothing more that others may do. */
const TRUSTED_SHARE = 0.75;
/** Of the lease: what the time between two answers of the store counts for at most. */
const SILENCE_SHARE = 0.5;
/** Two processes differ by twice as much, which has to stay below every lease that is a date. */
const MOST_SKEW_MS = 15_000;
const SKEW_EVERY_MS = 30_000;

/**
 * The API processes of one platform, as this one sees them. While there is no other, it costs one read a second. A process that
 * comes waits until all others have seen it: from then on they take their locks against it. No two clocks are compared: another
 * counts as ended when its beat stayed the same for the lease by our clock, while the store answered us, and we count ourselves as ended some time before that.
 */
export class Peers {
  readonly #options: Required<PeersOptions>;
  readonly #observed = new Map<string, { readonly beat: number; readonly silentMs: number }>();
  /** When the store answered last who is there. */
  #heardAt = Number.NEGATIVE_INFINITY;
  readonly #heard = new Map<string, Readonly<Record<string, number>>>();
  readonly #nudges: Record<string, number> = {};
  readonly #onNudge: ((job: string) => void)[] = [];
  readonly #onLook: (() => Promise<void>)[] = [];
  #own: OwnProcess | null = null;
  #logger: Pick<Logger, 'warn'> = { warn: () => undefined };
  #id = '';
  #beat = 0;
  #seen: readonly string[] = [];
  #others: readonly ProcessRecord[] = [];
  #isAlone = true;
  #isEntering = false;
  #trustedUntil = Number.POSITIVE_INFINITY;
  #skewAt = 0;
  #isClockRight = true;
  #looking: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;
  readonly #onPeers: (() => Promise<void> | void)[] = [];
  readonly #onTakenForEnded: (() => void)[] = [];
  readonly #onStop: (() => Promise<boolean>)[] = [];
  #encounters = 0;

  constructor(options: PeersOptions) {
    this.#options = { leaseMs: LEASE_MS, everyMs: LOOK_EVERY_MS, now: () => performance.now(), ...options };
  }

  /** Another one after each time that others took this process for ended. */
  get id(): string {
    return this.#id;
  }

  /** No lock has to be stored. So is a process that never entered. */
  get isAlone(): boolean {
    return this.#isAlone;
  }

  /** How many looks found others. */
  get encounters(): number {
    return this.#encounters;
  }

  get isClockRight(): boolean {
    return this.#isClockRight;
  }

  /** May this process still count on what it holds? */
  get isTrusted(): boolean {
    return !this.#isStopped && !this.#isEntering && this.#options.now() < this.#trustedUntil;
  }

  /** Resolves when all others know of this process. @throws ProcessRefusedError */
  async enter(own: OwnProcess, logger: Pick<Logger, 'warn'>): Promise<void> {
    this.#own = own;
    this.#logger = logger;
    if (own.isFirstThere === true) await this.#options.registry.clear();
    await this.#enterAnew();
    try {
      await this.requireTrusted();
    } catch (error) {
      await this.#options.registry.remove(this.#id);
      this.#own = null;
      throw error;
    }
    this.#schedule();
  }

  /** @throws ProcessEndingError */
  requireStaying(): void {
    if (this.#isStopped) throw new ProcessEndingError();
  }

  /**
   * For what can't be undone. Where there are others, the store is asked: of a machine that was paused the clock may have stood still,
   * too.
   * @throws ProcessEndingError
   */
  async confirm(): Promise<void> {
    this.requireStaying();
    if (!this.#isAlone) await this.look();
    await this.requireTrusted();
  }

  /**
   * Resolves at once unless this process stood still, or heard nothing, for longer than it may.
   * @throws ProcessEndingError
   */
  async requireTrusted(): Promise<void> {
    this.requireStaying();
    for (let pauseMs = 0; this.#own !== null && !this.isTrusted; pauseMs = ENTERING_EVERY_MS) {
      if (pauseMs > 0) await delay(pauseMs);
      await this.look();
      this.requireStaying();
    }
  }

  /** Called when this process has another id, as the others took it for ended. */
  onTakenForEnded(listener: () => void): void {
    this.#onTakenForEnded.push(listener);
  }

  /** Called when this process leaves. False: it still holds something, so the others have to see that it ended. */
  onStop(listener: () => Promise<boolean>): void {
    this.#onStop.push(listener);
  }

  /** Not ended, as far as is known. */
  async isThere(id: string): Promise<boolean> {
    if (id === this.#id || this.#others.some((other) => other.id === id)) return true;
    // It may have entered since the last look.
    return (await this.#options.registry.list()).some((record) => record.id === id);
  }

  /** Asks the others for a run of a job; they hear of it within a second or two. */
  nudge(job: string): void {
    if (!this.#isAlone) this.#nudges[job] = (this.#nudges[job] ?? 0) + 1;
  }

  onNudge(listener: (job: string) => void): void {
    this.#onNudge.push(listener);
  }

  /** Called at each look that finds others, before this process records that it saw them. */
  onPeers(listener: () => Promise<void> | void): void {
    this.#onPeers.push(listener);
  }

  /** Called after each look. */
  onLook(listener: () => Promise<void>): void {
    this.#onLook.push(listener);
  }

  async look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => (this.#looking = null));
    return this.#looking;
  }

  /** From now on nothing is begun that others may do. Call it when the work of this process has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#looking?.catch(() => undefined);
    const areOver = await Promise.all(this.#onStop.map((listener) => listener()));
    if (this.#own !== null && areOver.every((isOver) => isOver))
      await this.#options.registry.remove(this.#id).catch(() => undefined);
    this.#own = null;
  }

  #schedule(leftOut = 0): void {
    if (this.#isStopped) return;
    const { everyMs } = this.#options;
    const areComing = this.#own?.mayHaveOthers?.() ?? false;
    this.#timer = setTimeout(
      () => {
        const mayHaveOthers = this.#own?.mayHaveOthers?.() ?? true;
        if (this.#isAlone && !mayHaveOthers && leftOut < LOOKS_LEFT_OUT) {
          this.#schedule(leftOut + 1);
          return;
        }
        this.look()
          .catch((error: unknown) => this.#logger.warn({ err: error }, 'the other processes can not be seen'))
          .finally(() => this.#schedule());
      },
      areComing ? Math.min(LOOK_FOR_COMING_EVERY_MS, everyMs) : everyMs,
    ).unref();
  }

  async #look(): Promise<void> {
    const { registry, now } = this.#options;
    const startedAt = now();
    const records = await registry.list();
    const sinceHeardMs = Math.max(0, startedAt - this.#heardAt);
    this.#heardAt = now();
    if (!records.some(({ id }) => id === this.#id)) {
      this.#logger.warn({}, 'this process stood still for so long that the others took it for ended');
      return this.#enterAnew();
    }
    const others = await this.#living(records, sinceHeardMs);
    this.#others = others;
    if (others.length > 0) this.#encounters += 1;
    if (this.#isEntering) await this.#requireFitting(others);
    if (others.length === 0 && this.#seen.length === 0) this.#trustedUntil = startedAt + this.#trustedMs;
    else if (!(await this.#showLife(others))) return this.#enterAnew();
    if (others.every(({ seen }) => seen.includes(this.#id))) this.#isEntering = false;
    // Who comes now waits until it was seen.
    this.#isAlone = others.length === 0;
    this.#hear(others);
    await this.#checkClock();
    for (const listener of this.#onLook) await listener();
  }

  /** What the others see of this process; false when they took it for ended. */
  async #showLife(others: readonly ProcessRecord[]): Promise<boolean> {
    const { registry, now } = this.#options;
    const seen = others.map(({ id }) => id);
    if (seen.length > 0) {
      this.#isAlone = false;
      for (const listener of this.#onPeers) await listener();
    }
    const startedAt = now();
    this.#beat += 1;
    if (!(await registry.update(this.#id, { beat: this.#beat, seen, nudges: this.#nudges }))) return false;
    this.#seen = seen;
    this.#trustedUntil = startedAt + this.#trustedMs;
    return true;
  }

  async #enterAnew(): Promise<void> {
    if (this.#own === null) return;
    const { place, identity, version, publicUrl, settings = {} } = this.#own;
    this.#isAlone = false;
    this.#isEntering = true;
    this.#trustedUntil = 0;
    this.#seen = [];
    const isFirst = this.#id === '';
    this.#id = randomBytes(8).toString('hex');
    if (!isFirst) for (const listener of this.#onTakenForEnded) listener();
    const own = { id: this.#id, place, identity, version, publicUrl, settings };
    await this.#options.registry.add({ ...own, beat: this.#beat, seen: [], nudges: this.#nudges });
  }

  /** Removes those that ended without a word. */
  async #living(records: readonly ProcessRecord[], sinceHeardMs: number): Promise<readonly ProcessRecord[]> {
    const { registry, leaseMs } = this.#options;
    // While the store did not answer us, others could show it nothing either.
    const silence = Math.min(sinceHeardMs, leaseMs * SILENCE_SHARE);
    const living: ProcessRecord[] = [];
    for (const record of records) {
      const { id, beat } = record;
      if (id === this.#id) continue;
      const known = this.#observed.get(id);
      const silentMs = known?.beat === beat ? known.silentMs + silence : 0;
      const isSilent = silentMs > leaseMs;
      this.#observed.set(id, { beat, silentMs });
      const isEnded = (isSilent || this.#hasEnded(record)) && (await registry.remove(id, beat));
      if (!isEnded) living.push(record);
    }
    for (const id of this.#observed.keys())
      if (!living.some((record) => record.id === id)) {
        this.#observed.delete(id);
        this.#heard.delete(id);
      }
    return living;
  }

  #hasEnded({ place, identity }: ProcessRecord): boolean {
    return this.#own !== null && place === this.#own.place && !this.#own.isRunning(identity);
  }

  async #requireFitting(others: readonly ProcessRecord[]): Promise<void> {
    if (this.#own !== null) requireAlike(this.#own, others);
    const skew = others.length === 0 ? 0 : await this.#skew();
    if (Math.abs(skew) > MOST_SKEW_MS)
      throw new ProcessRefusedError(
        `The clock of this machine differs by ${Math.round(Math.abs(skew) / 1_000)} s from that of the document store; at most ${MOST_SKEW_MS / 1_000} s are allowed. Set it right, then start again.`,
      );
  }

  async #checkClock(): Promise<void> {
    const now = this.#options.now();
    if (this.#isAlone) this.#isClockRight = true;
    if (this.#isAlone || now < this.#skewAt) return;
    this.#skewAt = now + SKEW_EVERY_MS;
    this.#isClockRight = Math.abs(await this.#skew()) <= MOST_SKEW_MS;
    if (!this.#isClockRight)
      this.#logger.warn({}, 'the clock of this machine is wrong: it leaves the jobs to other processes');
  }

  async #skew(): Promise<number> {
    const before = Date.now();
    const there = (await this.#options.registry.now()).getTime();
    return there - (before + Date.now()) / 2;
  }

  #hear(others: readonly ProcessRecord[]): void {
    for (const { id, nudges } of others) {
      const before = this.#heard.get(id);
      this.#heard.set(id, nudges);
      if (before === undefined) continue;
      for (const [job, count] of Object.entries(nudges))
        if (count > (before[job] ?? 0)) for (const listener of this.#onNudge) listener(job);
    }
  }

  get #trustedMs(): number {
    return this.#options.leaseMs * TRUSTED_SHARE;
  }
}
