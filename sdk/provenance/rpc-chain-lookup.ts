import type { JsonRpcProvider } from 'ethers';
import { isHex, parseBytes32, type Hex } from '@lanran/protocol/kernel/bytes';
import type { ChainLookup, NewestSlots } from '@lanran/protocol/proofs/check';
import type { ChainEventEvidence } from '@lanran/protocol/log/evidence';
import { parseAddress, type Address } from '@lanran/protocol/kernel/signature';
import { openChainReader } from '../kernel/chain-reader.ts';
import { ClientError, reasonOf } from '../kernel/errors.ts';

const TIMEOUT_MS = 20_000;

/** A node of the chain over JSON-RPC, asked for what a bundle can't prove by itself. */
export class RpcChainLookup implements ChainLookup {
  readonly #provider: JsonRpcProvider;
  readonly #url: string;
  readonly #chainId: bigint;

  private constructor(provider: JsonRpcProvider, url: string, chainId: bigint) {
    this.#provider = provider;
    this.#url = url;
    this.#chainId = chainId;
  }

  /** @throws ClientError when nobody answers there */
  static async open(url: string): Promise<RpcChainLookup> {
    // ethers retries for ever to find out the network, so the first question is asked without it.
    const chainId = await readChainId(url);
    const provider = openChainReader(url, chainId);
    return new RpcChainLookup(provider, url, chainId);
  }

  async chainId(): Promise<bigint> {
    return this.#chainId;
  }

  async findBlockHash(blockNumber: bigint): Promise<Hex | null> {
    const block = await this.#ask(() => this.#provider.getBlock(blockNumber));
    return isHex(block?.hash, 32) ? block.hash : null;
  }

  async findEventAddress({
    transactionHash,
    blockHash,
    logIndex,
  }: ChainEventEvidence): Promise<Address | null> {
    const receipt = await this.#ask(() => this.#provider.getTransactionReceipt(transactionHash));
    if (receipt?.blockHash !== blockHash) return null;
    const event = receipt.logs.find(({ index }) => index === logIndex);
    return event === undefined ? null : parseAddress(event.address.toLowerCase());
  }

  async readNewest(contract: Address, slots: readonly Hex[]): Promise<NewestSlots> {
    return this.#ask(async () => {
      const block = await this.#provider.getBlock('latest');
      if (block === null) throw new Error('it has no newest block');
      const values = await Promise.all(slots.map((slot) => this.#provider.getStorage(contract, slot)));
      return {
        blockNumber: BigInt(block.number),
        timestamp: block.timestamp,
        values: values.map((value) => parseBytes32(value.toLowerCase(), 'eth_getStorageAt')),
      };
    });
  }

  close(): void {
    this.#provider.destroy();
  }

  async #ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (cause) {
      throw unreachable(this.#url, cause);
    }
  }
}

async function readChainId(url: string): Promise<bigint> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { result } = (await response.json()) as { readonly result?: unknown };
    if (typeof result !== 'string') throw new Error('it is no node of an EVM chain');
    return BigInt(result);
  } catch (cause) {
    throw unreachable(url, cause);
  }
}

function unreachable(url: string, cause: unknown): ClientError {
  return new ClientError(
    'RPC_UNREACHABLE',
    `${url} can't be asked (${reasonOf(cause)}). Name another node, or none: the checks that need it are unknown then.`,
    { cause, argument: 'rpc' },
  );
}
