import type { Day } from '@lanran/protocol/kernel/day';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { AccessLevel, AssetKind, Term } from './asset.ts';
import type { Uses } from './availability.ts';
import type { CatalogTerm } from './catalog-term.ts';
import type { AssetColor } from '@lanran/protocol/assets/colors';

/** Names a term of the vocabulary, or one that a holder proposes; of whichever holder, where none is named. */
export interface TermKey extends Pick<Term, 'vocabulary' | 'code'> {
  readonly proposedBy?: OrganizationId;
}

export const ASSET_SORTS = ['NEWEST', 'OLDEST', 'TITLE'] as const;
export type AssetSort = (typeof ASSET_SORTS)[number];

/** Leaves of the log, `before` excluded. */
export interface LeafRange {
  readonly from: number;
  readonly before: number;
}

/** Of one currency, in its smallest unit, in decimal; both ends included. Engines compare the first 15 digits. */
export interface PriceRange {
  readonly token: Address;
  readonly min?: string;
  readonly max?: string;
}

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
  /** This concept, or one narrower however far, is among its terms. */
  readonly concept?: ConceptTerm;
  /** Every word must occur in a title, description, term or identifier; case does not matter. */
  readonly text?: string;
  /** Can be licensed on the day of the question. */
  readonly onOffer?: boolean;
  /** All of this can be licensed at once, not exclusively; the store in MongoDB does not know. */
  readonly licensable?: Uses;
  /** What its cheapest use of the day costs; the store in MongoDB does not know. */
  readonly price?: PriceRange;
  /** Its picture shows each of them; the store in MongoDB does not know. */
  readonly colors?: readonly AssetColor[];
  /** Has an offer that is neither closed nor over, whether or not it can be taken. */
  readonly hasOffer?: boolean;
  /** A consent in force on the day of the question. */
  readonly hasConsent?: boolean;
  readonly isWithdrawn?: boolean;
  /** Published on this day (UTC). */
  readonly publishedOn?: Day;
  /** To whom its holder would hand it over. */
  readonly custodyOfferedTo?: OrganizationId;
  /** Would its holder hand it over to anybody? */
  readonly isCustodyOffered?: boolean;
}

/** Names a term by its code alone, as concepts are named. */
export type ConceptTerm = Pick<TermKey, 'vocabulary' | 'code'>;

/** Conditions as stores and engines receive them: concepts stand in them as the terms that are meant. */
export interface MeantFilter extends Omit<AssetFilter, 'text' | 'concept'> {
  /** One of them must be among the asset's; none: no asset has it. */
  readonly anyTerm?: readonly ConceptTerm[];
  /** Published by one of these leaves: search engines know them instead of days. */
  readonly publishedBy?: LeafRange;
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
  readonly terms: readonly Counted<CatalogTerm>[];
  /** Codes of the peoples that its words name. */
  readonly peoples: readonly Counted<string>[];
  /** What their pictures show. */
  readonly colors: readonly Counted<AssetColor>[];
  /** How many can be licensed on the day of the question. */
  readonly onOffer: number;
}
