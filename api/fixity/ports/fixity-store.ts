import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { FixityEntry } from '@lanran/protocol/files/fixity';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { Content, FixityFile, FixityRun, FixityState } from '../domain/fixity.ts';
import type { TileStore } from '../../log/ports/tile-store.ts';

/** What one check of a content found. */
export interface FixityFinding {
  readonly content: Content;
  readonly state: FixityState;
  readonly readAt: Date;
  /** The run it belongs to; null for a check outside of runs. */
  readonly runId: Hex | null;
  /** By this check the content is stated to be brought back. */
  readonly isRepaired: boolean;
}

/** How originals are. */
export interface FixityCount {
  readonly files: number;
  /** In any state but OK. */
  readonly bad: number;
  /** The reading longest ago, which publishing was for files that no check has read yet; null where there are no files. */
  readonly oldestReadAt: Date | null;
}

/** A run that does not end yet is one of its scope and asset. */
export type RunSubject = Pick<FixityRun, 'scope' | 'assetId'>;

/** Which originals there are, how each is, and the runs that read them. */
export interface FixityStore {
  /** Those that are known already stay as they are. */
  register(
    files: readonly Pick<FixityFile, keyof Content | 'assetId' | 'path' | 'leafIndex' | 'readAt'>[],
  ): Promise<void>;
  /** Files of the next contents after `lastKey`, in the order of `contentKey`, of one asset or all; some content's may be more. */
  listAfter(
    lastKey: string | null,
    query: { readonly assetId: AssetId | null; readonly logSize: number; readonly first: number },
  ): Promise<FixityFile[]>;
  /** The content as an original of each asset that has it, at most `first`. */
  listByContent(content: Pick<Content, 'sha256' | 'cid'>, first: number): Promise<FixityFile[]>;
  /** The same of several contents at once, at most `first` in all. */
  listByContents(contents: readonly Pick<Content, 'sha256' | 'cid'>[], first: number): Promise<FixityFile[]>;
  /** As `listByContent`, for whoever knows the CID alone. */
  listByCid(cid: string, first: number): Promise<FixityFile[]>;
  record(findings: readonly FixityFinding[]): Promise<void>;
  /** In any state but OK, of one asset or all, by asset. */
  listBad(query: { readonly assetId: AssetId | null; readonly first: number }): Promise<FixityFile[]>;
  /** Of all assets, those that `isOutOfReach` says it of. */
  listOutOfReach(first: number): Promise<FixityFile[]>;
  /** The asset's originals with this SHA-256: one, but for CIDs of other layouts. */
  listBySha256(assetId: AssetId, sha256: string): Promise<FixityFile[]>;
  find(assetId: AssetId, content: Pick<Content, 'sha256' | 'cid'>): Promise<FixityFile | null>;
  /** The asset's original that was read last; null without any. */
  findLatest(assetId: AssetId): Promise<FixityFile | null>;
  /** The asset has this content no more: no run looks for it. */
  remove(assetId: AssetId, content: Pick<Content, 'sha256' | 'cid'>): Promise<void>;
  markRepaired(content: Pick<Content, 'sha256' | 'cid'>, at: Date): Promise<void>;
  countAll(): Promise<FixityCount>;
  /** `unread`: those that no check has read yet. */
  countOf(assetId: AssetId): Promise<FixityCount & { readonly unread: number }>;
  /** The reading longest ago, of all. */
  oldestReadAt(): Promise<Date | null>;
}

/** A run's entries, of `results` alone: no proof is made of the others. */
export interface IndexedEntry extends Omit<FixityEntry, 'salt'> {
  readonly index: number;
}

/** An entry whose content was taken down: its leaf hash stays. */
export interface ErasedOutcome {
  readonly index: number;
  readonly leafHash: Hex;
}

export interface FixityRunStore {
  /** Begins the run, unless one of its subject goes on: then that one. */
  begin(run: FixityRun): Promise<FixityRun>;
  find(id: Hex): Promise<FixityRun | null>;
  /** The one that goes on for the subject. */
  findCurrent(subject: RunSubject): Promise<FixityRun | null>;
  /** Of those of the scope that go on, the one begun first. */
  findFirstCurrent(scope: FixityRun['scope']): Promise<FixityRun | null>;
  /** The last that is in the log. */
  findLast(subject: RunSubject): Promise<FixityRun | null>;
  /** Changes a run that is still in the state; false when it is not. */
  update(id: Hex, state: FixityRun['state'], changes: Partial<FixityRun>): Promise<boolean>;
  /** Writing an entry again is harmless. */
  putEntries(runId: Hex, entries: readonly IndexedEntry[]): Promise<void>;
  /** Entries `from` (included) to `to` (excluded). */
  listEntries(runId: Hex, from: number, to: number): Promise<(IndexedEntry | ErasedOutcome)[]>;
  /** Forgets what runs found of a content, all but the hashes of its leaves: the proofs of others need them. */
  eraseEntries(content: Pick<Content, 'sha256' | 'cid'>): Promise<void>;
  /** Of the tree over a run's entries. */
  tilesOf(runId: Hex): TileStore;
  findEntries(runId: Hex, contents: readonly Pick<Content, 'sha256' | 'cid'>[]): Promise<IndexedEntry[]>;
}
