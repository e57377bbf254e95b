import type * as Edr from '@nomicfoundation/edr';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CREATION_GAS_LIMIT } from './gas-limits.ts';
import { isArray, RPC_CODE, RpcError } from './json-rpc.ts';
import { TraceSweeper } from './trace-sweeper.ts';
import { Mutex } from './mutex.ts';

export const HARDFORK = 'cancun';

/** Named exactly: another version may compute other blocks. */
export const ENGINE = { hardhat: versionOf('hardhat'), edr: versionOf('@nomicfoundation/edr') };

export interface Genesis {
  readonly chainId: number;
  /** Timestamp of block 0, in Unix seconds. */
  readonly initialDate: number;
}

export interface Block {
  readonly number: number;
  readonly hash: string;
  /** Unix seconds. */
  readonly timestamp: number;
}

/** Hardhat's node in this process: executes, mines one block a transaction, keeps all of it in memory. */
export class Engine {
  readonly #provider: Edr.Provider;
  readonly #sweeper = new TraceSweeper();
  readonly #mutex = new Mutex();

  private constructor(provider: Edr.Provider) {
    this.#provider = provider;
  }

  static async create({ chainId, initialDate }: Genesis): Promise<Engine> {
    const { edr, context } = await sharedLibrary();
    const provider = await context.createProvider(
      edr.GENERIC_CHAIN_TYPE,
      {
        allowBlocksWithSameTimestamp: true,
        allowUnlimitedContractSize: false,
        bailOnCallFailure: true,
        // A transaction that reverts is mined and has a receipt, as on any network.
        bailOnTransactionFailure: false,
        // Elasticity 1 puts the fee's target at the gas limit, so that no block can raise the base fee above 0.
        baseFeeConfig: [
          { activation: { blockNumber: 0n }, maxChangeDenominator: 8n, elasticityMultiplier: 1n },
        ],
        blockGasLimit: BigInt(CREATION_GAS_LIMIT),
        chainId: BigInt(chainId),
        coinbase: new Uint8Array(20),
        genesisState: edr.l1GenesisState(edr.SpecId.Cancun),
        hardfork: edr.CANCUN,
        initialBaseFeePerGas: 0n,
        initialBlobGas: { gasUsed: 0n, excessGas: 0n },
        initialDate: BigInt(initialDate),
        initialParentBeaconBlockRoot: new Uint8Array(32),
        minGasPrice: 0n,
        mining: { autoMine: true, memPool: { order: edr.MineOrdering.Fifo } },
        networkId: BigInt(chainId),
        observability: {},
        ownedAccounts: [],
        precompileOverrides: [],
      },
      { enable: false, decodeConsoleLogInputsCallback: () => [], printLineCallback: () => undefined },
      { subscriptionCallback: () => undefined },
      edr.ContractDecoder.withContracts({}),
    );
    return new Engine(provider);
  }

  /**
   * Throws RpcError when the engine refuses. One at a time, as the engine itself executes: given several, it takes a thread
   * for each, and each thread keeps the memory of the dearest call it ever ran (measured: 70 MB becomes 1 GB).
   */
  request(method: string, params: readonly unknown[]): Promise<unknown> {
    return this.#mutex.pass(() => this.#request(method, params));
  }

  async #request(method: string, params: readonly unknown[]): Promise<unknown> {
    const startedAt = performance.now();
    const response = await this.#provider.handleRequest(JSON.stringify({ method, params }));
    this.#sweeper.note(performance.now() - startedAt);
    const answer: unknown = typeof response.data === 'string' ? JSON.parse(response.data) : response.data;
    if (typeof answer !== 'object' || answer === null)
      throw new TypeError(`The engine gave no answer to ${method}.`);
    if ('error' in answer) throw refusal(answer.error);
    return 'result' in answer ? answer.result : null;
  }

  async setNextTimestamp(seconds: number): Promise<void> {
    await this.request('evm_setNextBlockTimestamp', [seconds]);
  }

  /** Mines a block with this transaction alone and returns the transaction's hash. */
  async mine(transaction: Uint8Array): Promise<string> {
    const hash = await this.request('eth_sendRawTransaction', [
      `0x${Buffer.from(transaction).toString('hex')}`,
    ]);
    return parseText(hash, 'a transaction hash');
  }

  async latest(): Promise<Block> {
    const block = await this.request('eth_getBlockByNumber', ['latest', false]);
    if (
      typeof block !== 'object' ||
      block === null ||
      !('hash' in block && 'timestamp' in block && 'number' in block)
    ) {
      throw new TypeError('The engine has no latest block.');
    }
    return {
      number: Number(block.number),
      hash: parseText(block.hash, 'a block hash'),
      timestamp: Number(block.timestamp),
    };
  }

  async nonceOf(address: string): Promise<number> {
    return Number(await this.request('eth_getTransactionCount', [address, 'latest']));
  }

  async balanceOf(address: string): Promise<bigint> {
    return BigInt(parseText(await this.request('eth_getBalance', [address, 'latest']), 'a balance'));
  }
}

interface Library {
  readonly edr: typeof Edr;
  readonly context: Edr.EdrContext;
}

let library: Promise<Library> | null = null;

/** EDR allows one context a process. */
function sharedLibrary(): Promise<Library> {
  library ??= loadLibrary();
  return library;
}

async function loadLibrary(): Promise<Library> {
  // Read by EDR's allocator when it is loaded: give freed memory back at once.
  process.env['MIMALLOC_PURGE_DELAY'] ??= '0';
  const edr = await import('@nomicfoundation/edr');
  const context = new edr.EdrContext();
  await context.registerProviderFactory(edr.GENERIC_CHAIN_TYPE, edr.genericChainProviderFactory());
  return { edr, context };
}

/** The engine's error in the form that Geth gives it: reverts with code 3 and the revert's bytes as data. */
function refusal(error: unknown): RpcError {
  if (typeof error !== 'object' || error === null || !('message' in error)) {
    return new RpcError(RPC_CODE.internal, 'The engine failed without saying why.');
  }
  const message = String(error.message);
  const bytes = revertBytes('data' in error ? error.data : null);
  if (bytes !== null) return new RpcError(RPC_CODE.reverted, `execution reverted: ${message}`, bytes);
  const code = 'code' in error && typeof error.code === 'number' ? error.code : RPC_CODE.refused;
  return new RpcError(code, message);
}

function revertBytes(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || isArray(data) || !('reason' in data && 'data' in data))
    return null;
  const { reason } = data;
  if (typeof reason !== 'object' || reason === null || !('Revert' in reason)) return null;
  return typeof data.data === 'string' ? data.data : null;
}

function parseText(value: unknown, what: string): string {
  if (typeof value !== 'string')
    throw new TypeError(`The engine answered ${String(value)} where ${what} was expected.`);
  return value;
}

function versionOf(library: string): string {
  const require = createRequire(import.meta.url);
  // By path, because a package need not export its description.
  const root = require.resolve
    .paths(library)
    ?.find((folder) => existsSync(join(folder, library, 'package.json')));
  if (root === undefined) throw new TypeError(`${library} is not installed. Run npm ci.`);
  const description: unknown = require(join(root, library, 'package.json'));
  if (typeof description === 'object' && description !== null && 'version' in description) {
    return String(description.version);
  }
  throw new TypeError(`${library} does not say its version.`);
}
