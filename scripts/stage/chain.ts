import { BrowserProvider, id, resolveAddress, Wallet } from 'ethers';
import type { TransactionRequest, TransactionResponse } from 'ethers';
import { Engine } from '@lanran/embedded/chain/engine';

/** 2026-06-01, the day on which the stage opens. */
export const TODAY = 20_605;
export const DAY_SECONDS = 86_400;
const CHAIN_ID = 31_415;
const GAS_LIMIT = 9_000_000n;

/**
 * Sends legacy transactions for nothing, as the platform does on its embedded chain. Without a gas limit of the caller's it calls before it
 * sends, so that a refusal is thrown and not mined. It asks for no estimate, which executes a transaction up to twenty times.
 */
class FreeWallet extends Wallet {
  override async sendTransaction(request: TransactionRequest): Promise<TransactionResponse> {
    const { provider } = this;
    if (provider === null) throw new Error('This wallet has no chain.');
    const { gasLimit = GAS_LIMIT, data = '0x', value = 0n } = request;
    const to = request.to == null ? {} : { to: await resolveAddress(request.to) };
    const call = { data, value, gasLimit, ...to };
    if (request.gasLimit == null) await provider.call({ ...call, from: this.address, blockTag: 'pending' });
    const nonce = request.nonce ?? (await provider.getTransactionCount(this.address, 'pending'));
    const signed = await this.signTransaction({ type: 0, chainId: CHAIN_ID, gasPrice: 0n, nonce, ...call });
    return provider.broadcastTransaction(signed);
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
    return new StageChain(await Engine.create({ chainId: CHAIN_ID, initialDate: TODAY * DAY_SECONDS }));
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
    CHAIN_ID,
    { cacheTimeout: -1, pollingInterval: 10, staticNetwork: true },
  );
}
