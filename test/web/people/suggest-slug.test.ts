import { expect, it } from 'vitest';
import { isSlug } from '../../../web/features/people/joining/model/join-request.ts';
import { suggestSlug } from '../../../web/features/people/joining/model/suggest-slug.ts';

it.each([
  ['Liping Children’s Film House', 'liping-childrens-film-house'],
  ['  Musée de l’indigo (Québec) ', 'musee-de-lindigo-quebec'],
  ['2nd & 3rd Studio', '2nd-3rd-studio'],
])('suggests for “%s” a short name the platform takes', (name, slug) => {
  expect(suggestSlug(name)).toBe(slug);
  expect(isSlug(slug)).toBe(true);
});

it('suggests nothing for a name without Latin letters, and nothing too long', () => {
  expect(suggestSlug('黎平儿童影视之家')).toBe('');
  expect(isSlug(suggestSlug('museum '.repeat(30)))).toBe(true);
  expect(isSlug('')).toBe(false);
});
