import type { AssetId, StatementHash } from '@lanran/protocol/kernel/ids';
import type { StatementKind } from '@lanran/protocol/log/statement';
import type { LoggedStatement } from '../domain/logged-statement.ts';
import type { Page, PageRequest, TimeOrder } from '../../platform/kernel/page.ts';

/** What stood in the way of an append; nothing was written. */
export type AppendConflict = 'INDEX_TAKEN' | 'SLOT_TAKEN' | 'STATEMENT_TAKEN';

export interface AppendedLeaves {
  /** How many were written, from the first on. */
  readonly count: number;
  /** What refused the next one; null when all were written. */
  readonly conflict: AppendConflict | null;
}

/**
 * The append-only list of logged statements. One insert is one atomic append; reads and writes are at majority, so a leaf
 * that was once read never disappears (docs/architecture.md, “Write”).
 */
export interface LeafStore {
  /** Inserts at `leaf.index`; returns the unique key that refused it, or null when it was written. */
  append(leaf: LoggedStatement): Promise<AppendConflict | null>;
  /** Inserts leaves of consecutive indexes in their order, up to the first that a unique key refuses; each insert is atomic. */
  appendAll(leaves: readonly LoggedStatement[]): Promise<AppendedLeaves>;
  /** Number of leaves; the next free index. */
  size(): Promise<number>;
  find(index: number): Promise<LoggedStatement | null>;
  findByStatementHash(hash: StatementHash): Promise<LoggedStatement | null>;
  /** Those of the hashes that are in the log. */
  listLogged(hashes: readonly StatementHash[]): Promise<ReadonlySet<StatementHash>>;
  /** Leaves `from` (included) to `to` (excluded) in order, at most 1,000 of them. */
  list(from: number, to: number): Promise<LoggedStatement[]>;
  /** Leaf hashes `from` (included) to `to` (excluded) in order; 32 bytes each. */
  leafHashes(from: number, to: number): Promise<Uint8Array[]>;
  /** Every statement about one asset, oldest first. */
  listByAsset(assetId: AssetId): Promise<LoggedStatement[]>;
  /** Those of the assets that any statement is about. */
  listStated(assetIds: readonly AssetId[]): Promise<ReadonlySet<AssetId>>;
  /** Those of one asset of the given kinds, oldest first. */
  listByKinds(assetId: AssetId, kinds: readonly StatementKind[]): Promise<LoggedStatement[]>;
  /** Those of the given kinds about anything, oldest first; for kinds that are rare. */
  listOfKinds(kinds: readonly StatementKind[]): Promise<LoggedStatement[]>;
  /** Forgets salts and values of fields of a leaf's body; its leaf, its hash and its evidence stay. Harmless to repeat. */
  eraseFields(index: number, names: readonly string[]): Promise<void>;
  /** A page of the statements about one asset. */
  pageByAsset(assetId: AssetId, page: PageRequest, order: TimeOrder): Promise<Page<LoggedStatement>>;
}
