import { Engine, ENGINE, type Block } from './engine.ts';
import { hasSystemCode } from './errors.ts';
import { Filters } from './filters.ts';
import { buildHeader, parseHeader, randomChainId } from './header.ts';
import { Journal } from './journal.ts';
import { RPC_CODE, RpcError } from './json-rpc.ts';
import { isRead, looksAhead, methodNotFound, prepare } from './methods.ts';
import { NonceGate } from './nonce-gate.ts';
import { fundsRefusal, nonceRefusal, parseRawTransaction, type RawTransaction } from './raw-transaction.ts';
import { replay } from './replay.ts';
import { Turnstile } from './turnstile.ts';

export interface ChainNodeOptions {
  readonly journalPath: string;
  /** Unix seconds. */
  readonly now: () => number;
  /** How long a transaction may wait for the ones before it, which may still be on their way here. */
  readonly nonceWaitMs: number;
}

interface Restored {
  readonly chainId: number;
  readonly engine: Engine;
  readonly journal: Journal;
  readonly tip: Block;
}

/** A chain whose transactions are on disk before they are executed, and executed before they are answered. */
export class ChainNode {
  readonly chainId: number;
  readonly #engine: Engine;
  readonly #journal: Journal;
  readonly #options: ChainNodeOptions;
  readonly #turnstile = new Turnstile();
  readonly #nonceGate = new NonceGate();
  readonly #filters = new Filters();
  #tip: Block;
  /** Set when the engine broke while mining: what it holds may then differ from the journal. */
  #hasFailed = false;

  private constructor({ chainId, engine, journal, tip }: Restored, options: ChainNodeOptions) {
    this.chainId = chainId;
    this.#engine = engine;
    this.#journal = journal;
    this.#tip = tip;
    this.#options = options;
  }

  /** Replays the journal or, when there is none, begins a chain with a random id. Throws ChainStartError. */
  static async open(options: ChainNodeOptions): Promise<ChainNode> {
    const journal = await Journal.open(options.journalPath);
    return new ChainNode(journal === null ? await begin(options) : await restore(journal), options);
  }

  get blockNumber(): number {
    return this.#tip.number;
  }

  /** Throws RpcError. */
  async request(method: string, params: readonly unknown[]): Promise<unknown> {
    if (method === 'eth_sendRawTransaction') return await this.#send(params[0]);
    // The engine's own answer would have wallets offer a price that nobody here can pay.
    if (method === 'eth_gasPrice' || method === 'eth_maxPriorityFeePerGas') return '0x0';
    if (method === 'web3_clientVersion')
      return `HardhatNetwork/${ENGINE.hardhat}/@nomicfoundation/edr/${ENGINE.edr}`;
    if (!isRead(method)) throw methodNotFound(method);
    if (looksAhead(method, params)) return await this.#turnstile.pass(() => this.#lookAhead(method, params));
    const result = await this.#engine.request(method, prepare(method, params));
    await this.#boundFilters(method, params, result);
    return result;
  }

  /** Waits for what is being mined, then closes the journal. */
  async close(): Promise<void> {
    await this.#turnstile.pass(() => this.#journal.close());
  }

  async #send(value: unknown): Promise<string> {
    const transaction = parseRawTransaction(value, this.chainId);
    const deadline = Date.now() + this.#options.nonceWaitMs;
    while (true) {
      const outcome = await this.#turnstile.pass(() => this.#tryToMine(transaction, deadline));
      if ('hash' in outcome) return outcome.hash;
      await outcome.turn;
    }
  }

  /** Mines the transaction, or says when to try again because its predecessor is not here yet. */
  async #tryToMine(
    transaction: RawTransaction,
    deadline: number,
  ): Promise<{ readonly hash: string } | { readonly turn: Promise<void> }> {
    const { sender, nonce, maxCost } = transaction;
    const expectedNonce = await this.#engine.nonceOf(sender);
    if (nonce > expectedNonce && Date.now() < deadline)
      return { turn: this.#nonceGate.waitForNext(sender, deadline) };
    if (nonce !== expectedNonce) throw nonceRefusal(transaction, expectedNonce);
    const balance = await this.#engine.balanceOf(sender);
    if (maxCost > balance) throw fundsRefusal(transaction, balance);
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
    return await this.#engine.request(method, prepare(method, params));
  }

  /** Never before the latest block, even when the machine's clock was set back. */
  #nextTimestamp(): number {
    return Math.max(this.#options.now(), this.#tip.timestamp);
  }

  async #boundFilters(method: string, params: readonly unknown[], result: unknown): Promise<void> {
    if (method === 'eth_uninstallFilter') this.#filters.forget(params[0]);
    if (method === 'eth_getFilterChanges' || method === 'eth_getFilterLogs') {
      if (result === null)
        throw new RpcError(RPC_CODE.refused, 'filter not found: it was dropped. Make a new one.');
      this.#filters.touch(params[0]);
    }
    if (method !== 'eth_newFilter' && method !== 'eth_newBlockFilter') return;
    const superfluous = this.#filters.add(result);
    if (superfluous !== null) await this.#engine.request('eth_uninstallFilter', [superfluous]);
  }
}

async function begin({ journalPath, now }: ChainNodeOptions): Promise<Restored> {
  const genesis = { chainId: randomChainId(), initialDate: now() };
  const engine = await Engine.create(genesis);
  const tip = await engine.latest();
  const journal = await Journal.create(journalPath, buildHeader(genesis, tip.hash));
  return { chainId: genesis.chainId, engine, journal, tip };
}

async function restore(journal: Journal): Promise<Restored> {
  try {
    const header = parseHeader(await journal.readHeader(), journal.path);
    const engine = await Engine.create(header);
    return { chainId: header.chainId, engine, journal, tip: await replay(journal, engine, header) };
  } catch (error) {
    await journal.close();
    throw error;
  }
}
