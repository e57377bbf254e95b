import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AnchoredCheckpoint } from './ledger.ts';

/** Whose documents a store holds (ADR 30). Nothing is written to find out. */
export interface FoundDocuments {
  /** Log that the installation's record or leaf 0 names; null where there is neither. */
  readonly logId: string | null;
  /** Is the record there? */
  readonly isMarked: boolean;
  readonly leaves: number;
  readonly hasAccounts: boolean;
  /** Chain that leaf 0 names; null without it. */
  readonly chainId: string | null;
  /** Leaves of the newest anchor on record. */
  readonly anchoredSize: number;
}

/** Whose contracts a chain holds. */
export interface FoundChain {
  readonly chainId: string;
  /** SHA-256 of each contract's code; null where there is none. */
  readonly codeHashes: Readonly<Record<string, Hex | null>>;
  /** Log that ProvenanceLog belongs to and what is anchored in it; null where it is not deployed. */
  readonly log: { readonly logId: Hex; readonly anchored: AnchoredCheckpoint } | null;
  /** Has the relayer sent anything? */
  readonly isUsed: boolean;
}

/** Whose files a content store holds. */
export interface FoundFiles {
  /** Is the installation's marker pinned? */
  readonly isMarked: boolean;
  /** Of the pins that the documents say must be there: how many were looked for, and how many are not there. */
  readonly sampled: number;
  readonly missing: number;
}
