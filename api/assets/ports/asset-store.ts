import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Day } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Availability } from '../domain/availability.ts';
import type { Asset, Term } from '../domain/asset.ts';
import type { CatalogTerm } from '../domain/catalog-term.ts';
import type { AssetSort, Counted, LeafRange, MeantFilter } from '../domain/asset-query.ts';
import type { IdRange } from '../../platform/kernel/id-range.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';

/** For whom RESTRICTED assets exist: the organizations whose member asks. The rule itself is `canView`. */
export interface Audience {
  readonly organizationIds: readonly OrganizationId[];
}

/** Assets as an audience has them on a day: consents end, and offers begin and end. */
export interface AssetSelection {
  readonly filter: MeantFilter;
  readonly audience: Audience;
  readonly today: Day;
}

/** `before` excluded. */
export interface PublicationTime {
  readonly from: Date;
  readonly before: Date;
}

/** That there is an asset, and since when. */
export type PublishedAsset = Pick<Asset, 'id' | 'version' | 'publishedAt'>;

/** An asset of whose present version something was erased. */
export type ReducedAsset = Pick<Asset, 'id' | 'head' | 'metadata' | 'holder' | 'isTakenDown'>;

/** An asset with what the catalog knows of its sale. */
export interface AvailableAsset {
  readonly asset: Asset;
  readonly availability: Availability;
}

/** Assets projected from the log; derived, so that losing them loses nothing. */
export interface AssetStore {
  find(id: AssetId): Promise<Asset | null>;
  findMany(ids: readonly AssetId[]): Promise<Asset[]>;
  /** From one id to another, both included, in their order. */
  listIds(range: IdRange, most: number): Promise<AssetId[]>;
  /** Those whose present version has one of these file manifests. */
  findByManifests(roots: readonly Hex[]): Promise<Asset[]>;
  /** Only what exists for the audience: in items, count and cursors alike. */
  list(
    query: AssetSelection & { readonly sort: AssetSort; readonly page: PageRequest },
  ): Promise<Page<Asset>>;
  /** The newest of them, without counting the others. */
  findNewest(
    query: AssetSelection & { readonly first: number; readonly publishedBefore?: Date },
  ): Promise<Asset[]>;
  /** How many of them were published from one moment to before another. */
  countPublished(query: AssetSelection & PublicationTime): Promise<number>;
  /** The leaves between which everything of this time was published, whoever may see it; null: nothing was. */
  findLeaves(time: PublicationTime): Promise<LeafRange | null>;
  /** What exists for the audience and was published by these leaves, in their order; the last one excluded. */
  listPublished(query: { readonly audience: Audience } & LeafRange): Promise<PublishedAsset[]>;
  /** Terms of one vocabulary among the audience's assets, most used first. */
  termsInUse(vocabulary: Term['vocabulary'], audience: Audience): Promise<Counted<CatalogTerm>[]>;
  /** Writes a state that is newer than the stored one (by `projectedIndex`); an older one changes nothing. */
  project(asset: Asset): Promise<void>;
  /** As `project` of each, of assets that differ and that are hardly ever there already. */
  projectAll(assets: readonly Asset[]): Promise<void>;
  /** Replaces the metadata by what a take-down left of it. Does nothing when the asset has a newer version. */
  replaceMetadata(asset: ReducedAsset): Promise<void>;
  /** Of these assets, whatever was set before, because of the leaf. */
  setAvailability(ids: readonly AssetId[], availability: Availability, leaf: number): Promise<void>;
  /** Those that a leaf from `from` to before `to` changed, in the order of their ids; all of them from 0 on. */
  listChanged(
    leaves: { readonly from: number; readonly to: number },
    after: AssetId | null,
    most: number,
  ): Promise<AvailableAsset[]>;
  /** What of these exists, with what the catalog knows of its sale. */
  findAvailable(ids: readonly AssetId[]): Promise<AvailableAsset[]>;
  /** The same for what is shown, as of this many leaves or more; what no leaf says may be a second old. */
  findShown(ids: readonly AssetId[], leaves: number): Promise<AvailableAsset[]>;
  /** How many there are, whoever may see them. */
  count(): Promise<number>;
}
