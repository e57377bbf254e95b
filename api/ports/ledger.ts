import type { Hex } from '@lanran/protocol/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/ids';
import type { Quote } from '@lanran/protocol/quote';
import type { Wish } from '@lanran/protocol/window';
import type { LedgerEvent } from '../domain/ledger-event.ts';

/** Where the platform's contracts live. */
export interface Deployment {
  readonly chainId: bigint;
  /** Contract name to checksummed address. */
  readonly contracts: Readonly<Record<string, Hex>>;
}

/** A checkpoint as the contract holds it. */
export interface AnchoredCheckpoint {
  readonly size: number;
  readonly root: Hex;
}

/** Everything a proof bundle needs about one anchor, kept at once because nodes prune (DESIGN §5). */
export interface Anchor extends AnchoredCheckpoint {
  readonly chainId: bigint;
  readonly blockNumber: number;
  readonly blockHash: Hex;
  readonly transaction: Hex;
  /** RLP of the block's header. */
  readonly header: Hex;
  readonly accountProof: readonly Hex[];
  readonly storageProof: readonly { readonly key: Hex; readonly value: Hex; readonly proof: readonly Hex[] }[];
  /** Unix seconds of the block: the latest time the leaves below `size` can have been written. */
  readonly blockTime: number;
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

/** The act a forward request performs, as the contracts name it. */
export interface DecodedAct {
  readonly contract: string;
  readonly functionName: string;
  /** Arguments by name; integers as bigint. */
  readonly args: Readonly<Record<string, unknown>>;
}

/** The contracts. The one place where licensing is decided. */
export interface Ledger {
  deployment(): Deployment;
  latestBlock(): Promise<number>;

  anchoredCheckpoint(): Promise<AnchoredCheckpoint>;
  /** Sends a checkpoint and waits for its receipt. `proof` is the consistency proof from the anchored size. */
  anchor(checkpoint: AnchoredCheckpoint & { readonly proof: readonly Uint8Array[] }): Promise<Anchor>;
  /** The anchor of the last accepted checkpoint, read again from the chain (after a crash between send and receipt). */
  readAnchor(): Promise<Anchor>;
  /** Membership proof of a key at a block, for bundles; null where the node cannot prove storage. */
  proveMembership(organizationId: OrganizationId, key: Hex, blockNumber: number): Promise<Anchor['storageProof'] | null>;

  isMaterialized(assetId: AssetId): Promise<boolean>;
  materialize(request: MaterializeRequest): Promise<Hex>;

  forwarderNonce(address: Hex): Promise<bigint>;
  /** Decodes the call; null when it is not a function of ours that may be relayed. */
  decodeAct(request: Pick<ForwardRequest, 'to' | 'data'>): DecodedAct | null;
  /**
   * Calls the target as the forwarder would and throws LedgerRefusedError with the decoded reason when it would fail;
   * then sends through the forwarder and waits for the receipt. `progress` is told each step before the next is taken, so
   * that a crash at any point leaves the transaction's hash on record.
   */
  relay(request: ForwardRequest, progress: RelayProgress): Promise<RelayReceipt>;
  /** The receipt of a transaction of ours; null when the chain does not have it. */
  findReceipt(transaction: Hex): Promise<RelayReceipt | null>;

  quote(assetId: AssetId, licensee: OrganizationId, wish: Wish, today: number): Promise<Quote>;
  /** Is the license live today (not expired, not revoked)? */
  isLicenseLive(licenseId: bigint, today: number): Promise<boolean>;
  /** Permit nonce, balance and symbol data of the payment token for an address. */
  paymentAccount(address: Hex): Promise<{ token: Hex; symbol: string; decimals: number; balance: bigint; permitNonce: bigint }>;

  /** Events of our contracts in blocks `from`–`to`, both included, in chain order. */
  events(from: number, to: number): Promise<LedgerEvent[]>;
  check(): Promise<void>;
}
