import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { ContractProof } from '@lanran/protocol/chain/contract-state';
import type { AssetId, LicenseId, OrganizationId, StatementHash } from '@lanran/protocol/kernel/ids';
import type { TransactionProof } from '@lanran/protocol/chain/trie';
import type { LedgerEvent } from '../domain/ledger-event.ts';
import type { BatchLedger, RefusalOrDone } from './batch-ledger.ts';
import type { ConsentLedger } from './consent-ledger.ts';
import type { QuoteLedger } from './quote-ledger.ts';
import type { RoleLedger } from './role-ledger.ts';

/** Where the platform's contracts live. */
export interface Deployment {
  readonly chainId: bigint;
  /** Contract name to checksummed address. */
  readonly contracts: Readonly<Record<string, Hex>>;
  /** What prices are named in. */
  readonly currencies: readonly PlatformCurrency[];
}

/** A checkpoint as the contract holds it. */
export interface AnchoredCheckpoint {
  readonly size: number;
  readonly root: Hex;
}

/** A block of the chain, with the header that hashes to its name. */
export interface ProvenBlock {
  readonly chainId: bigint;
  readonly blockNumber: number;
  readonly blockHash: Hex;
  /** RLP of the block's header. */
  readonly header: Hex;
  /** Unix seconds. */
  readonly blockTime: number;
}

/**
 * One accepted checkpoint with everything a bundle needs of it, kept at once because nodes prune old states. Its block
 * bounds the time: the leaves below `size` were written by then.
 */
export interface Anchor extends AnchoredCheckpoint, ProvenBlock {
  readonly transaction: Hex;
  /** Its place in the block, which binds the block to the chain; null where it can't be shown. */
  readonly transactionProof: TransactionProof | null;
  /** That ProvenanceLog held this size and root in the block (slots as `anchorSlots` names them). */
  readonly log: ContractProof;
}

/** A block by its name. */
export interface NamedBlock {
  readonly number: number;
  readonly hash: Hex;
  readonly time: Date;
}

/** What a bundle wants proven under one block's state root. */
export interface StateQuestion {
  /** A block the node still has the state of. */
  readonly at: number | 'latest';
  /** Anchored size whose root is to be proven; one of the last four. */
  readonly size: number;
  readonly member: { readonly organizationId: OrganizationId; readonly key: Hex } | null;
  readonly license: {
    readonly id: LicenseId;
    readonly grantedUnder: LicenseId | null;
    /** Whom it was transferred to; null where its terms name its licensee. */
    readonly transferredTo: OrganizationId | null;
  } | null;
}

export interface StateProof extends ProvenBlock {
  readonly log: ContractProof;
  readonly membership: ContractProof | null;
  readonly license: ContractProof | null;
  /** Whose account the license was transferred to. */
  readonly licensee: ContractProof | null;
}

/** Slots of one of our contracts. */
export interface SlotQuestion {
  /** By its name, such as `ConsentRegistry`. */
  readonly contract: string;
  readonly slots: readonly Hex[];
}

/** What contracts held under the state of a block. */
export interface ProvenSlots extends ProvenBlock {
  /** In the order of the questions. */
  readonly contracts: readonly ContractProof[];
}

/** Opens a statement's commitments so that the chain can check who may publish it. */
export interface MaterializeRequest {
  readonly statement: Uint8Array;
  readonly evidence: Uint8Array;
  readonly leafIndex: number;
  readonly logSize: number;
  readonly inclusionProof: readonly Uint8Array[];
  readonly organizationId: OrganizationId;
  readonly assetSalt: Hex;
  /** Null when no community stands behind the asset. */
  readonly community: { readonly id: OrganizationId; readonly salt: Hex } | null;
}

/** A signed ERC-2771 request: the signer's act, sent and paid by the relayer. */
export interface ForwardRequest {
  readonly from: Hex;
  readonly to: Hex;
  readonly value: bigint;
  readonly gas: bigint;
  readonly nonce: bigint;
  /** Unix seconds. */
  readonly deadline: number;
  readonly data: Hex;
  readonly signature: Hex;
}

export interface RelayReceipt {
  readonly transaction: Hex;
  readonly blockNumber: number;
  readonly events: readonly LedgerEvent[];
}

export interface RelayProgress {
  /** Signed by the relayer, not sent yet. */
  signed(transaction: Hex): Promise<void>;
  /** Sent, the receipt not seen yet. */
  sent(): Promise<void>;
}

/** A version of an asset, by the hash of its statement. */
export interface NamedVersion {
  readonly assetId: AssetId;
  readonly version: StatementHash;
}

/** The act a forward request performs, as the contracts name it. */
export interface DecodedAct {
  readonly contract: string;
  readonly functionName: string;
  /** The assets the act names; several purchases name several. */
  readonly assetIds: readonly AssetId[];
  /** What it would sell or take; whether there are such versions the contracts can't know. */
  readonly versions: readonly NamedVersion[];
}

/** A token as one address sees it; amounts in its smallest unit. */
export interface PaymentAccount {
  readonly balance: bigint;
  /** What the market may take of it already. */
  readonly allowance: bigint;
  /** Next EIP-2612 nonce; null for a token without permits. */
  readonly permitNonce: bigint | null;
}

/** What an organization can claim; in the token's smallest unit. */
export interface Credit {
  /** Zero for the chain's own coin. */
  readonly token: Hex;
  readonly amount: bigint;
}

/** The contracts. The one place where licensing is decided. */
export interface Ledger {
  readonly batches: BatchLedger;
  readonly quotes: QuoteLedger;
  readonly consents: ConsentLedger;
  readonly roles: RoleLedger;
  deployment(): Deployment;
  latestBlock(): Promise<number>;
  /** Null when the chain does not have it. */
  findBlock(number: number): Promise<NamedBlock | null>;

  anchoredCheckpoint(): Promise<AnchoredCheckpoint>;
  /** Sends a checkpoint and waits for its receipt. `proof` is the consistency proof from the anchored size. */
  anchor(checkpoint: AnchoredCheckpoint & { readonly proof: readonly Uint8Array[] }): Promise<Anchor>;
  /** The anchor of the last accepted checkpoint, read again from the chain (after a crash between send and receipt). */
  readAnchor(): Promise<Anchor>;
  /** Null when the node has pruned that block's state. */
  proveState(question: StateQuestion): Promise<StateProof | null>;
  /** Null when the node has pruned that block's state. */
  proveSlots(at: number, questions: readonly SlotQuestion[]): Promise<ProvenSlots | null>;

  isMaterialized(assetId: AssetId): Promise<boolean>;
  materialize(request: MaterializeRequest): Promise<Hex>;
  /** Many in as few transactions as fit; one answer a request, in their order. */
  materializeAll(requests: readonly MaterializeRequest[]): Promise<RefusalOrDone[]>;

  forwarderNonce(address: Hex): Promise<bigint>;
  /** Decodes the call; null when it is not a function of ours that may be relayed. @throws OldTermsFormatError */
  decodeAct(request: Pick<ForwardRequest, 'to' | 'data'>): DecodedAct | null;
  /** Throws BadSignatureError unless `from` signed exactly this under the forwarder's next nonce. */
  requireSigned(request: ForwardRequest): Promise<void>;
  /**
   * Calls the target as the forwarder would and throws LedgerRefusedError with the decoded reason when it would fail;
   * then sends through the forwarder and waits for the receipt. `progress` is told each step before the next is taken, so
   * that a crash at any point leaves the transaction's hash on record.
   */
  relay(request: ForwardRequest, progress: RelayProgress): Promise<RelayReceipt>;
  /**
   * The receipt of a transaction of ours, waiting for it while it is pending; null when the chain does not have it, or it failed
   * and so changed nothing.
   */
  findReceipt(transaction: Hex): Promise<RelayReceipt | null>;

  /** Is the license live today (not expired, not revoked)? */
  isLicenseLive(licenseId: LicenseId, today: number): Promise<boolean>;
  /** Is it neither over nor revoked, itself or the license it was granted under? True before its first day too: a licensee prepares. */
  isLicenseStanding(licenseId: LicenseId, today: number): Promise<boolean>;
  /** The organization that has the license now. */
  licenseeOf(licenseId: LicenseId): Promise<OrganizationId>;
  paymentAccount(address: Hex, token: Hex): Promise<PaymentAccount>;
  /** The operator's part of every price; immutable. */
  operatorShareBps(): Promise<number>;
  /** What the organization can claim now, of each accepted token of which there is any. */
  creditsOf(organizationId: OrganizationId): Promise<Credit[]>;
  areSalesPaused(): Promise<boolean>;

  /** Events of our contracts in blocks `from`–`to`, both included, in chain order. */
  events(from: number, to: number): Promise<LedgerEvent[]>;
  check(): Promise<void>;
}
