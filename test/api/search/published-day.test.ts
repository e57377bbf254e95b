import { afterAll, expect, it } from 'vitest';
import { parseDay } from '@lanran/protocol/kernel/day';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { ask } from './access-answers.ts';
import { assetOf, memberOf, SearchedCatalog } from './access-scene.ts';

const HOLDER = organizationIdOf('museum');
const MOMENTS = [
  ['OPEN', '2026-05-01T23:59:59Z'],
  ['OPEN', '2026-05-02T00:00:00Z'],
  ['RESTRICTED', '2026-05-02T12:00:00Z'],
  ['OPEN', '2026-05-02T23:59:59Z'],
  ['RESTRICTED', '2026-05-03T00:00:00Z'],
] as const;

const ASSETS = MOMENTS.map(([access, moment], number) => ({
  ...assetOf(number, { holder: HOLDER }, access),
  publishedAt: new Date(moment),
}));
const catalog = new SearchedCatalog(ASSETS);
afterAll(() => catalog.close());

const published = async (day: string, reader = memberOf()) => {
  const { items, totalCount } = await ask(catalog, reader, {
    filter: { publishedOn: parseDay(day) },
    sort: 'OLDEST',
  });
  expect(totalCount).toBe(items.length);
  return items.map(({ id }) => ASSETS.findIndex((asset) => asset.id === id));
};

it('lists what was published on a day of UTC', async () => {
  expect(await published('2026-05-01')).toEqual([0]);
  expect(await published('2026-05-02')).toEqual([1, 3]);
  expect(await published('2026-05-04')).toEqual([]);
});

it('lists what exists for the reader alone', async () => {
  expect(await published('2026-05-02', memberOf('museum'))).toEqual([1, 2, 3]);
  expect(await published('2026-05-03')).toEqual([]);
});
