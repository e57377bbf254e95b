import { isError } from 'ethers';
import { type Hex, toHex } from '@lanran/protocol/kernel/bytes';
import {
  type AssetId,
  type LicenseId,
  type OrganizationId,
  parseOrganizationId,
} from '@lanran/protocol/kernel/ids';
import { KeyedMutex } from '../../platform/concurrency/keyed-mutex.ts';
import type { Mutex } from '../../platform/concurrency/mutex.ts';
import { BadSignatureError } from '../../platform/kernel/errors.ts';
import type { LedgerEvent } from '../domain/ledger-event.ts';
import type { RefusalOrDone } from '../ports/batch-ledger.ts';
import type {
  Anchor,
  AnchoredCheckpoint,
  Credit,
  DecodedAct,
  Deployment,
  ForwardRequest,
  Ledger,
  MaterializeRequest,
  NamedBlock,
  PaymentAccount,
  RelayProgress,
  RelayReceipt,
  ProvenSlots,
  SlotQuestion,
  StateProof,
  StateQuestion,
} from '../ports/ledger.ts';
import { askChain } from './chain-failure.ts';
import { readCredits } from './credits.ts';
import { decodeAct } from './decode-act.ts';
import { readEvents, readReceipt, requireSuccess } from './read-events.ts';
import { toMaterialization } from './materialization.ts';
import { EthersBatches } from './ethers-batches.ts';
import { EthersConsents } from './ethers-consents.ts';
import { EthersRoles } from './ethers-roles.ts';
import { EthersQuotes } from './ethers-quotes.ts';
import { connectContracts, type PlatformContracts } from './platform-contracts.ts';
import { RelayerAccount } from './relayer-account.ts';
import { RepeatingProvider } from './repeating-provider.ts';
import { EthersSafeWallets } from './safe-wallets.ts';
import { proveSlots, proveState, type ProvingContracts, UnprovableBlockError } from './state-proofs.ts';
import { proveInBlock } from './transaction-proof.ts';

/** What the forwarder itself needs beside the gas of the act. */
const FORWARDER_GAS = 150_000n;

export interface EthersLedgerOptions {
  readonly rpcUrl: string;
  /** Sent as `Authorization: Bearer`; null for a node that asks for none. */
  readonly rpcSecret?: string | null;
  readonly deployment: Deployment;
  /** 32 bytes of hex; sends checkpoints and relayed acts. */
  readonly relayerKey: string;
  readonly timeoutMs: number;
  /** Of the relayer among all processes; among the acts of this one unless given. */
  readonly relayerTurns?: Mutex<'send'>;
}

/** The platform's contracts over JSON-RPC. */
export class EthersLedger implements Ledger {
  readonly safes: EthersSafeWallets;
  readonly batches: EthersBatches;
  readonly quotes: EthersQuotes;
  readonly consents: EthersConsents;
  readonly roles: EthersRoles;
  readonly #provider: RepeatingProvider;
  readonly #deployment: Deployment;
  readonly #contracts: PlatformContracts;
  readonly #relayer: RelayerAccount;

  constructor({
    rpcUrl,
    rpcSecret = null,
    deployment,
    relayerKey,
    timeoutMs,
    relayerTurns = new KeyedMutex(),
  }: EthersLedgerOptions) {
    const { chainId } = deployment;
    this.#provider = new RepeatingProvider({ rpcUrl, rpcSecret, chainId, timeoutMs, pollingIntervalMs: 250 });
    this.#deployment = deployment;
    this.#contracts = connectContracts(deployment, this.#provider);
    this.#relayer = new RelayerAccount(this.#provider, relayerKey, relayerTurns);
    this.safes = new EthersSafeWallets({
      provider: this.#provider,
      deployment,
      contracts: this.#contracts,
      relayer: this.#relayer,
    });
    this.quotes = new EthersQuotes(this.#contracts);
    this.roles = new EthersRoles({
      deployment,
      provider: this.#provider,
      known: this.#contracts.known,
    });
    this.batches = new EthersBatches({
      provider: this.#provider,
      deployment,
      contracts: this.#contracts,
      relayer: this.#relayer,
    });
    this.consents = new EthersConsents(this.#contracts, this.#relayer, this.batches);
  }

  deployment(): Deployment {
    return this.#deployment;
  }

  async latestBlock(): Promise<number> {
    return this.#ask(() => this.#provider.getBlockNumber());
  }

  async findBlock(number: number): Promise<NamedBlock | null> {
    const block = await this.#ask(() => this.#provider.getBlock(number));
    if (block?.hash == null) return null;
    return { number, hash: block.hash as Hex, time: new Date(block.timestamp * 1_000) };
  }

  async anchoredCheckpoint(): Promise<AnchoredCheckpoint> {
    const head = await this.#ask(() => this.#contracts.log.head());
    return { size: Number(head.size), root: head.root as Hex };
  }

  async anchor(checkpoint: AnchoredCheckpoint & { readonly proof: readonly Uint8Array[] }): Promise<Anchor> {
    const { size, root, proof } = checkpoint;
    return this.#ask(async () => {
      const call = await this.#contracts.log.checkpoint.populateTransaction(size, root, proof.map(toHex));
      const receipt = requireSuccess(await this.#relayer.send(call));
      return this.#readAnchorAt({
        size,
        root,
        blockNumber: receipt.blockNumber,
        transaction: receipt.hash as Hex,
      });
    });
  }

  async readAnchor(): Promise<Anchor> {
    const { size, root } = await this.anchoredCheckpoint();
    return this.#ask(async () => {
      const { log } = this.#contracts;
      const [event] = await log.queryFilter(log.filters.CheckpointAnchored(size));
      if (event === undefined)
        throw new UnprovableBlockError(`The chain has no event for the checkpoint of ${size} leaves.`);
      return this.#readAnchorAt({
        size,
        root,
        blockNumber: event.blockNumber,
        transaction: event.transactionHash as Hex,
      });
    });
  }

  async proveState(question: StateQuestion): Promise<StateProof | null> {
    return this.#ask(() => this.#proveState(question));
  }

  async proveSlots(at: number, questions: readonly SlotQuestion[]): Promise<ProvenSlots | null> {
    const { chainId, contracts } = this.#deployment;
    const addressed = questions.map(({ contract, slots }) => ({ address: contracts[contract] ?? '', slots }));
    return this.#ask(() => proveSlots(this.#provider, chainId, { at, questions: addressed }));
  }

  async isMaterialized(assetId: AssetId): Promise<boolean> {
    const asset = await this.#ask(() => this.#contracts.assets.assetOf(assetId));
    return BigInt(asset.holder) !== 0n;
  }

  async materialize(request: MaterializeRequest): Promise<Hex> {
    return this.#ask(async () => {
      const call = await this.#contracts.assets.materialize.populateTransaction(toMaterialization(request));
      const receipt = requireSuccess(await this.#relayer.send(call));
      return receipt.hash as Hex;
    });
  }

  async materializeAll(requests: readonly MaterializeRequest[]): Promise<RefusalOrDone[]> {
    const { assets } = this.#contracts;
    return this.batches.doAsRelayer(
      'AssetRegistry',
      requests.map((request) =>
        assets.interface.encodeFunctionData('materialize', [toMaterialization(request)]),
      ),
    );
  }

  async forwarderNonce(address: Hex): Promise<bigint> {
    return this.#ask(() => this.#contracts.forwarder.nonces(address));
  }

  decodeAct(request: Pick<ForwardRequest, 'to' | 'data'>): DecodedAct | null {
    return decodeAct(request, this.#contracts.known);
  }

  async requireSigned(request: ForwardRequest): Promise<void> {
    if (await this.#ask(() => this.#contracts.forwarder.verify(request))) return;
    throw new BadSignatureError(
      'request.signature',
      `is not that of ${request.from} over this request and nonce. Sign it again.`,
    );
  }

  async relay(request: ForwardRequest, progress: RelayProgress): Promise<RelayReceipt> {
    return this.#ask(async () => {
      const { forwarder } = this.#contracts;
      // The forwarder swallows reasons, so the target is called first as the forwarder would call it.
      const forwarderAddress = await forwarder.getAddress();
      await this.#provider.call({
        from: forwarderAddress,
        to: request.to,
        data: request.data + request.from.slice(2),
        gasLimit: request.gas,
        // In the block to come: on an idle chain the latest is as old as its last transaction.
        blockTag: 'pending',
      });
      const call = await forwarder.execute.populateTransaction(request);
      const gasLimit = (request.gas * 64n) / 63n + FORWARDER_GAS;
      return this.#receiptOf(await this.#relayer.send({ ...call, gasLimit }, progress));
    });
  }

  async findReceipt(transaction: Hex): Promise<RelayReceipt | null> {
    return this.#ask(async () => {
      const receipt =
        (await this.#provider.getTransactionReceipt(transaction)) ??
        (await this.#relayer.waitIfPending(transaction));
      return receipt?.status === 1 ? this.#receiptOf(receipt) : null;
    });
  }

  async isLicenseLive(licenseId: LicenseId, today: number): Promise<boolean> {
    return this.#ask(() => this.#contracts.tokens.isLive(licenseId, today));
  }

  async isLicenseStanding(licenseId: LicenseId, today: number): Promise<boolean> {
    const { tokens } = this.#contracts;
    return this.#ask(async () => {
      const [isExpired, isRevoked] = await Promise.all([
        tokens.isExpired(licenseId, today),
        tokens.isRevoked(licenseId),
      ]);
      return !isExpired && !isRevoked;
    });
  }

  async licenseeOf(licenseId: LicenseId): Promise<OrganizationId> {
    return parseOrganizationId(await this.#ask(() => this.#contracts.tokens.licenseeOf(licenseId)));
  }

  async paymentAccount(address: Hex, token: Hex): Promise<PaymentAccount> {
    const { market, tokenAt } = this.#contracts;
    const payment = tokenAt(token);
    return this.#ask(async () => {
      const [balance, allowance, permitNonce] = await Promise.all([
        payment.balanceOf(address),
        payment.allowance(address, market),
        // Tokens without permits have no such function.
        payment.nonces(address).catch((error: unknown) => {
          if (isError(error, 'CALL_EXCEPTION') || isError(error, 'BAD_DATA')) return null;
          throw error;
        }),
      ]);
      return { balance, allowance, permitNonce };
    });
  }

  async operatorShareBps(): Promise<number> {
    return Number(await this.#ask(() => this.#contracts.book.operatorShareBps()));
  }

  async creditsOf(organizationId: OrganizationId): Promise<Credit[]> {
    return this.#ask(() =>
      readCredits({ ...this.#contracts, currencies: this.deployment().currencies }, organizationId),
    );
  }

  async areSalesPaused(): Promise<boolean> {
    return this.#ask(() => this.#contracts.judgement.isPaused());
  }

  async events(from: number, to: number): Promise<LedgerEvent[]> {
    return this.#ask(() => readEvents(this.#reading(), { from, to }));
  }

  async check(): Promise<void> {
    await this.#ask(() => this.#provider.askOnce('eth_blockNumber', []));
  }

  close(): void {
    this.#provider.destroy();
  }

  async #readAnchorAt(
    at: AnchoredCheckpoint & { readonly blockNumber: number; readonly transaction: Hex },
  ): Promise<Anchor> {
    const { size, root, blockNumber, transaction } = at;
    const question = { size, member: null, license: null };
    // Where the node has pruned that block's state already, a later block shows the same tree, and bounds its time less well.
    const state =
      (await this.#proveState({ ...question, at: blockNumber })) ??
      (await this.#proveState({ ...question, at: 'latest' }));
    if (state === null) {
      throw new UnprovableBlockError(
        `The chain does not show the checkpoint of ${size} leaves in block ${blockNumber}.`,
      );
    }
    const { chainId, blockHash, header, blockTime, log } = state;
    const transactionProof = await proveInBlock(this.#provider, state, transaction);
    const block = { chainId, blockNumber: state.blockNumber, blockHash, header, blockTime };
    return { ...block, size, root, log, transaction, transactionProof };
  }

  #proveState(question: StateQuestion): Promise<StateProof | null> {
    return proveState(this.#provider, this.#provingContracts(), question);
  }

  async #receiptOf(receipt: Parameters<typeof readReceipt>[1]): Promise<RelayReceipt> {
    return readReceipt(this.#reading(), receipt);
  }

  #reading() {
    return { provider: this.#provider, chainId: this.#deployment.chainId, known: this.#contracts.known };
  }

  #provingContracts(): ProvingContracts {
    const { chainId, contracts } = this.#deployment;
    return {
      chainId,
      log: contracts['ProvenanceLog'] ?? '',
      organizations: contracts['Organizations'] ?? '',
      tokens: contracts['LicenseToken'] ?? '',
    };
  }

  #ask<T>(call: () => Promise<T>): Promise<T> {
    return askChain(this.#contracts.known, call);
  }
}
