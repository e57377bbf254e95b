import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Day } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Availability } from '../domain/availability.ts';
import type { Asset, Term } from '../domain/asset.ts';
import type { CatalogTerm } from '../domain/catalog-term.ts';
import type { AssetFacets, AssetFilter, AssetSort, Counted } from '../domain/asset-query.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';

/** For whom RESTRICTED assets exist: the organizations whose member asks. The rule itself is `canView`. */
export interface Audience {
  readonly organizationIds: readonly OrganizationId[];
}

/** Assets as an audience has them on a day: consents end, and offers begin and end. */
export interface AssetSelection {
  readonly filter: AssetFilter;
  readonly audience: Audience;
  readonly today: Day;
}

/** `before` excluded. */
export interface PublicationTime {
  readonly from: Date;
  readonly before: Date;
}

/** `before` excluded. */
export interface LeafRange {
  readonly from: number;
  readonly before: number;
}

/** That there is an asset, and since when. */
export type PublishedAsset = Pick<Asset, 'id' | 'version' | 'publishedAt'>;

/** An asset of whose present version something was erased. */
export type ReducedAsset = Pick<Asset, 'id' | 'head' | 'metadata' | 'holder' | 'isTakenDown'>;

/** Assets projected from the log; derived, so that losing them loses nothing. */
export interface AssetStore {
  find(id: AssetId): Promise<Asset | null>;
  findMany(ids: readonly AssetId[]): Promise<Asset[]>;
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
  /** What exists for the audience and was published by these leaves, in their order; the last one excluded. */
  listPublished(query: { readonly audience: Audience } & LeafRange): Promise<PublishedAsset[]>;
  /** Counts over what exists for the audience; terms that fewer bear than `maxTerms` others are left off. */
  facets(query: AssetSelection & { readonly maxTerms: number }): Promise<AssetFacets>;
  /** Terms of one vocabulary among the audience's assets, most used first. */
  termsInUse(vocabulary: Term['vocabulary'], audience: Audience): Promise<Counted<CatalogTerm>[]>;
  /** Writes a state that is newer than the stored one (by `projectedIndex`); an older one changes nothing. */
  project(asset: Asset): Promise<void>;
  /** Replaces the metadata by what a take-down left of it. Does nothing when the asset has a newer version. */
  replaceMetadata(asset: ReducedAsset): Promise<void>;
  /** Of these assets, whatever was set before. */
  setAvailability(ids: readonly AssetId[], availability: Availability): Promise<void>;
}
