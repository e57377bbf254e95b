import type { Language } from '@lanran/protocol/kernel/language';
import { catalogAddress } from '../../lib/catalog/catalog-address.ts';
import { conceptAddress } from '../../lib/concepts/concept-address.ts';
import { pickText } from '../../lib/session/api.ts';
import { graphql, type ResultOf } from '../../lib/session/graphql.ts';
import { searchAddress } from './search-address.ts';

export const SEARCH_SUGGESTIONS = graphql(`
  query SearchSuggestions($text: String!) {
    searchSuggestions(text: $text) {
      kind
      text
      name {
        en
        zh
      }
      count
      concept
      organizationId
      organizationRole
    }
  }
`);

export type Suggestion = ResultOf<typeof SEARCH_SUGGESTIONS>['searchSuggestions'][number] & {
  /** Leads to the page of its concept, and not to what bears it. */
  readonly isPage?: boolean;
};

const SHORTEST_LATIN = 2;

/** Is enough typed to guess by: one Chinese character, or two letters of another script? */
export function isGuessable(text: string): boolean {
  const typed = text.trim();
  return typed.length <= 200 && (/\p{Script=Han}/u.test(typed) || Array.from(typed).length >= SHORTEST_LATIN);
}

/** With the way to the page of the nearest concept, after all concepts. */
export function withConceptPage(suggestions: readonly Suggestion[]): readonly Suggestion[] {
  const concepts = suggestions.filter(({ concept }) => concept !== null);
  const [nearest] = concepts;
  if (nearest === undefined) return suggestions;
  const after = suggestions.indexOf(concepts.at(-1) ?? nearest) + 1;
  return suggestions.toSpliced(after, 0, { ...nearest, isPage: true });
}

export interface SuggestionGroup {
  readonly kind: Suggestion['kind'];
  readonly suggestions: readonly Suggestion[];
}

/** By kind, in the order in which they came; all of them together are the options. */
export function groupsOf(suggestions: readonly Suggestion[]): readonly SuggestionGroup[] {
  const kinds = [...new Set(suggestions.map(({ kind }) => kind))];
  return kinds.map((kind) => ({ kind, suggestions: suggestions.filter((each) => each.kind === kind) }));
}

/** What a suggestion puts into the box; null for one that is a filter or a page instead. */
export function wordsOf(suggestion: Suggestion, language: Language): string | null {
  if (suggestion.kind === 'ORGANIZATION' || suggestion.isPage === true) return null;
  return pickText(suggestion.name, language)?.text ?? suggestion.text;
}

/** The catalog of what a suggestion stands for, with what is chosen there; or the page that it names. */
export function suggestionAddress(
  suggestion: Suggestion,
  language: Language,
  chosen: URLSearchParams,
): string {
  const { concept, isPage = false } = suggestion;
  if (isPage && concept !== null) return conceptAddress(concept);
  const words = wordsOf(suggestion, language);
  if (words !== null) return searchAddress(words, chosen);
  const params = new URLSearchParams(chosen);
  params.delete('text');
  params.set(
    suggestion.organizationRole === 'COMMUNITY' ? 'community' : 'holder',
    suggestion.organizationId ?? '',
  );
  return catalogAddress(params);
}

/** The name in the other language, where it says something else. */
export function otherNameOf({ name }: Suggestion, language: Language) {
  const shown = pickText(name, language);
  const other = pickText(name, language === 'en' ? 'zh' : 'en');
  return other === null || other.text === shown?.text ? null : other;
}
