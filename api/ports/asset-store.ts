import type { AssetId, OrganizationId } from '@lanran/protocol/ids';
import type { Asset } from '../domain/asset.ts';
import type { AssetFilter, AssetSort } from '../domain/asset-query.ts';
import type { Page, PageRequest } from '../domain/page.ts';

/** For whom RESTRICTED assets exist: the organizations whose member asks. The rule itself is `canView`. */
export interface Audience {
  readonly organizationIds: readonly OrganizationId[];
}

/** Assets projected from the log; derived, so that losing them loses nothing. */
export interface AssetStore {
  find(id: AssetId): Promise<Asset | null>;
  findMany(ids: readonly AssetId[]): Promise<Asset[]>;
  /** Only what exists for the audience: in items, count and cursors alike. */
  list(query: {
    readonly filter: AssetFilter;
    readonly sort: AssetSort;
    readonly page: PageRequest;
    readonly audience: Audience;
  }): Promise<Page<Asset>>;
  /** Writes a state that is newer than the stored one (by `projectedIndex`); an older one changes nothing. */
  project(asset: Asset): Promise<void>;
  /** Set by offers of the asset; guarded like `project`. */
  setOnOffer(id: AssetId, isOnOffer: boolean): Promise<void>;
}
