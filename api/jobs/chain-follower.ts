import { statementOfEvent, type EventStatement } from '../domain/event-statement.ts';
import type { CursorStore } from '../ports/cursor-store.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Job } from './job-runner.ts';

const MAX_BLOCKS_A_RUN = 2_000;

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

  constructor(options: ChainFollowerOptions) {
    this.#options = options;
    this.everyMs = options.everyMs;
  }

  async run(): Promise<'more' | 'idle'> {
    const { ledger, cursors, confirmations } = this.#options;
    const last = (await ledger.latestBlock()) - confirmations;
    await this.followTo(Math.min(last, (await cursors.read(this.name)) + MAX_BLOCKS_A_RUN));
    return (await cursors.read(this.name)) < last ? 'more' : 'idle';
  }

  /** Resolves when the log has every event up to the block, which the caller knows to be final. */
  async followTo(blockNumber: number): Promise<void> {
    const advancing = this.#advancing.catch(() => undefined).then(() => this.#advance(blockNumber));
    this.#advancing = advancing;
    await advancing;
  }

  async #advance(blockNumber: number): Promise<void> {
    const { ledger, log, cursors } = this.#options;
    const position = await cursors.read(this.name);
    if (blockNumber <= position) return;
    for (const event of await ledger.events(position + 1, blockNumber)) {
      const entry = statementOfEvent(event);
      if (entry !== null) await log.append(entry);
    }
    await cursors.advance(this.name, blockNumber);
  }
}
