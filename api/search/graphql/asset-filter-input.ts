import { VOCABULARIES } from '../../concepts/domain/concept.ts';
import type { AssetFilter, PriceRange, TermKey } from '../../assets/domain/asset-query.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';
import type { AssetFilterInput, PriceRangeInput, UseInput } from './asset-inputs.ts';
import { parseInput, toAddress, toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { type Day, parseDay } from '@lanran/protocol/kernel/day';
import { PRICE_LIMIT } from '@lanran/protocol/licensing/pricing';
import { parseMedia } from '@lanran/protocol/licensing/media';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import type { Uses } from '../../assets/domain/availability.ts';

export function toAssetFilter(input: AssetFilterInput): AssetFilter {
  const { kind, community, holder, access, term, terms, text, onOffer, hasConsent, isWithdrawn } = input;
  const { custodyOfferedTo, isCustodyOffered, hasCommunity, peoples, hasOffer, licensable, colors } = input;
  const { concept, price } = input;
  return {
    ...(kind != null && { kind }),
    ...(community != null && { community: toOrganizationId(community, 'filter.community') }),
    ...(hasCommunity != null && { hasCommunity }),
    ...(peoples != null && { peoples }),
    ...(holder != null && { holder: toOrganizationId(holder, 'filter.holder') }),
    ...(access != null && { access }),
    ...(term != null && { term: toTerm(term, 'filter.term') }),
    ...(terms != null && { terms: terms.map((each, at) => toTerm(each, `filter.terms.${at}`)) }),
    ...(concept != null && { concept: toTerm(concept, 'filter.concept') }),
    ...(text != null && text.trim() !== '' && { text }),
    ...(onOffer != null && { onOffer }),
    ...(hasOffer != null && { hasOffer }),
    ...(licensable != null && { licensable: toUses(licensable) }),
    ...(price != null && { price: toPriceRange(price) }),
    ...(colors != null && colors.length > 0 && { colors }),
    ...(hasConsent != null && { hasConsent }),
    ...(isWithdrawn != null && { isWithdrawn }),
    ...(input.publishedOn != null && { publishedOn: toDay(input.publishedOn) }),
    ...(isCustodyOffered != null && { isCustodyOffered }),
    ...(custodyOfferedTo != null && {
      custodyOfferedTo: toOrganizationId(custodyOfferedTo, 'filter.custodyOfferedTo'),
    }),
  };
}

function toPriceRange({ token, min, max }: PriceRangeInput): PriceRange {
  const range = {
    token: toAddress(token, 'filter.price.token'),
    ...(min != null && { min: toUnits(min, 'filter.price.min') }),
    ...(max != null && { max: toUnits(max, 'filter.price.max') }),
  };
  if (range.min !== undefined && range.max !== undefined && BigInt(range.min) > BigInt(range.max))
    throw new BadInputError('filter.price.max', 'must not be below the least price.');
  return range;
}

function toUnits(text: string, field: string): string {
  if (/^(?:0|[1-9]\d*)$/.test(text) && text.length < 30 && BigInt(text) < PRICE_LIMIT) return text;
  throw new BadInputError(field, 'must be a price in the smallest unit, in decimal, such as "120000".');
}

export function toTerm(term: { readonly vocabulary: string; readonly code: string }, field: string): TermKey {
  const vocabulary = VOCABULARIES.find((known) => known === term.vocabulary);
  if (vocabulary === undefined) {
    throw new BadInputError(`${field}.vocabulary`, `must be one of ${VOCABULARIES.join(', ')}.`);
  }
  return { vocabulary, code: term.code };
}

function toDay(day: string): Day {
  return parseInput(() => parseDay(day, 'filter.publishedOn'));
}

function toUses({ media, territories, from, to }: UseInput): Uses {
  const field = 'filter.licensable';
  if (media.length === 0) throw new BadInputError(`${field}.media`, 'name at least one medium, or ALL.');
  if (territories.length === 0)
    throw new BadInputError(`${field}.territories`, 'name at least one, or WORLD.');
  const uses = parseInput(() => ({
    media: parseMedia(media.join(','), `${field}.media`),
    territories: parseTerritories(territories.join(','), `${field}.territories`).toString(),
    firstDay: parseDay(from, `${field}.from`),
    lastDay: parseDay(to, `${field}.to`),
  }));
  if (uses.lastDay < uses.firstDay)
    throw new BadInputError(`${field}.to`, 'must not be before the first day.');
  return uses;
}
