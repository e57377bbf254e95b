import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Call, callStateOn } from '@lanran/api/desk/domain/call';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { ASSET, buildRequest, buildTerms, MUSEUM, OTHER_ASSET, STUDIO } from '../../desk/build-request.ts';
import { startStores, type StoresUnderTest } from './stores-under-test.ts';

const AT = new Date(1_790_000_000_000);
const TODAY = 20_900;
const CALL: Call = {
  id: 'a',
  organization: MUSEUM,
  title: { en: 'Butterflies', zh: '蝴蝶' },
  purpose: { zh: '蝴蝶' },
  criteria: null,
  assetIds: [ASSET],
  welcome: buildTerms().wish,
  closingDay: TODAY,
  openedBy: '0x01',
  openedAt: AT,
  closedAt: null,
  withdrawnAt: null,
  withdrawnReason: null,
  changes: [],
  revision: 1,
};

let under: StoresUnderTest;
beforeAll(async () => {
  under = await startStores();
});
afterAll(() => under.stop());

it('keeps calls as they are, and replaces the revision alone that was read', async () => {
  const { calls } = under.stores;
  expect(await calls.insert(CALL)).toBe(true);
  expect(await calls.insert(CALL)).toBe(false);
  expect(await calls.find('a')).toStrictEqual(CALL);
  const changed: Call = {
    ...CALL,
    criteria: { en: 'Short ones.' },
    welcome: null,
    assetIds: [ASSET, OTHER_ASSET],
    changes: [
      {
        ...{ at: AT, account: '0x02', fields: ['criteria', 'assets'], added: [OTHER_ASSET], removed: [] },
        ...{ closingDayBefore: null, closingDayAfter: null },
      },
    ],
    revision: 2,
  };
  expect(await calls.replace(changed, 1)).toBe(true);
  expect(await calls.replace({ ...changed, closingDay: TODAY + 1 }, 1)).toBe(false);
  expect(await calls.find('a')).toStrictEqual(changed);
  expect(await calls.find('none')).toBeNull();
});

it('lists them by state on a day, organization and asset, opened last first', async () => {
  const { calls } = under.stores;
  const later = new Date(AT.getTime() + 1);
  const others: Call[] = [
    { ...CALL, id: 'b', openedAt: later, organization: STUDIO, assetIds: [OTHER_ASSET] },
    { ...CALL, id: 'c', closedAt: later },
    { ...CALL, id: 'd', closingDay: TODAY - 1 },
    { ...CALL, id: 'e', closedAt: later, withdrawnAt: later, withdrawnReason: { en: 'x' } },
  ];
  for (const call of others) await calls.insert(call);
  const list = async (...[query, today = TODAY, most = 10]: [object, number?, number?]) =>
    (await calls.list(query, { today, most })).map(({ id }) => id);
  expect(await list({})).toEqual(['b', 'e', 'd', 'c', 'a']);
  expect(await list({}, TODAY, 2)).toEqual(['b', 'e']);
  expect(await list({ state: 'OPEN' })).toEqual(['b', 'a']);
  expect(await list({ state: 'OPEN' }, TODAY + 1)).toEqual([]);
  expect(await list({ state: 'CLOSED' })).toEqual(['d', 'c']);
  expect(await list({ state: 'WITHDRAWN' })).toEqual(['e']);
  for (const state of ['OPEN', 'CLOSED', 'WITHDRAWN'] as const)
    for (const call of await calls.list({ state }, { today: TODAY, most: 10 }))
      expect(callStateOn(call, TODAY)).toBe(state);
  expect(await list({ organization: STUDIO })).toEqual(['b']);
  expect(await list({ asset: OTHER_ASSET })).toEqual(['b', 'a']);
  expect(await calls.countOpen(MUSEUM, TODAY)).toBe(1);
  expect(await calls.countOpen(organizationIdOf('none'), TODAY)).toBe(0);
});

it('keeps which call a request answers, and lists those of a call for its parties', async () => {
  const { requests } = under.stores;
  const page = { first: 10, after: null };
  await requests.insert(buildRequest({ id: 'r1', callId: 'a' }));
  await requests.insert(buildRequest({ id: 'r2', callId: 'b' }));
  await requests.insert(buildRequest({ id: 'r3' }));
  expect(await requests.find('r1')).toMatchObject({ callId: 'a' });
  expect(await requests.find('r3')).toMatchObject({ callId: null });
  const holder = { role: 'HOLDER', id: MUSEUM } as const;
  const found = await requests.listOfCall('a', [holder], page);
  expect(found.items.map(({ item }) => item.id)).toEqual(['r1']);
  expect(found.totalCount).toBe(1);
  expect((await requests.listOfCall('a', [{ role: 'HOLDER', id: STUDIO }], page)).items).toEqual([]);
});
