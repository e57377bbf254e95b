import { formatDay } from '@lanran/protocol/kernel/day';
import { type Currency, formatMoney } from '@lanran/protocol/kernel/money';
import { formatMedia } from '@lanran/protocol/licensing/media';
import { formatRights } from '@lanran/protocol/licensing/rights';
import { formatTerritories } from '@lanran/protocol/territories/territories';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import type { DeskRequest, RequestItem, RequestTerms } from '@lanran/sdk/desk/requests';

export function requestDocument({ items, parties, ...request }: DeskRequest, currency: Currency) {
  return {
    ...request,
    parties: parties.map(({ role, organization, account }) => ({
      role,
      party: organization?.slug ?? account,
    })),
    items: items.map((item) => itemDocument(item, currency)),
  };
}

export function itemDocument({ terms, ...item }: RequestItem, currency: Currency) {
  return { ...item, terms: terms === null ? null : termsDocument(terms, currency) };
}

/** In words, for the one document. */
function termsDocument({ wish, price, communityShareBps, share, rights }: RequestTerms, currency: Currency) {
  return {
    media: formatMedia(wish.media),
    territories: formatTerritories(wish.territories),
    from: formatDay(wish.firstDay),
    to: formatDay(wish.lastDay),
    exclusive: wish.exclusive,
    price: price === null ? null : formatMoney(price.amount, currency),
    communityShareBps,
    share: share === null ? null : formatMoney(share.amount, currency),
    rights: formatRights(rights),
  };
}

export function requestLine({ id, kind, state, parties, items, dueDay }: DeskRequest): string {
  const names = parties.map(({ organization, account }) => organization?.slug ?? account).join(' → ');
  return `${id} ${kind} ${state}: ${names}; ${items.length} ${items.length === 1 ? 'asset' : 'assets'}; answers until ${dueDay}`;
}

export function requestLines({ items }: DeskRequest, currency: Currency): string[] {
  return items.map(({ assetId, state, terms, waitsFor }) => {
    const waits = waitsFor.length === 0 ? '' : `; waits for ${waitsFor.join(', ')}`;
    return `  ${assetId} ${state}${terms === null ? '' : `: ${termsLine(terms, currency)}`}${waits}`;
  });
}

function termsLine(terms: RequestTerms, currency: Currency): string {
  const { media, from, to, exclusive, price, communityShareBps, share, rights } = termsDocument(
    terms,
    currency,
  );
  const places = territoryText(terms.wish.territories, 'en');
  const part =
    communityShareBps === null
      ? 'share open'
      : `${communityShareBps / 100} % to the community${share === null ? '' : ` (${share})`}`;
  return `${media} in ${places}, ${from} to ${to}${exclusive ? ', exclusive' : ''}, ${price ?? 'price open'}, ${part}, rights: ${rights}`;
}
