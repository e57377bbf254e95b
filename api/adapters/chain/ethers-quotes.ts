import { type AssetId, licenseIdFrom, type OrganizationId } from '@lanran/protocol/ids';
import type { Quote } from '@lanran/protocol/quote';
import type { Terms } from '@lanran/protocol/terms';
import type { IOfferBook } from '../../../contracts/abi/OfferBook.ts';
import type { CalendarEntry } from '../../domain/licensing.ts';
import type { QuoteLedger, SublicenseWish } from '../../ports/quote-ledger.ts';
import { askChain } from './chain-failure.ts';
import type { PlatformContracts } from './platform-contracts.ts';
import { toQuote } from './quote.ts';
import { toTermsStruct } from './terms-struct.ts';

/** The quoting views of OfferBook. */
export class EthersQuotes implements QuoteLedger {
  readonly #contracts: PlatformContracts;

  constructor(contracts: PlatformContracts) {
    this.#contracts = contracts;
  }

  async invoiced(sale: Parameters<QuoteLedger['invoiced']>[0], today: number): Promise<Quote> {
    const { book } = this.#contracts;
    return this.#ask(async () => {
      // Only a purchase is quoted without naming an offer; the offer that serves one serves the other.
      const { terms } = await book.quote(sale.assetId, sale.licensee, sale.wish, today);
      const exact = { ...sale, offerId: terms.offerId, isInvoiced: true, orderedDay: today };
      return toQuote(await book.quoteSale(exact, today));
    });
  }

  async renewal(held: Terms, licensee: OrganizationId, today: number): Promise<Quote> {
    const { book } = this.#contracts;
    return this.#ask(async () => toQuote(await book.quoteRenewal(toTermsStruct(held), licensee, today)));
  }

  async sublicense(held: Terms, { licensee, wish, rights }: SublicenseWish, today: number): Promise<Quote> {
    const { book } = this.#contracts;
    return this.#ask(async () =>
      toQuote(await book.quoteSublicense(toTermsStruct(held), licensee, wish, rights, today)),
    );
  }

  async calendar(assetId: AssetId, today: number): Promise<CalendarEntry[]> {
    const { book } = this.#contracts;
    return this.#ask(async () => {
      const { exclusives, hulls } = await book.calendarOf(assetId, today);
      return [...exclusives, ...hulls].map(toEntry);
    });
  }

  #ask<T>(call: () => Promise<T>): Promise<T> {
    return askChain(this.#contracts.known, call);
  }
}

function toEntry({
  licenseId,
  offerId,
  media,
  territories,
  firstDay,
  lastDay,
}: IOfferBook.GrantStructOutput): CalendarEntry {
  return {
    licenseId: licenseId === 0n ? null : licenseIdFrom(licenseId),
    offerId,
    media: Number(media),
    territories,
    firstDay: Number(firstDay),
    lastDay: Number(lastDay),
  };
}
