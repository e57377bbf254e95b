import type { LicenseId } from '@lanran/protocol/kernel/ids';
import type { Window } from '@lanran/protocol/licensing/window';

/** A live license or hull that a sale may overlap (IJudgement.calendarOf). */
export interface CalendarEntry extends Window {
  /** The exclusive license. Null: the hull of all that the offer sold beside others, of which parts may be free. */
  readonly licenseId: LicenseId | null;
  /** The offer it was sold from. */
  readonly offerId: bigint;
}
