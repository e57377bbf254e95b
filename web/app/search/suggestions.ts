import type { Language } from '@lanran/protocol/kernel/language';
import { catalogAddress } from '../../lib/catalog/catalog-address.ts';
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

export type Suggestion = ResultOf<typeof SEARCH_SUGGESTIONS>['searchSuggestions'][number];

const SHORTEST_LATIN = 2;

/** Is enough typed to guess by: one Chinese character, or two letters of another script? */
export function isGuessable(text: string): boolean {
  const typed = text.trim();
  return typed.length <= 200 && (/\p{Script=Han}/u.test(typed) || Array.from(typed).length >= SHORTEST_LATIN);
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

/** What a suggestion puts into the box; null for one that is a filter instead. */
export function wordsOf(suggestion: Suggestion, language: Language): string | null {
  if (suggestion.kind === 'ORGANIZATION') return null;
  return pickText(suggestion.name, language)?.text ?? suggestion.text;
}

/** The catalog of what a suggestion stands for, with what is chosen there. */
export function suggestionAddress(
  suggestion: Suggestion,
  language: Language,
  chosen: URLSearchParams,
): string {
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
