import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { request } from '../../lib/session/api.ts';
import { isGuessable, SEARCH_SUGGESTIONS, type Suggestion, withConceptPage } from './suggestions.ts';

const QUIET_MS = 150;
const FRESH_MS = 60_000;
const NONE: readonly Suggestion[] = [];

interface Typing {
  readonly text: string;
  readonly isFocused: boolean;
  /** An input method has letters in the box that are no text yet. */
  readonly isComposing: boolean;
}

/** For what was typed when the hand last rested; an answer to an earlier text never takes the place of a later one's. */
export function useSuggestions({ text, isFocused, isComposing }: Typing): readonly Suggestion[] {
  const [rested, setRested] = useState('');
  useEffect(() => {
    if (isComposing) return undefined;
    const timer = setTimeout(() => setRested(text.trim()), QUIET_MS);
    return () => clearTimeout(timer);
  }, [text, isComposing]);
  const isOn = isFocused && !isComposing && isGuessable(rested) && isGuessable(text);
  const { data } = useQuery({
    queryKey: ['search-suggestions', rested],
    queryFn: async ({ signal }) =>
      withConceptPage((await request(SEARCH_SUGGESTIONS, { text: rested }, { signal })).searchSuggestions),
    enabled: isOn,
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
    // They help; without them the box searches all the same.
    retry: false,
  });
  return isOn ? (data ?? NONE) : NONE;
}
