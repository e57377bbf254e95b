import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { RefusalOrDone } from './batch-ledger.ts';
import type { CollectionKey } from '../domain/consent-terms.ts';
import type { ConsentTerms } from '../domain/consent-terms.ts';

/** An asset's place in a collection, as ConsentRegistry checks it. */
export interface CollectionProof {
  readonly assetId: AssetId;
  readonly root: Hex;
  readonly leafIndex: number;
  readonly proof: readonly Uint8Array[];
}

/** What councils permit, as the contract has it. */
export interface ConsentLedger {
  /** In force for the asset under its present holder; null when there is none. */
  consentOf(assetId: AssetId): Promise<ConsentTerms | null>;
  /** The collection whose consent the asset follows; null when it follows none. */
  collectionOf(assetId: AssetId): Promise<Hex | null>;
  /** Null when the council consents to no such collection, or no longer. */
  collectionConsentOf(key: CollectionKey): Promise<ConsentTerms | null>;
  /** Would the contract let the asset join? */
  canJoin(proof: CollectionProof): Promise<boolean>;
  /** Lets the asset follow the collection's consent. @throws LedgerRefusedError */
  join(proof: CollectionProof): Promise<Hex>;
  /** Many in as few transactions as fit; one answer a place, in their order. */
  joinAll(places: readonly CollectionProof[]): Promise<RefusalOrDone[]>;
}
