import { type Quote, reasonsOfConsent } from '@lanran/protocol/licensing/quote';
import { type Reason, type ReasonName, reasonOf } from '@lanran/protocol/licensing/reasons';
import { SUBLICENSABLE } from '@lanran/protocol/licensing/rights';
import type { Wish } from '@lanran/protocol/licensing/window';
import type { ConsentTerms } from '../../chain/domain/consent-terms.ts';

/** What a consent to the asset, or to one use, does not permit, or that there is none. */
const OF_CONSENT: readonly ReasonName[] = [
  'NO_CONSENT',
  'CONSENT_MEDIA',
  'CONSENT_TERRITORIES',
  'CONSENT_ENDS',
  'CONSENT_RIGHTS',
  'SHARE_RAISED',
  'USE_DAYS',
  'USE_PRICE',
  'USE_TOKEN',
  'USE_NOT_EXCLUSIVE',
];

/** What the contract says before it looks at consent. */
const BEFORE_CONSENT: readonly ReasonName[] = [
  'ASSET_WITHDRAWN',
  'ASSET_DISPUTED',
  'SALES_PAUSED',
  'LICENSEE_UNKNOWN',
  'LICENSEE_SUSPENDED',
  'HOLDER_SUSPENDED',
  'WINDOW_EMPTY',
  'WINDOW_PAST',
  'VERSION_MISSING',
  'LICENSE_ENDED',
  'NOT_RENEWABLE',
  'NOT_SUBLICENSABLE',
  'OUTSIDE_LICENSE',
];

export function isOfConsent({ name }: Reason): boolean {
  return OF_CONSENT.includes(name);
}

/**
 * The contract's answer as it would be with this consent to the asset, null for none, and with no consent to one use: its reasons
 * in place of those of what there is, in the contract's order.
 */
export function quoteUnderConsent(quote: Quote, consent: ConsentTerms | null, wish: Wish): Quote {
  const others = quote.reasons.filter((reason) => !isOfConsent(reason));
  const first = quote.reasons.findIndex(isOfConsent);
  const at = first >= 0 ? first : 1 + others.findLastIndex(({ name }) => BEFORE_CONSENT.includes(name));
  const ofConsent =
    consent === null ? [reasonOf('NO_CONSENT')] : reasonsOfConsent(consent, wish, offeredIn(quote));
  return { ...quote, reasons: [...others.slice(0, at), ...ofConsent, ...others.slice(at)] };
}

/** Null: nothing is offered. */
function offeredIn({ terms }: Quote) {
  if (terms === null) return null;
  const isPart = terms.origin === 'SUBLICENSE';
  return {
    rights: isPart ? terms.rights | SUBLICENSABLE : terms.rights,
    communityShareBps: isPart ? null : terms.communityShareBps,
  };
}
