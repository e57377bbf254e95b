import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openingOf, type WrittenEntry } from '@lanran/api/desk/domain/request';
import { buildEntry, buildRequest, buildTerms, COMMUNITY, MUSEUM, STUDIO } from '../../desk/build-request.ts';
import { readAll, startStores, type StoresUnderTest } from './stores-under-test.ts';

const ENTRY: WrittenEntry = {
  ...buildEntry(2, 'COUNTER', 'HOLDER', {
    terms: [buildTerms({ price: 2n ** 90n, communityShareBps: null })],
  }),
  text: 'Only for <b>more</b>.',
};

const at = (day: string) => new Date(`${day}T00:00:00Z`);

describe('requests in the store', () => {
  let under: StoresUnderTest;
  beforeAll(async () => {
    under = await startStores();
  });
  afterAll(() => under.stop());

  it('are kept as they are, each id once', async () => {
    const { requests } = under.stores;
    const request = buildRequest({ id: 'kept', handledBy: { ASKER: '0x01' } });
    expect(await requests.insert(request)).toBe(true);
    expect(await requests.insert({ ...request, text: 'Another' })).toBe(false);
    expect(await requests.find('kept')).toStrictEqual(request);
    expect(await requests.find('none')).toBeNull();
  });

  it('take one of two entries of a number, and keep its words apart from the others', async () => {
    const { requests } = under.stores;
    await requests.insert(buildRequest({ id: 'thread' }));
    const taken = await Promise.all([
      requests.append('thread', ENTRY),
      requests.append('thread', { ...ENTRY, role: 'COMMUNITY', text: 'At once' }),
    ]);
    expect(taken.toSorted()).toEqual([false, true]);
    const last = { ...buildEntry(3, 'AGREE', 'ASKER', { day: '2026-11-27' }), text: '' };
    expect(await requests.append('thread', last)).toBe(true);
    const [first, ...others] = await requests.listWritten('thread', 1, 10);
    expect(first).toStrictEqual({
      ...ENTRY,
      ...(first?.role === 'COMMUNITY' && { role: 'COMMUNITY', text: 'At once' }),
    });
    expect(others).toStrictEqual([last]);
    expect(await requests.listWritten('thread', 2, 10)).toStrictEqual([last]);
    const entries = (await requests.listEntries(['thread', 'kept'])).get('thread');
    expect(entries?.map(({ sequence }) => sequence)).toEqual([2, 3]);
    expect(entries?.[0]).not.toHaveProperty('text');
    expect((await requests.find('thread'))?.changedAt).toEqual(last.at);
  });

  it('are listed for their parties alone, the latest change first', async () => {
    const { requests } = under.stores;
    const stranger = { account: '0x57', organization: null } as const;
    const [holder, community] = [STUDIO, MUSEUM];
    await requests.insert(buildRequest({ id: 'l1', holder, community: null, changedAt: at('2026-01-01') }));
    await requests.insert(buildRequest({ id: 'l2', holder, community, changedAt: at('2026-01-03') }));
    const review = { kind: 'REVIEW', terms: [], asker: { account: '0x57', organization: holder } } as const;
    await requests.insert(buildRequest({ ...review, id: 'l3', holder, changedAt: at('2026-01-02') }));
    await requests.insert(
      buildRequest({
        id: 'l4',
        kind: 'QUESTION',
        asker: stranger,
        community: null,
        holder: COMMUNITY,
        terms: [],
      }),
    );
    const ids = async (...parties: Parameters<typeof requests.list>[0]) =>
      (await readAll((page) => requests.list(parties, page), 1)).map(({ id }) => id);
    expect(await ids({ role: 'HOLDER', id: holder })).toEqual(['l2', 'l1']);
    expect(await ids({ role: 'COMMUNITY', id: community })).toEqual(['l2']);
    expect(await ids({ role: 'ASKER', id: '0x57' })).toEqual(['l4']);
    // Who asked as a member lists it as the organization.
    expect(await ids({ role: 'ASKER', id: '0x50' })).toEqual([]);
    expect(await requests.countSince('0x57', at('2026-01-01'))).toBe(2);
  });

  it('are found by the batch of an account, and entries are counted for it', async () => {
    const { requests } = under.stores;
    const asker = { account: '0x61', organization: null } as const;
    await requests.insert(buildRequest({ id: 'b1', asker, batch: 'one' }));
    await requests.insert(buildRequest({ id: 'b2', asker, batch: 'two' }));
    await requests.insert(buildRequest({ id: 'b3', batch: 'one' }));
    expect((await requests.listOfBatch('0x61', 'one')).map(({ id }) => id)).toEqual(['b1']);
    const entry = { ...openingOf(buildRequest({ asker })), sequence: 2, at: at('2026-01-02') };
    await requests.append('b1', entry);
    await requests.append('b2', { ...entry, at: at('2026-01-03') });
    await requests.append('b3', { ...entry, account: '0x62' });
    expect(await requests.countWritten('0x61', at('2026-01-02'))).toBe(2);
    expect(await requests.countWritten('0x61', at('2026-01-03'))).toBe(1);
  });

  it('name who looks after them', async () => {
    const { requests } = under.stores;
    await requests.insert(buildRequest({ id: 'handled' }));
    await requests.handle('handled', { role: 'HOLDER', account: '0x01', unlessHandled: true });
    await requests.handle('handled', { role: 'HOLDER', account: '0x02', unlessHandled: true });
    await requests.handle('handled', { role: 'COMMUNITY', account: '0x03', unlessHandled: false });
    expect((await requests.find('handled'))?.handledBy).toEqual({ HOLDER: '0x01', COMMUNITY: '0x03' });
    await requests.handle('handled', { role: 'HOLDER', account: '0x02', unlessHandled: false });
    expect((await requests.find('handled'))?.handledBy.HOLDER).toBe('0x02');
  });
});
