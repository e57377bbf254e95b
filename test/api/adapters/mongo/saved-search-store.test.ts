import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SavedSearch } from '@lanran/api/search/domain/saved-search';
import { startStores, type StoresUnderTest } from './stores-under-test.ts';

const BATIK: SavedSearch = {
  id: 'a',
  owner: '0x01',
  name: 'Batik',
  filter: { text: '蜡染', terms: [{ vocabulary: 'motif', code: 'fish' }], onOffer: true },
  savedAt: new Date(1_790_000_000_000),
};

let under: StoresUnderTest;
beforeAll(async () => {
  under = await startStores();
});
afterAll(() => under.stop());

it('keeps searches as they are, each name of an owner once', async () => {
  const { savedSearches } = under.stores;
  expect(await savedSearches.insert(BATIK)).toBe(true);
  expect(await savedSearches.insert({ ...BATIK, id: 'b' })).toBe(false);
  expect(await savedSearches.insert({ ...BATIK, id: 'b', name: 'Asia' })).toBe(true);
  expect(await savedSearches.insert({ ...BATIK, id: 'c', owner: '0x02' })).toBe(true);
  expect(await savedSearches.rename('0x01', 'b', 'Batik')).toBe(false);
  expect(await savedSearches.listOf('0x01')).toStrictEqual([{ ...BATIK, id: 'b', name: 'Asia' }, BATIK]);
  await savedSearches.remove('0x02', 'a');
  expect(await savedSearches.find('0x01', 'a')).toStrictEqual(BATIK);
  await savedSearches.remove('0x01', 'a');
  expect(await savedSearches.find('0x01', 'a')).toBeNull();
});
