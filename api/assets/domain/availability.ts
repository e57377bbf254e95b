import type { Day } from '@lanran/protocol/kernel/day';

/** Whole UTC days, the last one included. */
export interface Days {
  readonly firstDay: Day;
  readonly lastDay: Day;
}

/** What the catalog knows of an asset's sale. Days are compared with today by whoever asks: they pass without a leaf of the log. */
export interface Availability {
  /** The last day of the consent in force; null for none. */
  readonly consentUntil: Day | null;
  /** The last day of its offers that are not closed; null for none. */
  readonly offeredUntil: Day | null;
  /** Days on which it can be licensed: in order, with days between them. */
  readonly saleDays: readonly Days[];
}
