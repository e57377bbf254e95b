import { VOCABULARIES } from '../../concepts/domain/concept.ts';
import type { AssetFilter, TermKey } from '../domain/asset-query.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';
import type { AssetFilterInput } from './asset-inputs.ts';
import { toOrganizationId } from '../../platform/graphql/parse-input.ts';

export function toAssetFilter(input: AssetFilterInput): AssetFilter {
  const { kind, community, holder, access, term, terms, text, onOffer, hasConsent, isWithdrawn } = input;
  const { custodyOfferedTo, isCustodyOffered, hasCommunity, peoples, hasOffer } = input;
  return {
    ...(kind != null && { kind }),
    ...(community != null && { community: toOrganizationId(community, 'filter.community') }),
    ...(hasCommunity != null && { hasCommunity }),
    ...(peoples != null && { peoples }),
    ...(holder != null && { holder: toOrganizationId(holder, 'filter.holder') }),
    ...(access != null && { access }),
    ...(term != null && { term: toTerm(term, 'filter.term') }),
    ...(terms != null && { terms: terms.map((each, at) => toTerm(each, `filter.terms.${at}`)) }),
    ...(text != null && text.trim() !== '' && { text }),
    ...(onOffer != null && { onOffer }),
    ...(hasOffer != null && { hasOffer }),
    ...(hasConsent != null && { hasConsent }),
    ...(isWithdrawn != null && { isWithdrawn }),
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
