import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { AssetList } from '../domain/asset-list.ts';

/** No read model: losing one loses what people gathered. */
export interface AssetListStore {
  find(id: string): Promise<AssetList | null>;
  /** Of the account, or of any of the organizations; changed last first, at most `first`. */
  listOf(
    reader: { readonly owner: Hex; readonly organizations: readonly OrganizationId[] },
    first: number,
  ): Promise<AssetList[]>;
  countOf(owner: Hex): Promise<number>;
  /** False when there is one of this id. */
  insert(list: AssetList): Promise<boolean>;
  /** In place of the one of this id and revision; false when there is none. */
  replace(list: AssetList, revision: number): Promise<boolean>;
  remove(id: string): Promise<void>;
}
