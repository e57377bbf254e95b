import type { Day } from '@lanran/protocol/kernel/day';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { MediaBits } from '@lanran/protocol/licensing/media';
import { contains, overlaps, type Window } from '@lanran/protocol/licensing/window';

/** Whole UTC days, the last one included. */
export interface Days {
  readonly firstDay: Day;
  readonly lastDay: Day;
}

/** Media × territories × days, as records and indexes hold it. */
export interface Uses extends Days {
  readonly media: MediaBits;
  /** A number of 256 bits, in decimal. */
  readonly territories: string;
}

/** What of one offer can be licensed without exclusivity: the offer's window as far as the consent permits it. */
export interface SaleWindow extends Uses {
  /** Zero for the chain's own coin. */
  readonly token: Address;
  /** Of the cheapest use in it, in the token's smallest unit, in decimal. */
  readonly price: string;
}

/** What the catalog knows of an asset's sale. Days are compared with today by whoever asks: they pass without a leaf of the log. */
export interface Availability {
  /** The last day of the consent in force; null for none. */
  readonly consentUntil: Day | null;
  /** The last day of its offers that are not closed; null for none. */
  readonly offeredUntil: Day | null;
  /** Days on which it can be licensed: in order, with days between them. */
  readonly saleDays: readonly Days[];
  /** At most one an offer. */
  readonly sales: readonly SaleWindow[];
  /** Uses that exclusive licenses have taken: nobody else licenses what overlaps one. */
  readonly taken: readonly Uses[];
}

export const NEVER_FOR_SALE: Availability = {
  consentUntil: null,
  offeredUntil: null,
  saleDays: [],
  sales: [],
  taken: [],
};

/** Windows as they are computed with. */
export interface Windows {
  readonly sales: readonly Window[];
  readonly taken: readonly Window[];
}

export function toWindow({ territories, ...uses }: Uses): Window {
  return { ...uses, territories: BigInt(territories) };
}

/** Can all of this be licensed at once, not exclusively? By the rules of a quote (protocol/licensing/quote.ts). */
export function sells({ sales, taken }: Windows, wanted: Window): boolean {
  return sales.some((sale) => contains(sale, wanted)) && !taken.some((window) => overlaps(window, wanted));
}
