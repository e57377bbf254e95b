import type { OrganizationId } from '@lanran/protocol/ids';
import type { AccessLevel, AssetKind, Term } from './asset.ts';

export type TermKey = Pick<Term, 'vocabulary' | 'code'>;

export const ASSET_SORTS = ['NEWEST', 'OLDEST', 'TITLE'] as const;
export type AssetSort = (typeof ASSET_SORTS)[number];

/** Conditions that all must hold. */
export interface AssetFilter {
  readonly kind?: AssetKind;
  readonly community?: OrganizationId;
  readonly hasCommunity?: boolean;
  /** Its words name one of these peoples (codes). */
  readonly peoples?: readonly string[];
  readonly holder?: OrganizationId;
  readonly access?: AccessLevel;
  readonly term?: TermKey;
  /** Each of them must be among the asset's. */
  readonly terms?: readonly TermKey[];
  /** Every word must occur in a title, description, term or identifier; case does not matter. */
  readonly text?: string;
  readonly onOffer?: boolean;
  /** A consent in force on the day of the question. */
  readonly hasConsent?: boolean;
  readonly isWithdrawn?: boolean;
  /** To whom its holder would hand it over. */
  readonly custodyOfferedTo?: OrganizationId;
  /** Would its holder hand it over to anybody? */
  readonly isCustodyOffered?: boolean;
}

export interface Counted<T> {
  readonly value: T;
  readonly count: number;
}

/** How many assets there are of each value, most first. */
export interface AssetFacets {
  readonly kinds: readonly Counted<AssetKind>[];
  readonly access: readonly Counted<AccessLevel>[];
  /** Null: no community stands behind them. */
  readonly communities: readonly Counted<OrganizationId | null>[];
  readonly holders: readonly Counted<OrganizationId>[];
  readonly terms: readonly Counted<Term>[];
  readonly onOffer: number;
}
