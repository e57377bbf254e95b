import type { AssetId, OrganizationId, StatementHash } from '@lanran/protocol/kernel/ids';
import type { Quote } from '@lanran/protocol/licensing/quote';
import type { RightsBits } from '@lanran/protocol/licensing/rights';
import type { Terms } from '@lanran/protocol/licensing/terms';
import type { Wish } from '@lanran/protocol/licensing/window';
import type { CalendarEntry } from '../domain/calendar-entry.ts';

/** What somebody would buy or order. */
export interface SaleQuestion {
  readonly assetId: AssetId;
  /** The statement of the version. */
  readonly version: StatementHash;
  readonly licensee: OrganizationId;
  readonly wish: Wish;
  /** Null: the cheapest offer that serves. */
  readonly offerId: bigint | null;
  /** Paid outside the chain. */
  readonly isInvoiced: boolean;
}

/** The part of a license that another organization would get. */
export interface SublicenseWish {
  readonly licensee: OrganizationId;
  readonly wish: Wish;
  /** REVOCABLE, so that the grantor may end it, FIXED_VERSION, those of PASSED_ON_RIGHTS that the license has, or nothing. */
  readonly rights: RightsBits;
}

/** What the contracts would answer to sales, and what they look at. Days are whole UTC days. */
export interface QuoteLedger {
  /** The rights that the installation's contracts can write; those of before ADR 60 know fewer. */
  knownRights(): Promise<RightsBits>;
  /** @throws LedgerRefusedError when the asset has no such offer */
  sale(sale: SaleQuestion, today: number): Promise<Quote>;
  /** The following period of a license for its present licensee. */
  renewal(held: Terms, licensee: OrganizationId, today: number): Promise<Quote>;
  sublicense(held: Terms, part: SublicenseWish, today: number): Promise<Quote>;
  /** What stands in the way of sales: exclusive licenses, then what offers sold beside others. */
  calendar(assetId: AssetId, today: number): Promise<CalendarEntry[]>;
}
