import { VOCABULARIES } from '../../concepts/domain/concept.ts';
import type { AssetFilter, TermKey } from '../../assets/domain/asset-query.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';
import type { AssetFilterInput, UseInput } from './asset-inputs.ts';
import { parseInput, toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { type Day, parseDay } from '@lanran/protocol/kernel/day';
import { parseMedia } from '@lanran/protocol/licensing/media';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import type { Uses } from '../../assets/domain/availability.ts';

export function toAssetFilter(input: AssetFilterInput): AssetFilter {
  const { kind, community, holder, access, term, terms, text, onOffer, hasConsent, isWithdrawn } = input;
  const { custodyOfferedTo, isCustodyOffered, hasCommunity, peoples, hasOffer, licensable, colors } = input;
  const { concept } = input;
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
