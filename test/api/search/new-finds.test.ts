import { afterAll, expect, it } from 'vitest';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { SavedSearches } from '@lanran/api/search/services/saved-searches';
import { InMemorySavedSearches } from '../../support/in-memory-saved-searches.ts';
import { assetOf, memberOf, SearchedCatalog } from './access-scene.ts';

const HOLDER = organizationIdOf('museum');
const ASSETS = (['OPEN', 'OPEN', 'RESTRICTED'] as const).map((access, index) => {
  const asset = assetOf(index, { holder: HOLDER }, access);
  const title = { en: index === 0 ? 'Butterfly' : 'Silver fish' };
  return {
    ...asset,
    publishedIndex: 10 + index,
    metadata: { ...asset.metadata, title, kind: 'PATTERN' as const, terms: [] },
  };
});
const catalog = new SearchedCatalog(ASSETS);
afterAll(() => catalog.close());

const saved = new SavedSearches({
  savedSearches: new InMemorySavedSearches(),
  search: catalog.searching.search,
  clock: { now: () => new Date() },
});

it('counts what was published by these leaves, and exists for the reader', async () => {
  const fish = { text: 'fish' };
  expect(await saved.countNew(memberOf(), fish, { from: 0, before: 100 })).toBe(1);
  expect(await saved.countNew(memberOf('museum'), fish, { from: 0, before: 100 })).toBe(2);
  expect(await saved.countNew(memberOf('museum'), fish, { from: 12, before: 100 })).toBe(1);
  expect(await saved.countNew(memberOf('museum'), fish, { from: 13, before: 100 })).toBe(0);
  expect(await saved.countNew(memberOf(), { kind: 'PATTERN' }, { from: 0, before: 11 })).toBe(1);
});

it('counts nothing that is only like what was searched', async () => {
  const all = { from: 0, before: 100 };
  expect(await saved.countNew(memberOf(), { text: 'butterfy' }, all)).toBe(0);
  expect(await saved.countNew(memberOf(), { text: 'butterfly fish' }, all)).toBe(0);
  expect(await saved.countNew(memberOf(), { text: 'butterfly' }, all)).toBe(1);
});

it('has no answer for what can’t be asked any more', async () => {
  expect(await saved.countNew(memberOf(), { text: 'x'.repeat(300) }, { from: 0, before: 100 })).toBeNull();
});
