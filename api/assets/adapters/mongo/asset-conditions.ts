import type { Day } from '@lanran/protocol/kernel/day';
import type { MeantFilter, TermKey } from '../../domain/asset-query.ts';
import type { AssetSelection, Audience } from '../../ports/asset-store.ts';

/** Offers of an asset that the contracts keep, and so the most stretches of days that these can make (IOfferBook). */
const MOST_OFFERS = 32;
const DAY_MS = 86_400_000;

export function selectionFilter({ filter, audience, today }: AssetSelection): { $and: object[] } {
  const { hasConsent, hasOffer, onOffer } = filter;
  const consent =
    hasConsent === undefined
      ? []
      : [
          hasConsent
            ? { consentUntil: { $gte: today } }
            : { $or: [{ consentUntil: null }, { consentUntil: { $lt: today } }] },
        ];
  const sale = [
    ...(hasOffer === undefined ? [] : [hasOffer ? offered(today) : { $nor: [offered(today)] }]),
    ...(onOffer === undefined ? [] : [onOffer ? onSale(today) : { $nor: [onSale(today)] }]),
  ];
  return { $and: [audienceFilter(audience), ...conditionsOf(filter), ...consent, ...sale] };
}

/** `canView` of the domain as a condition; a test holds the two together. */
export function audienceFilter({ organizationIds }: Audience): object {
  const open = { access: { $ne: 'RESTRICTED' } };
  if (organizationIds.length === 0) return open;
  const theirs = { $in: [...organizationIds] };
  return { $or: [open, { holder: theirs }, { community: theirs }, { custodyOffer: theirs }] };
}

function conditionsOf(filter: MeantFilter): object[] {
  const { kind, community, holder, access, term, terms = [], anyTerm, isWithdrawn } = filter;
  const { custodyOfferedTo, isCustodyOffered, hasCommunity, peoples } = filter;
  return [
    ...(filter.publishedOn === undefined ? [] : [{ publishedAt: momentsOf(filter.publishedOn) }]),
    ...(kind === undefined ? [] : [{ kind }]),
    ...(community === undefined ? [] : [{ community }]),
    ...(hasCommunity === undefined ? [] : [{ community: hasCommunity ? { $ne: null } : null }]),
    ...(peoples === undefined ? [] : [{ peoples: { $in: [...peoples] } }]),
    ...(holder === undefined ? [] : [{ holder }]),
    ...(access === undefined ? [] : [{ access }]),
    ...[...(term === undefined ? [] : [term]), ...terms].map(bearing),
    ...(anyTerm === undefined ? [] : [{ termKeys: { $in: anyTerm.map(storedTerm) } }]),
    ...(isWithdrawn === undefined ? [] : [{ isWithdrawn }]),
    ...(custodyOfferedTo === undefined ? [] : [{ custodyOffer: custodyOfferedTo }]),
    ...(isCustodyOffered === undefined ? [] : [{ custodyOffer: isCustodyOffered ? { $ne: null } : null }]),
  ];
}

function momentsOf(day: Day): object {
  return { $gte: new Date(day * DAY_MS), $lt: new Date((day + 1) * DAY_MS) };
}

/** Can be licensed on the day. Stretches are asked for by their places: not every server of the protocol has `$elemMatch`. */
export function onSale(today: Day): object {
  const [first = {}, ...others] = Array.from({ length: MOST_OFFERS }, (_, at) => ({
    [`saleDays.${at}.firstDay`]: { $lte: today },
    [`saleDays.${at}.lastDay`]: { $gte: today },
  }));
  // Nearly all have one stretch alone.
  const inAnother = { 'saleDays.1': { $exists: true }, $or: others };
  return { onOffer: true, saleUntil: { $gte: today }, $or: [first, inAnother] };
}

function offered(today: Day): object {
  return { offeredUntil: { $gte: today } };
}

/** Assets with this term. A proposed term is searched only among the assets of the holder that proposed it. */
function bearing({ proposedBy, ...term }: TermKey): object {
  return { termKeys: storedTerm(term), ...(proposedBy !== undefined && { holder: proposedBy }) };
}

export function storedTerm({ vocabulary, code }: Pick<TermKey, 'vocabulary' | 'code'>): string {
  return `${vocabulary}/${code}`;
}
