import { afterAll, beforeAll, expect, it } from 'vitest';
import { favoritesOf } from '@lanran/api/desk/domain/asset-list';
import { organizationIdOf, parseAssetId } from '@lanran/protocol/kernel/ids';
import { WORLD } from '@lanran/protocol/territories/territories';
import { startStores, type StoresUnderTest } from './stores-under-test.ts';

const AT = new Date(1_790_000_000_000);
const STUDIO = organizationIdOf('studio');
const WISH = { media: 3, territories: WORLD, firstDay: 20_800, lastDay: 20_900, exclusive: false };
const BUTTERFLIES = {
  ...favoritesOf('0x01', AT),
  id: 'a',
  isFavorites: false,
  organization: STUDIO,
  title: 'Butterflies',
  items: [{ assetId: parseAssetId(`0x${'0a'.repeat(32)}`), note: 'for the credits' }],
  project: { title: 'Mother', production: '', reference: 'S-1', wish: WISH },
  revision: 1,
};

let under: StoresUnderTest;
beforeAll(async () => {
  under = await startStores();
});
afterAll(() => under.stop());

it('keeps lists as they are, and replaces the revision alone that was read', async () => {
  const { assetLists } = under.stores;
  expect(await assetLists.insert(BUTTERFLIES)).toBe(true);
  expect(await assetLists.insert(BUTTERFLIES)).toBe(false);
  expect(await assetLists.find('a')).toStrictEqual(BUTTERFLIES);
  const changed = { ...BUTTERFLIES, title: 'Moths', shareKey: '00ff', project: null, revision: 2 };
  expect(await assetLists.replace(changed, 1)).toBe(true);
  expect(await assetLists.replace({ ...changed, title: 'Late' }, 1)).toBe(false);
  expect(await assetLists.find('a')).toStrictEqual(changed);
});

it('lists those of an account and of organizations, changed last first', async () => {
  const { assetLists } = under.stores;
  const later = { ...BUTTERFLIES, changedAt: new Date(AT.getTime() + 1) };
  await assetLists.insert({ ...later, id: 'b', owner: '0x02' });
  await assetLists.insert({ ...later, id: 'c', owner: '0x02', organization: null });
  const idsOf = async (...asked: Parameters<typeof assetLists.listOf>) =>
    (await assetLists.listOf(...asked)).map(({ id }) => id);
  expect(await idsOf({ owner: '0x01', organizations: [] }, 10)).toEqual(['a']);
  expect(await idsOf({ owner: '0x01', organizations: [STUDIO] }, 10)).toEqual(['b', 'a']);
  expect(await idsOf({ owner: '0x01', organizations: [STUDIO] }, 1)).toEqual(['b']);
  expect(await assetLists.countOf('0x02')).toBe(2);
  await assetLists.remove('b');
  expect(await assetLists.find('b')).toBeNull();
});
