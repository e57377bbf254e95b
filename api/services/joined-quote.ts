import { type Quote, reasonsOfConsent } from '@lanran/protocol/quote';
import { reasonOf } from '@lanran/protocol/reasons';
import { SUBLICENSABLE } from '@lanran/protocol/rights';
import type { Wish } from '@lanran/protocol/window';
import type { ConsentTerms } from '../domain/licensing.ts';

/** The contract's answer once the asset has joined: consent's own reasons in place of its absence, in the contract's order. */
export function quoteAfterJoining(quote: Quote, consent: ConsentTerms, wish: Wish): Quote {
  const { terms } = quote;
  const isSublicense = terms?.origin === 'SUBLICENSE';
  const rights = isSublicense ? SUBLICENSABLE : (terms?.rights ?? 0);
  const isShareRaised = terms !== null && !isSublicense && terms.communityShareBps < consent.shareBps;
  return {
    ...quote,
    reasons: [
      ...quote.reasons.flatMap((reason) =>
        reason.name === 'NO_CONSENT' ? reasonsOfConsent(consent, wish, rights) : [reason],
      ),
      ...(isShareRaised ? [reasonOf('SHARE_RAISED', consent.shareBps)] : []),
    ],
  };
}
