import { BrowserProvider, id, Wallet } from 'ethers';
import type { TransactionLike, TransactionRequest } from 'ethers';
import { Engine } from '@lanran/embedded/chain/engine';

/** 2026-06-01, the day on which the stage opens. */
export const TODAY = 20_605;
export const DAY_SECONDS = 86_400;
const GAS_ROOM = 300_000n;

/** Sends legacy transactions for nothing, as the platform does on its embedded chain. */
class FreeWallet extends Wallet {
  override async populateTransaction(transaction: TransactionRequest): Promise<TransactionLike> {
    return super.populateTransaction({ type: 0, gasPrice: 0n, ...transaction });
  }

  /** With room: a second may pass before it is mined, and what is changed again within one second costs less. */
  override async estimateGas(transaction: TransactionRequest): Promise<bigint> {
    return (await super.estimateGas(transaction)) + GAS_ROOM;
  }
}

/** The embedded chain's own engine in this process, for tests and measurements. */
export class StageChain {
  readonly provider: BrowserProvider;
  readonly #engine: Engine;

  private constructor(engine: Engine) {
    this.#engine = engine;
    this.provider = providerOf((method, params) => engine.request(method, params));
  }

  static async start(): Promise<StageChain> {
    return new StageChain(await Engine.create({ chainId: 31_415, initialDate: TODAY * DAY_SECONDS }));
  }

  /** Does the work by a provider of its own and remembers every transaction that it sent. */
  async recording<T>(work: (provider: BrowserProvider) => Promise<T>): Promise<{ done: T; sent: unknown[] }> {
    const sent: unknown[] = [];
    const provider = providerOf((method, params) => {
      if (method === 'eth_sendRawTransaction') sent.push(params[0]);
      return this.#engine.request(method, params);
    });
    try {
      return { done: await work(provider), sent };
    } finally {
      provider.destroy();
    }
  }

  /** Sends what was recorded on another chain, which costs a tenth of doing that work again. */
  async replay(sent: readonly unknown[]): Promise<void> {
    for (const transaction of sent) await this.request('eth_sendRawTransaction', transaction);
  }

  /** The same key for the same name. */
  wallet(name: string): Wallet {
    return new FreeWallet(id(`stage key ${name}`), this.provider);
  }

  /** Mines a block at this Unix time. */
  async travelTo(seconds: number): Promise<void> {
    await this.#engine.setNextTimestamp(seconds);
    await this.#engine.request('evm_mine', []);
  }

  async now(): Promise<number> {
    return (await this.#engine.latest()).timestamp;
  }

  async snapshot(): Promise<() => Promise<void>> {
    const snapshot = await this.#engine.request('evm_snapshot', []);
    return async () => {
      await this.#engine.request('evm_revert', [snapshot]);
    };
  }

  request(method: string, ...params: unknown[]): Promise<unknown> {
    return this.#engine.request(method, params);
  }
}

function providerOf(
  request: (method: string, params: readonly unknown[]) => Promise<unknown>,
): BrowserProvider {
  return new BrowserProvider(
    { request: ({ method, params }) => request(method, Array.isArray(params) ? params : []) },
    undefined,
    { cacheTimeout: -1, pollingInterval: 10 },
  );
}
