import { getCreateAddress } from 'ethers/address';
import { id } from 'ethers/hash';
import type { Engine } from './engine.ts';
import { isArray } from './json-rpc.ts';
import { Mutex } from './mutex.ts';

/** Safe's factories: https://github.com/safe-global/safe-smart-account, `SafeProxyFactory`. */
const PROXY_CREATION = id('ProxyCreation(address,address)');

/**
 * The contracts that the deployer created, and the Safes that a factory among them made. Read from the chain itself, so
 * that no list has to be kept beside it.
 */
export class OwnContracts {
  readonly #engine: Engine;
  readonly #deployer: string;
  /** Lower case. */
  readonly #addresses = new Set<string>();
  /** Two readers at once would each pass the other's place. */
  readonly #mutex = new Mutex();
  #nextNonce = 0;
  #nextBlock = 0;

  constructor(engine: Engine, deployer: string) {
    this.#engine = engine;
    this.#deployer = deployer.toLowerCase();
  }

  isDeployer(address: string): boolean {
    return address.toLowerCase() === this.#deployer;
  }

  async includes(address: string): Promise<boolean> {
    const wanted = address.toLowerCase();
    if (!this.#addresses.has(wanted)) await this.#mutex.pass(() => this.#readNewBlocks());
    return this.#addresses.has(wanted);
  }

  async #readNewBlocks(): Promise<void> {
    const { number: latest } = await this.#engine.latest();
    if (latest < this.#nextBlock) return;
    await this.#addCreated();
    await this.#addMade(latest);
    this.#nextBlock = latest + 1;
  }

  async #addCreated(): Promise<void> {
    const nonce = await this.#engine.nonceOf(this.#deployer);
    for (; this.#nextNonce < nonce; this.#nextNonce++) {
      const address = getCreateAddress({ from: this.#deployer, nonce: this.#nextNonce });
      if ((await this.#engine.request('eth_getCode', [address, 'latest'])) !== '0x')
        this.#addresses.add(address.toLowerCase());
    }
  }

  async #addMade(latest: number): Promise<void> {
    const range = { fromBlock: quantity(this.#nextBlock), toBlock: quantity(latest) };
    const logs = await this.#engine.request('eth_getLogs', [{ ...range, topics: [PROXY_CREATION] }]);
    if (!isArray(logs)) throw new TypeError('The engine gave no list of logs.');
    for (const log of logs) {
      const made = readProxyCreation(log);
      if (made !== null && this.#addresses.has(made.factory)) this.#addresses.add(made.proxy);
    }
  }
}

function readProxyCreation(log: unknown): { readonly factory: string; readonly proxy: string } | null {
  if (typeof log !== 'object' || log === null || !('address' in log && 'topics' in log)) return null;
  const { address, topics } = log;
  const proxy = isArray(topics) ? topics[1] : null;
  if (typeof address !== 'string' || typeof proxy !== 'string') return null;
  return { factory: address.toLowerCase(), proxy: `0x${proxy.slice(-40).toLowerCase()}` };
}

function quantity(value: number): string {
  return `0x${value.toString(16)}`;
}
