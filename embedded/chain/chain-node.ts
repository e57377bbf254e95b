import type { Caller } from './caller.ts';
import { Engine, ENGINE, type Block } from './engine.ts';
import { Filters } from './filters.ts';
import { GUEST_GAS_LIMIT } from './gas-limits.ts';
import { GuestQueue } from './guest-queue.ts';
import { buildHeader, parseHeader, randomChainId } from './header.ts';
import { Journal } from './journal.ts';
import { RPC_CODE, RpcError } from './json-rpc.ts';
import { isRead, looksAhead, methodNotFound, prepare } from './methods.ts';
import { Miner } from './miner.ts';
import { OwnContracts } from './own-contracts.ts';
import {
  guestGasRefusal,
  parseRawTransaction,
  type RawTransaction,
  targetRefusal,
} from './raw-transaction.ts';
import { replay } from './replay.ts';

export interface ChainNodeOptions {
  readonly journalPath: string;
  /** Who alone creates contracts; null lets everybody, and takes transactions to any address. */
  readonly deployer: string | null;
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
  readonly #miner: Miner;
  readonly #own: OwnContracts | null;
  readonly #nonceWaitMs: number;
  readonly #guests = new GuestQueue();
  readonly #filters = new Filters();

  private constructor(restored: Restored, { deployer, now, nonceWaitMs }: ChainNodeOptions) {
    this.chainId = restored.chainId;
    this.#engine = restored.engine;
    this.#miner = new Miner({ ...restored, now });
    this.#own = deployer === null ? null : new OwnContracts(restored.engine, deployer);
    this.#nonceWaitMs = nonceWaitMs;
  }

  /** Replays the journal or, when there is none, begins a chain with a random id. Throws ChainStartError. */
  static async open(options: ChainNodeOptions): Promise<ChainNode> {
    const journal = await Journal.open(options.journalPath);
    return new ChainNode(journal === null ? await begin(options) : await restore(journal), options);
  }

  get blockNumber(): number {
    return this.#miner.tip.number;
  }

  /** Throws RpcError. */
  async request(method: string, params: readonly unknown[], caller: Caller): Promise<unknown> {
    if (method === 'eth_sendRawTransaction') return await this.#send(params[0], caller);
    const known = this.#known(method);
    if (known !== null) return known;
    if (!isRead(method)) throw methodNotFound(method);
    return await this.#inLane(caller, () => this.#read(method, params, caller));
  }

  /** Resolves when the engine has answered a small request. */
  async probe(): Promise<void> {
    await this.#engine.request('eth_blockNumber', []);
  }

  /** Waits for what is being mined, then closes the journal. */
  async close(): Promise<void> {
    await this.#miner.close();
  }

  /** What costs the engine nothing, and so never waits; null for the rest. */
  #known(method: string): string | null {
    switch (method) {
      case 'eth_blockNumber':
        return quantity(this.blockNumber);
      case 'eth_chainId':
        return quantity(this.chainId);
      case 'net_version':
        return String(this.chainId);
      case 'web3_clientVersion':
        return `HardhatNetwork/${ENGINE.hardhat}/@nomicfoundation/edr/${ENGINE.edr}`;
      // The engine's own answer would have wallets offer a price that nobody here can pay.
      case 'eth_gasPrice':
      case 'eth_maxPriorityFeePerGas':
        return '0x0';
      default:
        return null;
    }
  }

  /** A platform's request waits for no guest but the one that runs: the engine executes one request at a time. */
  #inLane<T>({ lane, signal }: Caller, act: () => Promise<T>): Promise<T> {
    return lane === 'guest' ? this.#guests.run(act, signal) : act();
  }

  async #read(method: string, params: readonly unknown[], { lane }: Caller): Promise<unknown> {
    const prepared = await prepare(method, params, {
      lane,
      latest: this.blockNumber,
      isOwn: async (address) => this.#own?.includes(address) ?? true,
    });
    if (looksAhead(method, params)) return await this.#miner.ask(method, prepared);
    const result = await this.#engine.request(method, prepared);
    await this.#boundFilters(method, params, result);
    return result;
  }

  async #send(value: unknown, caller: Caller): Promise<string> {
    const transaction = parseRawTransaction(value, this.chainId);
    const attempt = { deadline: Date.now() + this.#nonceWaitMs, isRehearsed: caller.lane === 'guest' };
    while (true) {
      const outcome = await this.#inLane(caller, async () => {
        await this.#requireFit(transaction, caller);
        return await this.#miner.tryToMine(transaction, attempt);
      });
      if ('hash' in outcome) return outcome.hash;
      // Not in the lane, so that nobody waits for a transaction that may never come.
      await outcome.turn;
    }
  }

  /** Refuses transactions that create contracts or call foreign ones: each mined transaction is kept and replayed at every start. */
  async #requireFit(transaction: RawTransaction, { lane }: Caller): Promise<void> {
    if (this.#own === null) return;
    const { to, sender } = transaction;
    const isFit = to === null ? this.#own.isDeployer(sender) : await this.#own.includes(to);
    if (!isFit) throw targetRefusal(transaction);
    if (lane === 'guest' && transaction.gasLimit > GUEST_GAS_LIMIT)
      throw guestGasRefusal(transaction, GUEST_GAS_LIMIT);
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

function quantity(value: number): string {
  return `0x${value.toString(16)}`;
}
