import type { Day } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { AccessLevel, AssetKind } from '../../assets/domain/asset.ts';
import type { Days, SaleWindow, Uses } from '../../assets/domain/availability.ts';
import type { CatalogTerm } from '../../assets/domain/catalog-term.ts';
import type { AssetColor } from '@lanran/protocol/assets/colors';
import type { IndexedText } from './indexed-text.ts';

/** What filters, facets and orders look at. */
export interface AssetFacts {
  readonly kind: AssetKind;
  /** As lists have it: what was taken down exists for its people only. */
  readonly access: AccessLevel;
  readonly holder: OrganizationId;
  readonly community: OrganizationId | null;
  readonly custodyOffer: OrganizationId | null;
  readonly isWithdrawn: boolean;
  readonly peoples: readonly string[];
  readonly terms: readonly CatalogTerm[];
  readonly colors: readonly AssetColor[];
  readonly titleKey: string;
  readonly publishedIndex: number;
  readonly consentUntil: Day | null;
  readonly offeredUntil: Day | null;
  readonly saleDays: readonly Days[];
  readonly sales: readonly SaleWindow[];
  readonly taken: readonly Uses[];
}

/** An asset as engines receive it. */
export interface IndexedAsset {
  readonly id: AssetId;
  readonly text: IndexedText;
  /** Folded words that a typing error may be corrected to. */
  readonly words: readonly string[];
  readonly facts: AssetFacts;
}
