import { isCallException, ZeroAddress } from 'ethers';
import { type AssetId, licenseIdFrom, type OrganizationId } from '@lanran/protocol/kernel/ids';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import {
  ALL_RIGHTS,
  FORMER_RIGHTS,
  PASSED_ON_RIGHTS,
  type RightsBits,
} from '@lanran/protocol/licensing/rights';
import type { Quote } from '@lanran/protocol/licensing/quote';
import type { Terms } from '@lanran/protocol/licensing/terms';
import type { GrantStructOutput, TermsStruct } from '../../../contracts/abi/Judgement.ts';
import type { CalendarEntry } from '../domain/calendar-entry.ts';
import type { QuoteLedger, SaleQuestion, SublicenseWish } from '../ports/quote-ledger.ts';
import { askChain } from './chain-failure.ts';
import type { PlatformContracts } from './platform-contracts.ts';
import { toQuote } from './quote.ts';
import { toTermsStruct } from './terms-struct.ts';

/** A suspension is in force from a time on, which the latest block of an idle chain doesn't show: a sale is of the block to come. */
const IN_NEXT_BLOCK = { blockTag: 'pending' } as const;

/** A license that there is not, with rights that the contracts of before do not know. */
const NOBODYS: TermsStruct = {
  assetId: ZERO_32,
  version: ZERO_32,
  licensee: ZERO_32,
  offerId: 0n,
  wish: { media: 0, territories: 0n, firstDay: 0, lastDay: 0, exclusive: false },
  token: ZeroAddress,
  price: 0n,
  communityShareBps: 0,
  operatorShareBps: 0,
  rights: PASSED_ON_RIGHTS,
  origin: 0,
  parent: 0n,
  territoriesHash: ZERO_32,
};

/** The views of Judgement. */
export class EthersQuotes implements QuoteLedger {
  readonly #contracts: PlatformContracts;
  #knownRights: RightsBits | null = null;

  constructor(contracts: PlatformContracts) {
    this.#contracts = contracts;
  }

  /** Judgement looks at the rights of a part before it looks for the license: which of the two it refuses tells. */
  async knownRights(): Promise<RightsBits> {
    this.#knownRights ??= await this.#askForRights();
    return this.#knownRights;
  }

  async #askForRights(): Promise<RightsBits> {
    const { judgement } = this.#contracts;
    const { licensee, wish, rights } = NOBODYS;
    return this.#ask(async () => {
      try {
        await judgement.quoteSublicense(NOBODYS, licensee, wish, rights, 0);
      } catch (error) {
        const refusal = isCallException(error) ? error.revert?.name : undefined;
        if (refusal === 'JudgementLicenseUnknown') return ALL_RIGHTS;
        if (refusal !== 'JudgementRightsInvalid') throw error;
      }
      return FORMER_RIGHTS;
    });
  }

  async sale(sale: SaleQuestion, today: number): Promise<Quote> {
    const { judgement } = this.#contracts;
    const { assetId, version, licensee, wish, offerId, isInvoiced } = sale;
    return this.#ask(async () => {
      if (offerId !== null)
        return toQuote(
          await judgement.quoteSale({ ...sale, offerId, orderedDay: today }, today, IN_NEXT_BLOCK),
        );
      const cheapest = await judgement.quote(assetId, version, licensee, wish, today, IN_NEXT_BLOCK);
      // Only a purchase is quoted without naming an offer; the offer that serves one serves the other.
      if (!isInvoiced || cheapest.terms.offerId === 0n) return toQuote(cheapest);
      const exact = { ...sale, offerId: cheapest.terms.offerId, orderedDay: today };
      return toQuote(await judgement.quoteSale(exact, today, IN_NEXT_BLOCK));
    });
  }

  async renewal(held: Terms, licensee: OrganizationId, today: number): Promise<Quote> {
    const { judgement } = this.#contracts;
    return this.#ask(async () =>
      toQuote(await judgement.quoteRenewal(toTermsStruct(held), licensee, today, IN_NEXT_BLOCK)),
    );
  }

  async sublicense(held: Terms, { licensee, wish, rights }: SublicenseWish, today: number): Promise<Quote> {
    const { judgement } = this.#contracts;
    return this.#ask(async () =>
      toQuote(
        await judgement.quoteSublicense(toTermsStruct(held), licensee, wish, rights, today, IN_NEXT_BLOCK),
      ),
    );
  }

  async calendar(assetId: AssetId, today: number): Promise<CalendarEntry[]> {
    const { judgement } = this.#contracts;
    return this.#ask(async () => {
      const { exclusives, hulls } = await judgement.calendarOf(assetId, today);
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
}: GrantStructOutput): CalendarEntry {
  return {
    licenseId: licenseId === 0n ? null : licenseIdFrom(licenseId),
    offerId,
    media: Number(media),
    territories,
    firstDay: Number(firstDay),
    lastDay: Number(lastDay),
  };
}
