import { setTimeout } from 'node:timers/promises';
import { UnavailableError } from '../../platform/kernel/errors.ts';
import { statementOfEvent, type EventStatement } from '../domain/event-statement.ts';
import type { CursorStore } from '../../platform/jobs/cursor-store.ts';
import type { Ledger } from '../../chain/ports/ledger.ts';
import type { Job } from '../../platform/jobs/job-runner.ts';

const MAX_BLOCKS_A_RUN = 2_000;
const FINAL_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 250;

export interface ChainFollowerOptions {
  readonly ledger: Ledger;
  /** Appends once; the same statement again is the same leaf. */
  readonly log: { append(entry: EventStatement): Promise<unknown> };
  readonly cursors: CursorStore;
  /** Blocks on top of one before its events count as final. */
  readonly confirmations: number;
  readonly everyMs: number;
}

/** Brings every event of the contracts into the log, once each, in chain order (ADR 3). */
export class ChainFollower implements Job {
  readonly name = 'chain-follower';
  readonly everyMs: number;
  readonly #options: ChainFollowerOptions;
  #advancing: Promise<unknown> = Promise.resolve();
  /** The last block that a run found to be followed, so that a chain without new blocks costs no database command. */
  #followedTo: number | null = null;

  constructor(options: ChainFollowerOptions) {
    this.#options = options;
    this.everyMs = options.everyMs;
  }

  async run(): Promise<'more' | 'idle'> {
    const { ledger, cursors, confirmations } = this.#options;
    const last = (await ledger.latestBlock()) - confirmations;
    if (last === this.#followedTo) return 'idle';
    await this.#advanceTo(Math.min(last, (await cursors.read(this.name)) + MAX_BLOCKS_A_RUN));
    if ((await cursors.read(this.name)) < last) return 'more';
    this.#followedTo = last;
    return 'idle';
  }

  /** The last block whose events are in the log. */
  async position(): Promise<number> {
    return this.#options.cursors.read(this.name);
  }

  /** Final blocks whose events are not in the log yet. */
  async behind(): Promise<number> {
    const { ledger, cursors, confirmations } = this.#options;
    const last = (await ledger.latestBlock()) - confirmations;
    return Math.max(0, last - (await cursors.read(this.name)));
  }

  /**
   * Resolves when the log has every event up to the block, which has to become final first.
   * @throws UnavailableError when that takes too long; the events are followed later all the same
   */
  async followTo(blockNumber: number): Promise<void> {
    await this.#waitUntilFinal(blockNumber);
    await this.#advanceTo(blockNumber);
  }

  async #waitUntilFinal(blockNumber: number): Promise<void> {
    const { ledger, confirmations } = this.#options;
    if (confirmations === 0) return;
    for (let waitedMs = 0; waitedMs < FINAL_WITHIN_MS; waitedMs += LOOK_EVERY_MS) {
      if (blockNumber <= (await ledger.latestBlock()) - confirmations) return;
      await setTimeout(LOOK_EVERY_MS);
    }
    throw new UnavailableError('chain');
  }

  async #advanceTo(blockNumber: number): Promise<void> {
    const advancing = this.#advancing.catch(() => undefined).then(() => this.#advance(blockNumber));
    this.#advancing = advancing;
    await advancing;
  }

  async #advance(blockNumber: number): Promise<void> {
    const { ledger, log, cursors } = this.#options;
    let position = await cursors.read(this.name);
    while (position < blockNumber) {
      const to = Math.min(blockNumber, position + MAX_BLOCKS_A_RUN);
      for (const event of await ledger.events(position + 1, to)) {
        const entry = statementOfEvent(event);
        if (entry !== null) await log.append(entry);
      }
      await cursors.advance(this.name, to);
      position = to;
    }
  }
}
