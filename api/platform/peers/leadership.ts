import { TurnLostError } from './errors.ts';
import type { Peers } from './peers.ts';
import type { Hold, SharedLocks } from './shared-locks.ts';

const LOCK = 'jobs';

/** One process of the platform runs the jobs: the first that takes their lock, until it ends or stands still. */
export class Leadership {
  readonly #peers: Peers;
  readonly #locks: SharedLocks;
  #hold: Hold | null = null;
  #onBegin: () => void = () => undefined;
  #isStopped = false;
  /** Somebody was told that this process does not lead, though it keeps the lock. */
  #isInterrupted = false;
  #looking: Promise<void> | null = null;

  constructor(peers: Peers, locks: SharedLocks) {
    this.#peers = peers;
    this.#locks = locks;
  }

  get isLeading(): boolean {
    const isLeading = this.#hold?.isOurs === true && this.#peers.isClockRight && this.#peers.isTrusted;
    if (!isLeading) this.#isInterrupted = true;
    return isLeading;
  }

  /** For what a job can't undo: ask right before it. @throws TurnLostError when another process may lead by now */
  async require(): Promise<void> {
    const hold = this.#hold;
    if (hold === null) throw new TurnLostError(LOCK);
    await hold.require();
    if (!this.isLeading) throw new TurnLostError(LOCK);
  }

  /** Asks the leading process for a run. */
  nudge(job: string): void {
    this.#peers.nudge(job);
  }

  onNudge(listener: (job: string) => void): void {
    this.#peers.onNudge(listener);
  }

  /** @param onBegin hears each time that this process begins to lead */
  async start(onBegin: () => void): Promise<void> {
    this.#onBegin = onBegin;
    this.#peers.onLook(() => this.#look());
    await this.#look();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#looking?.catch(() => undefined);
    const hold = this.#hold;
    this.#hold = null;
    await hold?.release();
  }

  async #look(): Promise<void> {
    this.#looking ??= this.#lead().finally(() => (this.#looking = null));
    await this.#looking;
  }

  async #lead(): Promise<void> {
    const isInterrupted = this.#isInterrupted;
    if (this.isLeading) {
      this.#isInterrupted = false;
      if (isInterrupted) this.#onBegin();
      return;
    }
    await this.#hold?.release();
    this.#hold = null;
    // To become trusted again takes a look, and this is part of one.
    if (this.#isStopped || !this.#peers.isClockRight || !this.#peers.isTrusted) return;
    this.#hold = await this.#locks.tryHold(LOCK);
    if (this.#hold === null) return;
    this.#isInterrupted = false;
    this.#onBegin();
  }
}
