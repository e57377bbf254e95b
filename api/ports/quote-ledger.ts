import type { AssetId, OrganizationId } from '@lanran/protocol/ids';
import type { Quote } from '@lanran/protocol/quote';
import type { RightsBits } from '@lanran/protocol/rights';
import type { Terms } from '@lanran/protocol/terms';
import type { Wish } from '@lanran/protocol/window';
import type { CalendarEntry } from '../domain/licensing.ts';

/** The part of a license that another organization would get. */
export interface SublicenseWish {
  readonly licensee: OrganizationId;
  readonly wish: Wish;
  /** REVOCABLE, so that the grantor may end it, or nothing. */
  readonly rights: RightsBits;
}

/** What the contracts would answer to sales other than a plain purchase, and what they look at. Days are whole UTC days. */
export interface QuoteLedger {
  /** An order that is paid by invoice. */
  invoiced(
    sale: { readonly assetId: AssetId; readonly licensee: OrganizationId; readonly wish: Wish },
    today: number,
  ): Promise<Quote>;
  /** The following period of a license for its present licensee. */
  renewal(held: Terms, licensee: OrganizationId, today: number): Promise<Quote>;
  sublicense(held: Terms, part: SublicenseWish, today: number): Promise<Quote>;
  /** What stands in the way of sales: exclusive licenses, then what offers sold beside others. */
  calendar(assetId: AssetId, today: number): Promise<CalendarEntry[]>;
}
