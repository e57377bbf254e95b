import { createTestTokenInterface } from '../../../contracts/abi/interfaces/TestToken.ts';
import {
  concat,
  getCreate2Address,
  type JsonRpcProvider,
  keccak256,
  toBeHex,
  ZeroAddress,
  zeroPadValue,
} from 'ethers';
import { SafeL2__factory } from '../../../contracts/abi/factories/SafeL2__factory.ts';
import { SafeProxyFactory__factory } from '../../../contracts/abi/factories/SafeProxyFactory__factory.ts';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { type Address, parseAddress } from '@lanran/protocol/kernel/signature';
import type { SafeWallet } from '../domain/safe-wallet.ts';
import type { DecodedAct, Deployment, RelayProgress, RelayReceipt } from '../ports/ledger.ts';
import type { SafePlace, SafeSpecification, SafeWallets, SignedSafeCall } from '../ports/safe-wallets.ts';
import { askChain } from './chain-failure.ts';
import { decodeAct, parseCall } from './decode-act.ts';
import { MissingContractError, type PlatformContracts } from './platform-contracts.ts';
import { readReceipt, requireSuccess } from './read-events.ts';
import type { RelayerAccount } from './relayer-account.ts';

/** Of the act and the Safe's own checks; below the embedded chain's cap of 3,000,000 a transaction. */
const GAS_LIMIT = 2_900_000n;
/** Where a proxy keeps the address of the code it runs. */
const SINGLETON_SLOT = 0;
/** Somebody's Safes of one specification whose owners changed later are passed over. */
const MAX_TWINS = 50n;

export interface EthersSafeWalletsOptions {
  readonly provider: JsonRpcProvider;
  readonly deployment: Deployment;
  readonly contracts: PlatformContracts;
  readonly relayer: RelayerAccount;
}

export class TooManyTwinsError extends Error {
  override readonly name = 'TooManyTwinsError';
}

/** Safes over JSON-RPC; sends by the ledger's own relayer, so that its nonces have no gaps. */
export class EthersSafeWallets implements SafeWallets {
  readonly #options: EthersSafeWalletsOptions;
  readonly #interface = SafeL2__factory.createInterface();
  #proxyCode: Promise<string> | null = null;

  constructor(options: EthersSafeWalletsOptions) {
    this.#options = options;
  }

  async find(address: Address): Promise<SafeWallet | null> {
    return this.#ask(() => this.#find(address));
  }

  async locate(specification: SafeSpecification): Promise<SafePlace> {
    return this.#ask(async () => {
      for (let twin = 0n; twin < MAX_TWINS; twin++) {
        const place = await this.#place(specification, twin);
        const wallet = await this.#find(place.address);
        if (wallet === null || isAsSpecified(wallet, specification)) return { ...place, wallet };
      }
      throw new TooManyTwinsError(`${specification.creator} made the same Safe ${MAX_TWINS} times.`);
    });
  }

  async create(specification: SafeSpecification, { address, salt }: SafePlace): Promise<SafeWallet> {
    return this.#ask(async () => {
      const call = await this.#factory().createProxyWithNonce.populateTransaction(
        this.#addressOf('SafeL2'),
        this.#setup(specification),
        salt,
      );
      requireSuccess(await this.#options.relayer.send(call));
      const wallet = await this.#find(address);
      if (wallet === null) throw new MissingContractError(`The factory made no Safe at ${address}.`);
      return wallet;
    });
  }

  async decodeAct(call: { readonly to: Address; readonly data: Hex }): Promise<DecodedAct | null> {
    const { known } = this.#options.contracts;
    return decodeAct(call, known) ?? this.#ask(() => this.#decodeApproval(call));
  }

  async execute(
    { safe, to, data, signatures }: SignedSafeCall,
    progress: RelayProgress,
  ): Promise<RelayReceipt> {
    const { provider, relayer, deployment, contracts } = this.#options;
    return this.#ask(async () => {
      const call = await SafeL2__factory.connect(safe, provider).execTransaction.populateTransaction(
        to,
        0n,
        data,
        0,
        0n,
        0n,
        0n,
        ZeroAddress,
        ZeroAddress,
        signatures,
      );
      const request = { ...call, gasLimit: GAS_LIMIT };
      // The Safe passes on the reason of the act it was refused. In the block to come: an idle chain's latest is old.
      await provider.call({ ...request, from: relayer.address, blockTag: 'pending' });
      const receipt = await relayer.send(request, progress);
      return readReceipt({ provider, chainId: deployment.chainId, known: contracts.known }, receipt);
    });
  }

  async findExecution(
    safe: Address,
    { hash, sinceBlock }: { readonly hash: Hex; readonly sinceBlock: number },
  ): Promise<Hex | null> {
    const topics = [this.#interface.getEvent('ExecutionSuccess').topicHash, hash];
    const [log] = await this.#ask(() =>
      this.#options.provider.getLogs({ address: safe, topics, fromBlock: sinceBlock }),
    );
    return log === undefined ? null : (log.transactionHash as Hex);
  }

  async #find(address: Address): Promise<SafeWallet | null> {
    const { provider } = this.#options;
    const [code, proxyCode, singleton] = await Promise.all([
      provider.getCode(address),
      this.#readProxyCode(),
      provider.getStorage(address, SINGLETON_SLOT),
    ]);
    if (code !== proxyCode || BigInt(singleton) !== BigInt(this.#addressOf('SafeL2'))) return null;
    const safe = SafeL2__factory.connect(address, provider);
    const [owners, threshold, nonce] = await Promise.all([
      safe.getOwners(),
      safe.getThreshold(),
      safe.nonce(),
    ]);
    // A proxy whose owners were never set up is nobody's.
    if (owners.length === 0) return null;
    return {
      address,
      owners: owners.map((owner) => parseAddress(owner.toLowerCase())),
      threshold: Number(threshold),
      nonce,
    };
  }

  /** What the factory deploys: its creation code, run. */
  #readProxyCode(): Promise<string> {
    this.#proxyCode ??= this.#creationCode()
      .then((data) => this.#options.provider.call({ data }))
      .catch((error: unknown) => {
        this.#proxyCode = null;
        throw error;
      });
    return this.#proxyCode;
  }

  async #creationCode(): Promise<string> {
    const code = await this.#factory().proxyCreationCode();
    return concat([code, zeroPadValue(this.#addressOf('SafeL2'), 32)]);
  }

  async #place(specification: SafeSpecification, twin: bigint): Promise<Omit<SafePlace, 'wallet'>> {
    const salt = keccak256(concat([specification.creator, toBeHex(twin, 32)]));
    const mixed = keccak256(concat([keccak256(this.#setup(specification)), salt]));
    const address = getCreate2Address(
      this.#addressOf('SafeProxyFactory'),
      mixed,
      keccak256(await this.#creationCode()),
    );
    return { address: parseAddress(address.toLowerCase()), salt: salt as Hex };
  }

  #setup({ owners, threshold }: SafeSpecification): string {
    const handler = this.#addressOf('CompatibilityFallbackHandler');
    const nothing = [ZeroAddress, 0, ZeroAddress] as const;
    return this.#interface.encodeFunctionData('setup', [
      [...owners],
      threshold,
      ZeroAddress,
      '0x',
      handler,
      ...nothing,
    ]);
  }

  async #decodeApproval({
    to,
    data,
  }: {
    readonly to: Address;
    readonly data: Hex;
  }): Promise<DecodedAct | null> {
    const { contracts } = this.#options;
    const parsed = parseCall({ interface: createTestTokenInterface() }, data);
    if (parsed?.name !== 'approve') return null;
    const spender = String(parsed.args[0]).toLowerCase();
    const market = (await contracts.market.getAddress()).toLowerCase();
    if (spender !== market || !(await contracts.book.isAccepted(to))) return null;
    const contract = contracts.known.find(({ address }) => address === to)?.name ?? 'PaymentToken';
    return { contract, functionName: 'approve', assetIds: [], versions: [] };
  }

  #factory() {
    return SafeProxyFactory__factory.connect(this.#addressOf('SafeProxyFactory'), this.#options.provider);
  }

  #addressOf(name: string): string {
    const address = this.#options.deployment.contracts[name];
    if (address === undefined)
      throw new MissingContractError(`The deployment names no ${name}. Run scripts/deploy again.`);
    return address;
  }

  #ask<T>(call: () => Promise<T>): Promise<T> {
    return askChain(this.#options.contracts.known, call);
  }
}

function isAsSpecified(wallet: SafeWallet, { owners, threshold }: SafeSpecification): boolean {
  return (
    wallet.threshold === threshold &&
    wallet.owners.length === owners.length &&
    wallet.owners.every((owner) => owners.includes(owner))
  );
}
