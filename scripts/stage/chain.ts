import { BrowserProvider, id, Wallet } from 'ethers';
import type { TransactionLike, TransactionRequest } from 'ethers';
import { Engine } from '@lanran/embedded/chain/engine';

/** 2026-06-01, the day on which the stage opens. */
export const TODAY = 20_605;
export const DAY_SECONDS = 86_400;

/** Sends legacy transactions for nothing, as the platform does on its embedded chain. */
class FreeWallet extends Wallet {
  override async populateTransaction(transaction: TransactionRequest): Promise<TransactionLike> {
    return super.populateTransaction({ type: 0, gasPrice: 0n, ...transaction });
  }
}

/** The embedded chain's own engine in this process, for tests and measurements. */
export class StageChain {
  readonly provider: BrowserProvider;
  readonly #engine: Engine;

  private constructor(engine: Engine) {
    this.#engine = engine;
    this.provider = new BrowserProvider(
      { request: ({ method, params }) => engine.request(method, Array.isArray(params) ? params : []) },
      undefined,
      { cacheTimeout: -1, pollingInterval: 10 },
    );
  }

  static async start(): Promise<StageChain> {
    return new StageChain(await Engine.create({ chainId: 31_415, initialDate: TODAY * DAY_SECONDS }));
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
