import { type Quote, reasonsOfConsent } from '@lanran/protocol/quote';
import type { Reason, ReasonName } from '@lanran/protocol/reasons';
import { SUBLICENSABLE } from '@lanran/protocol/rights';
import type { Wish } from '@lanran/protocol/window';
import type { ConsentTerms } from '../domain/licensing.ts';

/** Of an asset without consent of its own: that it has none, or what a consent to one use does not permit. */
const OF_CONSENT: readonly ReasonName[] = [
  'NO_CONSENT',
  'CONSENT_MEDIA',
  'CONSENT_TERRITORIES',
  'CONSENT_RIGHTS',
  'SHARE_RAISED',
  'USE_DAYS',
  'USE_PRICE',
  'USE_TOKEN',
  'USE_NOT_EXCLUSIVE',
];

export function isOfConsent({ name }: Reason): boolean {
  return OF_CONSENT.includes(name);
}

/**
 * The contract's answer once the asset has joined: the reasons of the collection's consent in place of those of what there was
 * without it, in the contract's order.
 */
export function quoteAfterJoining(quote: Quote, consent: ConsentTerms, wish: Wish): Quote {
  const { terms } = quote;
  const isPart = terms?.origin === 'SUBLICENSE';
  const offered =
    terms === null
      ? null
      : {
          rights: isPart ? SUBLICENSABLE : terms.rights,
          communityShareBps: isPart ? null : terms.communityShareBps,
        };
  const at = quote.reasons.findIndex(isOfConsent);
  const others = (reasons: readonly Reason[]) => reasons.filter((reason) => !isOfConsent(reason));
  return {
    ...quote,
    reasons: [
      ...others(quote.reasons.slice(0, at)),
      ...reasonsOfConsent(consent, wish, offered),
      ...others(quote.reasons.slice(at)),
    ],
  };
}
