import type { OrganizationId } from '@lanran/protocol/ids';
import type { AccessLevel, AssetKind, Term } from './asset.ts';

export const ASSET_SORTS = ['NEWEST', 'OLDEST', 'TITLE'] as const;
export type AssetSort = (typeof ASSET_SORTS)[number];

/** Conditions that all must hold. */
export interface AssetFilter {
  readonly kind?: AssetKind;
  readonly community?: OrganizationId;
  readonly holder?: OrganizationId;
  readonly access?: AccessLevel;
  readonly term?: Pick<Term, 'vocabulary' | 'code'>;
  /** Every word must occur in a title, description, term or identifier; case does not matter. */
  readonly text?: string;
  readonly onOffer?: boolean;
}
