import { toHex, utf8 } from '@lanran/protocol/kernel/bytes';
import { sha256 } from '@lanran/protocol/kernel/hash';
import { type ShortNumber, shortNumberOf } from '@lanran/protocol/licensing/short-number';

interface QuotedRow {
  readonly assetId: string;
  readonly outcome: string;
  readonly offerId?: string | null | undefined;
  /** YYYY-MM-DD */
  readonly offerEnds?: string | null | undefined;
  readonly price?: { readonly amount: bigint | string; readonly token: string } | null | undefined;
}

/** By what a quote is named on paper, and how long it holds. */
export interface QuoteReference {
  /** Of just these offers and prices for just this use, as of that block. */
  readonly number: ShortNumber;
  /**
   * The last day, YYYY-MM-DD in UTC, on which all that is free can be bought as it is quoted: the first day of the use, or when an offer
   * ends before. A holder can close an offer sooner. Null where nothing is free.
   */
  readonly validUntil: string | null;
}

/** The same for the same quote, on every side. */
export function quoteReferenceOf(
  quoted: { readonly block: { readonly hash: string } | null; readonly rows: readonly QuotedRow[] },
  use: {
    readonly media: readonly string[];
    readonly territories: readonly string[];
    readonly from: string;
    readonly to: string;
    readonly exclusive: boolean;
  },
): QuoteReference {
  const free = quoted.rows.filter(({ outcome }) => outcome === 'FREE');
  const said = [
    quoted.block?.hash ?? null,
    [use.media.toSorted(), use.territories.toSorted(), use.from, use.to, use.exclusive],
    free.map(({ assetId, offerId, price }) => [
      assetId,
      offerId ?? null,
      price?.amount.toString() ?? null,
      price?.token.toLowerCase() ?? null,
    ]),
  ];
  const ends = free.flatMap(({ offerEnds }) => offerEnds ?? []);
  return {
    number: shortNumberOf(toHex(sha256(utf8(JSON.stringify(said))))),
    validUntil: free.length === 0 ? null : ([use.from, ...ends].toSorted()[0] ?? null),
  };
}
