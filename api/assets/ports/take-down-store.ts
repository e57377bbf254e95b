import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { TakeDown } from '../domain/take-down.ts';
import type { TakeDownScope } from '@lanran/protocol/assets/take-down';

/** Take-downs projected from the log; what was erased of each is noted here, so that losing it costs erasing again. */
export interface TakeDownStore {
  /** Of each asset, oldest first. */
  listByAssets(assetIds: readonly AssetId[]): Promise<TakeDown[]>;
  /** Not erased yet, of leaves after `after`, oldest first, at most `most`. */
  listPending(after: number, most: number): Promise<TakeDown[]>;
  countPending(): Promise<number>;
  /** Known already, it stays as it is. */
  insert(takeDown: TakeDown): Promise<void>;
  resolve(key: TakeDownKey, scope: TakeDownScope): Promise<void>;
  addLeftover(key: TakeDownKey, sha256: string): Promise<void>;
  /** Erased at that time or later. */
  listErasedSince(at: Date): Promise<TakeDown[]>;
  markErased(key: TakeDownKey, at: Date): Promise<void>;
}

/** An asset has each scope taken down once. */
export interface TakeDownKey {
  readonly assetId: AssetId;
  readonly scopeHash: Hex;
}
