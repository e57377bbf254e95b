import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { ContractProof } from '@lanran/protocol/chain/contract-state';
import type { StatementHash } from '@lanran/protocol/kernel/ids';

/** What the contracts held when a license was sold, as bundles have it (protocol/proofs/bundle-sale.ts). */
export interface SaleState {
  readonly header: Hex;
  /** Null where the state is that of the sale's own block. */
  readonly before: Hex | null;
  readonly asset: ContractProof;
  /** Null where no community stands behind the asset. */
  readonly consent: {
    readonly registry: ContractProof;
    readonly parties: ContractProof;
    /** The statement of the consent. */
    readonly given: StatementHash;
  } | null;
}

/** Who was the council in the block in which it consented. */
export interface CouncilState {
  readonly header: Hex;
  readonly council: ContractProof;
}

/** States that the node may have pruned by now, by the statement of the sale or of the consent. */
export interface SaleStateStore {
  findSale(sold: StatementHash): Promise<SaleState | null>;
  findCouncil(given: StatementHash): Promise<CouncilState | null>;
  /** Repeating it is the same as once. */
  putSale(sold: StatementHash, state: SaleState): Promise<void>;
  putCouncil(given: StatementHash, state: CouncilState): Promise<void>;
}
