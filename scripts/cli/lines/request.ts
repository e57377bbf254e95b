import type { Currency } from '@lanran/protocol/kernel/money';
import { currencyOrUnits } from '@lanran/protocol/licensing/currencies';
import { formatDay } from '@lanran/protocol/kernel/day';
import { formatMedia } from '@lanran/protocol/licensing/media';
import { formatRights } from '@lanran/protocol/licensing/rights';
import { formatTerritories } from '@lanran/protocol/territories/territories';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import { moneyText, type PricedIn } from '@lanran/sdk/kernel/money';
import type { DeskRequest, RequestItem, RequestTerms } from '@lanran/sdk/desk/requests';

/** In which the prices of a request are. */
export function currencyOfRequest({ items }: DeskRequest, { currencies }: PricedIn): Currency {
  const token = items.find(({ terms }) => terms !== null)?.terms?.token;
  return currencyOrUnits(currencies, token ?? '');
}

export function requestDocument({ items, parties, ...request }: DeskRequest, deployment: PricedIn) {
  return {
    ...request,
    parties: parties.map(({ role, organization, account }) => ({
      role,
      party: organization?.slug ?? account,
    })),
    items: items.map((item) => itemDocument(item, deployment)),
  };
}

export function itemDocument({ terms, ...item }: RequestItem, deployment: PricedIn) {
  return { ...item, terms: terms === null ? null : termsDocument(terms, deployment) };
}

/** In words, for the one document. */
function termsDocument(
  { wish, price, communityShareBps, share, rights }: RequestTerms,
  deployment: PricedIn,
) {
  return {
    media: formatMedia(wish.media),
    territories: formatTerritories(wish.territories),
    from: formatDay(wish.firstDay),
    to: formatDay(wish.lastDay),
    exclusive: wish.exclusive,
    price: price === null ? null : moneyText(price, deployment),
    communityShareBps,
    share: share === null ? null : moneyText(share, deployment),
    rights: formatRights(rights),
  };
}

export function requestLine({ id, kind, state, parties, items, dueDay }: DeskRequest): string {
  const names = parties.map(({ organization, account }) => organization?.slug ?? account).join(' → ');
  return `${id} ${kind} ${state}: ${names}; ${items.length} ${items.length === 1 ? 'asset' : 'assets'}; answers until ${dueDay}`;
}

export function requestLines({ items }: DeskRequest, deployment: PricedIn): string[] {
  return items.map(({ assetId, state, terms, waitsFor }) => {
    const waits = waitsFor.length === 0 ? '' : `; waits for ${waitsFor.join(', ')}`;
    return `  ${assetId} ${state}${terms === null ? '' : `: ${termsLine(terms, deployment)}`}${waits}`;
  });
}

function termsLine(terms: RequestTerms, deployment: PricedIn): string {
  const { media, from, to, exclusive, price, communityShareBps, share, rights } = termsDocument(
    terms,
    deployment,
  );
  const places = territoryText(terms.wish.territories, 'en');
  const part =
    communityShareBps === null
      ? 'share open'
      : `${communityShareBps / 100} % to the community${share === null ? '' : ` (${share})`}`;
  return `${media} in ${places}, ${from} to ${to}${exclusive ? ', exclusive' : ''}, ${price ?? 'price open'}, ${part}, rights: ${rights}`;
}
