import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { type Quote, quoteWish } from '@lanran/protocol/licensing/quote';
import type { Wish } from '@lanran/protocol/licensing/window';
import type { Actor } from '../../platform/kernel/actor.ts';
import type { Asset } from '../../assets/domain/asset.ts';
import type { Offer } from '../domain/license.ts';
import type { ConsentTerms } from '../../chain/domain/consent-terms.ts';
import { canSeeReserved } from '../domain/reserved.ts';
import type { Ledger } from '../../chain/ports/ledger.ts';
import type { OfferStore } from '../ports/license-stores.ts';
import type { SaleQuestion } from '../../chain/ports/quote-ledger.ts';
import { quoteUnderConsent } from './quote-under-consent.ts';

export interface ReservedQuotesOptions {
  readonly ledger: Pick<Ledger, 'quotes' | 'consents'>;
  readonly offers: Pick<OfferStore, 'find' | 'listOpen'>;
}

/** A sale that is asked for, and of what. */
export interface AskedSale {
  readonly asset: Asset;
  readonly sale: SaleQuestion;
  readonly today: number;
}

/** What the contract answers when it may take no offer at all: it numbers offers from 1. */
const NO_OFFER = 0n;

/**
 * The contract's answers, without what is reserved for an organization that the actor does not speak for: an offer to it and a
 * consent to one use by it are then as if they were not there.
 */
export class ReservedQuotes {
  readonly #options: ReservedQuotesOptions;

  constructor(options: ReservedQuotesOptions) {
    this.#options = options;
  }

  /** @throws LedgerRefusedError when the asset has no such offer */
  async sale(actor: Actor, { asset, sale, today }: AskedSale): Promise<Quote> {
    const { quotes } = this.#options.ledger;
    if (!canSeeReserved(actor, asset, sale.licensee)) return this.#forOthers(actor, { asset, sale, today });
    const quote = await quotes.sale(sale, today);
    const isSeen = quote.terms === null || (await this.#canSeeOffer(actor, asset, quote.terms.offerId));
    return isSeen ? quote : quotes.sale({ ...sale, offerId: NO_OFFER }, today);
  }

  /** The answer to `wish` as the actor may know it. */
  async hideUseConsent(actor: Actor, asset: Asset, asked: AnsweredWish): Promise<Quote> {
    const { quote, licensee, wish } = asked;
    if (canSeeReserved(actor, asset, licensee) || asset.community === null) return quote;
    return quoteUnderConsent(quote, await this.#consentTo(asset), wish);
  }

  async #forOthers(actor: Actor, { asset, sale, today }: AskedSale): Promise<Quote> {
    const { wish } = sale;
    const consent = await this.#consentTo(asset);
    const offerId = await this.#offerFor(actor, { asset, sale, today }, consent);
    const quote = await this.#options.ledger.quotes.sale({ ...sale, offerId }, today);
    return asset.community === null ? quote : quoteUnderConsent(quote, consent, wish);
  }

  /** Of the offers that the actor may see the one that the contract would take, or the named one. */
  async #offerFor(
    actor: Actor,
    { asset, sale, today }: AskedSale,
    consent: ConsentTerms | null,
  ): Promise<bigint> {
    const { offerId, version, licensee, wish } = sale;
    if (offerId !== null) return (await this.#canSeeOffer(actor, asset, offerId)) ? offerId : NO_OFFER;
    const open = await this.#options.offers.listOpen([asset.id]);
    const quote = quoteWish({
      asset: {
        assetId: asset.id,
        isKnown: true,
        isWithdrawn: false,
        openDisputes: 0,
        needsConsent: asset.community !== null,
      },
      version,
      licensee: { organizationId: licensee, isKnown: true },
      consent,
      offers: open
        .filter((offer) => isSeenBy(actor, asset, offer))
        .map((offer) => ({ ...offer, offerId: BigInt(offer.id) })),
      operatorShareBps: 0,
      wish,
      today,
    });
    return quote.terms?.offerId ?? NO_OFFER;
  }

  async #canSeeOffer(actor: Actor, asset: Asset, offerId: bigint): Promise<boolean> {
    const offer = await this.#options.offers.find(offerId.toString());
    return offer === null || isSeenBy(actor, asset, offer);
  }

  async #consentTo({ id, community }: Asset): Promise<ConsentTerms | null> {
    return community === null ? null : this.#options.ledger.consents.consentOf(id);
  }
}

/** An answer of the contract, and to what. */
export interface AnsweredWish {
  readonly quote: Quote;
  readonly licensee: OrganizationId;
  readonly wish: Wish;
}

function isSeenBy(actor: Actor, asset: Asset, { licensee }: Offer): boolean {
  return licensee === null || canSeeReserved(actor, asset, licensee);
}
