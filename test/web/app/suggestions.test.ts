import { expect, it } from 'vitest';
import {
  isGuessable,
  otherNameOf,
  type Suggestion,
  suggestionAddress,
  withConceptPage,
} from '../../../web/app/search/suggestions.ts';

const CONCEPT: Suggestion = {
  kind: 'CONCEPT',
  text: '蝴蝶',
  name: { zh: '蝴蝶', en: 'Butterfly' },
  count: 2,
  concept: 'motif/butterfly',
  organizationId: null,
  organizationRole: null,
};
const CHOSEN = new URLSearchParams('kind=PATTERN&text=hud');

it('guesses from one Chinese character or two letters on', () => {
  expect(['蝶', 'hu', ' hu '].map(isGuessable)).toEqual([true, true, true]);
  expect(['', 'h', ' h ', 'x'.repeat(201)].map(isGuessable)).toEqual([false, false, false, false]);
});

it('leads to a search in the words of the reader, with what is chosen', () => {
  expect(suggestionAddress(CONCEPT, 'en', CHOSEN)).toBe('/catalog?kind=PATTERN&text=Butterfly');
  expect(decodeURI(suggestionAddress(CONCEPT, 'zh', CHOSEN))).toBe('/catalog?kind=PATTERN&text=蝴蝶');
});

it('leads to what an organization holds, or what is of a community', () => {
  const organization: Suggestion = {
    ...CONCEPT,
    kind: 'ORGANIZATION',
    concept: null,
    organizationId: '0x01',
  };
  const as = (organizationRole: 'HOLDER' | 'COMMUNITY') =>
    suggestionAddress({ ...organization, organizationRole }, 'en', CHOSEN);
  expect(as('HOLDER')).toBe('/catalog?kind=PATTERN&holder=0x01');
  expect(as('COMMUNITY')).toBe('/catalog?kind=PATTERN&community=0x01');
});

it('shows the other language only where it says something else', () => {
  expect(otherNameOf(CONCEPT, 'en')?.text).toBe('蝴蝶');
  expect(otherNameOf({ ...CONCEPT, name: { zh: 'batik', en: 'batik' } }, 'en')).toBeNull();
});

it('leads to the page of the nearest concept, after all concepts', () => {
  const fish: Suggestion = { ...CONCEPT, text: '鱼', concept: 'motif/fish' };
  const word: Suggestion = { ...CONCEPT, kind: 'WORD', concept: null };
  const found = withConceptPage([CONCEPT, fish, word]);
  expect(found.map(({ concept, isPage = false }) => [concept, isPage])).toEqual([
    ['motif/butterfly', false],
    ['motif/fish', false],
    ['motif/butterfly', true],
    [null, false],
  ]);
  expect(found[2] && suggestionAddress(found[2], 'en', CHOSEN)).toBe('/concepts/motif/butterfly');
  expect(withConceptPage([word])).toEqual([word]);
});
