import type {
  ByteRange,
  ContentStore,
  ManyContents,
  StoredFileRequest,
  StoredFiles,
} from './content-store.ts';

export interface DagBlock {
  readonly cid: string;
  readonly bytes: Uint8Array;
}

/** A content store that takes single blocks too, and lets go of what it holds. Implementation: IPFS (Kubo RPC). */
export interface DagStore extends ContentStore, ManyContents, StoredFiles {
  /** As `pinFile`, of several finished files that are private, at once. */
  pinFiles(files: readonly Pick<StoredFileRequest, 'filePath' | 'expectedCid'>[]): Promise<void>;
  /**
   * As `read`, in large portions, each of which holds only until the next one is asked for: its memory is used again.
   */
  readPortions(cid: string, range: ByteRange): Promise<AsyncIterable<Uint8Array>>;
  /** Stores small blocks and pins the first, or the roots given, with all below; what does not come must be there. */
  pinDag(blocks: readonly [DagBlock, ...DagBlock[]], roots?: readonly string[]): Promise<void>;
  /** Harmless for what is not pinned. */
  unpin(cid: string): Promise<void>;
  /** Removes what no pin reaches. */
  collectGarbage(): Promise<void>;
}
