import { type Quote, quoteWish, type QuoteQuestion } from '@lanran/protocol/licensing/quote';
import { licenseIdOf } from '@lanran/protocol/licensing/terms';
import type { Asset } from '../../assets/domain/asset.ts';
import type { Offer } from '../domain/license.ts';
import type { ConsentTerms } from '../../chain/domain/consent-terms.ts';

export interface UnmaterializedQuestion extends Pick<
  QuoteQuestion,
  'version' | 'licensee' | 'wish' | 'today' | 'operatorShareBps'
> {
  readonly asset: Asset;
  readonly isHolderSuspended: boolean;
  readonly consent: ConsentTerms | null;
  /** Those that may be accepted. */
  readonly offers: readonly Offer[];
  readonly isInvoiced: boolean;
}

/** The contract's answer about an asset that was never shown to it: the same rule, over what the log says. */
export function quoteUnmaterialized(question: UnmaterializedQuestion): Quote {
  const { asset, isHolderSuspended, offers, isInvoiced, ...rest } = question;
  const quote = quoteWish({
    ...rest,
    asset: {
      assetId: asset.id,
      isKnown: true,
      isWithdrawn: asset.isWithdrawn,
      openDisputes: 0,
      needsConsent: asset.community !== null,
      isHolderSuspended,
    },
    offers: offers.map((offer) => ({ ...offer, offerId: BigInt(offer.id) })),
  });
  if (!isInvoiced || quote.terms === null) return quote;
  const terms = { ...quote.terms, origin: 'INVOICE' as const };
  return { ...quote, terms, licenseId: licenseIdOf(terms) };
}
