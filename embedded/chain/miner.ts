import { type Block, type Engine } from './engine.ts';
import { hasSystemCode } from './errors.ts';
import type { Journal } from './journal.ts';
import { RPC_CODE, RpcError } from './json-rpc.ts';
import { NonceGate } from './nonce-gate.ts';
import { fundsRefusal, nonceRefusal, type RawTransaction } from './raw-transaction.ts';
import { Mutex } from './mutex.ts';

export interface MinerOptions {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly tip: Block;
  /** Unix seconds. */
  readonly now: () => number;
}

export interface Attempt {
  /** Milliseconds of Date.now(), until when the transaction may wait for the ones before it. */
  readonly deadline: number;
  /** Whether it is called first, and refused when the call fails. */
  readonly isRehearsed: boolean;
}

/** Writes transactions to the journal, then mines them, one at a time. */
export class Miner {
  readonly #engine: Engine;
  readonly #journal: Journal;
  readonly #now: () => number;
  readonly #mutex = new Mutex();
  readonly #nonceGate = new NonceGate();
  #tip: Block;
  /** Set when the engine broke while mining: what it holds may then differ from the journal. */
  #hasFailed = false;

  constructor({ engine, journal, tip, now }: MinerOptions) {
    this.#engine = engine;
    this.#journal = journal;
    this.#tip = tip;
    this.#now = now;
  }

  get tip(): Block {
    return this.#tip;
  }

  /** Mines the transaction, or says when to try again because its predecessor is not here yet. Throws RpcError. */
  tryToMine(
    transaction: RawTransaction,
    attempt: Attempt,
  ): Promise<{ readonly hash: string } | { readonly turn: Promise<void> }> {
    return this.#mutex.pass(() => this.#tryToMine(transaction, attempt));
  }

  /** Asks what depends on the time of the block that would come next. */
  ask(method: string, params: readonly unknown[]): Promise<unknown> {
    return this.#mutex.pass(() => this.#lookAhead(method, params));
  }

  /** Waits for what is being mined, then closes the journal. */
  async close(): Promise<void> {
    await this.#mutex.pass(() => this.#journal.close());
  }

  async #tryToMine(transaction: RawTransaction, { deadline, isRehearsed }: Attempt) {
    const { sender, nonce, maxCost } = transaction;
    const expectedNonce = await this.#engine.nonceOf(sender);
    if (nonce > expectedNonce && Date.now() < deadline)
      return { turn: this.#nonceGate.waitForNext(sender, deadline) };
    if (nonce !== expectedNonce) throw nonceRefusal(transaction, expectedNonce);
    const balance = await this.#engine.balanceOf(sender);
    if (maxCost > balance) throw fundsRefusal(transaction, balance);
    if (isRehearsed) await this.#lookAhead('eth_call', [transaction.call, 'pending']);
    const hash = await this.#mine(transaction.bytes);
    this.#nonceGate.announceMined(sender);
    return { hash };
  }

  async #mine(transaction: Uint8Array): Promise<string> {
    if (this.#hasFailed)
      throw new Error('The engine failed while it mined; restart the chain to replay the journal.');
    const timestamp = this.#nextTimestamp();
    await this.#append({ timestamp, parentHash: this.#tip.hash, transaction });
    try {
      await this.#engine.setNextTimestamp(timestamp);
      const hash = await this.#engine.mine(transaction);
      this.#tip = await this.#engine.latest();
      return hash;
    } catch (error) {
      if (error instanceof RpcError) await this.#journal.dropLast();
      else this.#hasFailed = true;
      throw error;
    }
  }

  async #append(entry: { timestamp: number; parentHash: string; transaction: Uint8Array }): Promise<void> {
    try {
      await this.#journal.append(entry);
    } catch (error) {
      const isFull = hasSystemCode(error, 'ENOSPC') || hasSystemCode(error, 'EDQUOT');
      if (!isFull) throw error;
      throw new RpcError(
        RPC_CODE.refused,
        `The disk of ${this.#journal.path} is full and the transaction was not taken. Free some space, then send it again.`,
      );
    }
  }

  /** The engine's clock stands where the last block left it, so that it must be told the time first. */
  async #lookAhead(method: string, params: readonly unknown[]): Promise<unknown> {
    await this.#engine.setNextTimestamp(this.#nextTimestamp());
    return await this.#engine.request(method, params);
  }

  /** Never before the latest block, even when the machine's clock was set back. */
  #nextTimestamp(): number {
    return Math.max(this.#now(), this.#tip.timestamp);
  }
}
