import type { Anchor } from '../../chain/ports/ledger.ts';

/** What an anchor says of when the leaves below its size were written. */
export type AnchorMark = Pick<Anchor, 'size' | 'blockNumber' | 'transaction' | 'blockTime'>;

/** Anchors already made, each with all that a bundle needs of it. */
export interface AnchorStore {
  /** Writing the same anchor (by size) twice is the same as once. */
  put(anchor: Anchor): Promise<void>;
  /** The largest anchor; null before the first. */
  findLatest(): Promise<Anchor | null>;
  /** The first anchor that covers the leaf: the smallest with `size > leafIndex`. */
  findCovering(leafIndex: number): Promise<Anchor | null>;
  /** The first anchors with `size > leafIndex` in the order of their sizes, at most `limit` of them. */
  listMarksAfter(leafIndex: number, limit: number): Promise<AnchorMark[]>;
}
