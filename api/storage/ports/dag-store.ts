import type { ContentStore } from './content-store.ts';

export interface DagBlock {
  readonly cid: string;
  readonly bytes: Uint8Array;
}

/** A content store that takes single blocks too, and lets go of what it holds. Implementation: IPFS (Kubo RPC). */
export interface DagStore extends ContentStore {
  /** Stores a few small blocks and pins the first with all below it; what does not come must be there. */
  pinDag(blocks: readonly [DagBlock, ...DagBlock[]]): Promise<void>;
  /** Harmless for what is not pinned. */
  unpin(cid: string): Promise<void>;
  /** Removes what no pin reaches. */
  collectGarbage(): Promise<void>;
}
