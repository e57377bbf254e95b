import type { ResultOf } from '../../../lib/session/graphql.ts';
import { type Condition, readCatalogState } from './catalog-state.ts';
import type { SAVED_SEARCHES } from './saved-search-documents.ts';

type KeptFilter = ResultOf<typeof SAVED_SEARCHES>['savedSearches'][number]['filter'];

/** The conditions of a filter, as the catalog's address has them. What this catalog does not know is left out. */
export function conditionsOf(filter: KeptFilter): readonly Condition[] {
  const { text, kind, access, community, holder, onOffer, licensable, peoples, terms, colors } = filter;
  const { concept, price } = filter;
  const pairs: readonly (readonly [string, string | null | undefined])[] = [
    ['text', text],
    ['concept', concept && `${concept.vocabulary}/${concept.code}`],
    ['kind', kind],
    ['access', access],
    ['community', community],
    ['holder', holder],
    ['published', filter.publishedOn],
    ['offer', onOffer === true ? '1' : null],
    ['price', price && `${price.token},${price.min ?? ''},${price.max ?? ''}`],
    ['people', peoples?.[0]],
    ['media', licensable?.media.join(',')],
    ['territories', licensable?.territories.join(',')],
    ['from', licensable?.from],
    ['to', licensable?.to],
    ...(colors ?? []).map((color) => ['color', color] as const),
    ...(terms ?? []).map(({ vocabulary, code }) => [vocabulary, code] as const),
  ];
  const params = new URLSearchParams();
  for (const [name, value] of pairs) if (value != null) params.append(name, value);
  return readCatalogState(params).conditions;
}
