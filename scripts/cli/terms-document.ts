import { formatDay } from '@lanran/protocol/kernel/day';
import { formatMedia } from '@lanran/protocol/licensing/media';
import { formatRights } from '@lanran/protocol/licensing/rights';
import type { Terms } from '@lanran/protocol/licensing/terms';
import { formatTerritories } from '@lanran/protocol/territories/territories';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import type { Deployment } from '@lanran/sdk/kernel/session';
import { moneyText } from './money-text.ts';

/** What was agreed, in words for the one document. */
export function termsDocument(terms: Terms, deployment: Pick<Deployment, 'paymentToken'>) {
  const { assetId, offerId, wish, price, token, communityShareBps, rights, origin, parent } = terms;
  return {
    assetId,
    offerId: offerId.toString(),
    versionHash: terms.version,
    media: formatMedia(wish.media),
    territories: formatTerritories(wish.territories),
    from: formatDay(wish.firstDay),
    to: formatDay(wish.lastDay),
    exclusive: wish.exclusive,
    price: moneyText({ amount: price, token }, deployment),
    communityShareBps,
    rights: formatRights(rights),
    origin,
    parent,
  };
}

/** The same as a line. */
export function termsLine(terms: Terms, deployment: Pick<Deployment, 'paymentToken'>): string {
  const { assetId, media, from, to, exclusive, price } = termsDocument(terms, deployment);
  const places = territoryText(terms.wish.territories, 'en');
  return `${assetId}  ${media} in ${places}, ${from} to ${to}${exclusive ? ', exclusive' : ''}, ${price}`;
}

/** Which version was sold, and from which offer; a part of another license comes from none. */
export function soldText(terms: Terms, version: number | null): string {
  const sold = version === null ? 'no published version' : `version ${version}`;
  return terms.origin === 'SUBLICENSE' ? sold : `${sold}, from offer ${terms.offerId}`;
}
