import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itemsFor, type InboxKind, type InboxRecipient } from '@lanran/api/desk/domain/inbox-item';
import { MAX_SINGLE_MARKS, NO_MARKS, type ReadMarks } from '@lanran/api/desk/domain/read-marks';
import type { InboxFilter } from '@lanran/api/desk/ports/inbox-store';
import { buildRequest, COMMUNITY, MUSEUM, STUDIO } from '../../desk/build-request.ts';
import { readAll, startStores, type StoresUnderTest } from './stores-under-test.ts';

const AT = new Date('2026-11-26T12:00:00Z');
const PERSON: InboxRecipient = `0x${'0f'.repeat(20)}`;

function items(recipient: InboxRecipient, kind: InboxKind, ...causes: readonly string[]) {
  return causes.flatMap((cause) =>
    itemsFor([recipient], { kind, cause, at: AT, subject: { requestId: cause }, by: STUDIO, count: 3 }),
  );
}

function unreadBy(marks: Partial<ReadMarks>): InboxFilter {
  return { unreadBy: { ...NO_MARKS, ...marks } };
}

describe('the inbox in the store', () => {
  let under: StoresUnderTest;
  beforeAll(async () => {
    under = await startStores();
    const { inbox } = under.stores;
    await inbox.add([...items(MUSEUM, 'ASKED', 'a', 'b'), ...items(COMMUNITY, 'ASKED', 'a')]);
    await inbox.add([...items(MUSEUM, 'ANSWERED', 'c'), ...items(PERSON, 'ANSWERED', 'c')]);
  });
  afterAll(() => under.stop());

  it('is kept as it is, and numbered in the order of writing without gaps', async () => {
    const { inbox } = under.stores;
    const [first, ...others] = await inbox.listAfter(0, 10);
    expect(first).toStrictEqual({ ...items(MUSEUM, 'ASKED', 'a')[0], sequence: 1 });
    expect(others.map(({ sequence }) => sequence)).toEqual([2, 3, 4, 5]);
    expect((await inbox.listAfter(3, 1)).map(({ sequence }) => sequence)).toEqual([4]);
    expect(await inbox.lastSequence()).toBe(5);
  });

  it('is for some accounts alone where it says so', async () => {
    const { inbox } = under.stores;
    const notice = { kind: 'SIGNATURE_WAITS', cause: 's', at: AT, subject: {} } as const;
    const [recipient, one, other] = ['0x97', '0x01', '0x02'] as const;
    await inbox.add([
      ...itemsFor([recipient], { ...notice, readers: [one] }),
      ...items(recipient, 'ASKED', 'for-all'),
    ]);
    const kindsFor = async (filter: InboxFilter) => {
      const { items: listed } = await inbox.list([recipient], { first: 10, after: null }, filter);
      expect(await inbox.count([recipient], filter, 10)).toBe(listed.length);
      return listed.map(({ item }) => item.kind);
    };
    expect(await kindsFor({ reader: one })).toEqual(['ASKED', 'SIGNATURE_WAITS']);
    expect(await kindsFor({ reader: other })).toEqual(['ASKED']);
    expect(await kindsFor({ reader: other, ...unreadBy({}) })).toEqual(['ASKED']);
  });

  it('takes what is there no second time', async () => {
    const { inbox } = under.stores;
    const [known, anew] = [items(MUSEUM, 'ASKED', 'a'), items('0x99', 'ASKED', 'x', 'y')];
    expect(await inbox.add([...known, ...anew, ...anew])).toBe(2);
    expect(await inbox.add([...known, ...anew])).toBe(0);
    expect(await inbox.lastSequence()).toBe(9);
  });

  it('numbers what several write at once', async () => {
    const { inbox } = under.stores;
    const before = await inbox.lastSequence();
    const causes = Array.from({ length: 8 }, (_, at) => `at-once-${at}`);
    await Promise.all(causes.map((cause) => inbox.add(items('0x98', 'ASKED', cause, `${cause}-2`))));
    const written = await inbox.listAfter(before, 100);
    expect(written.map(({ sequence }) => sequence - before)).toEqual(written.map((_, at) => at + 1));
    expect(written).toHaveLength(16);
  });

  it('is listed for any of the recipients, the newest first, page by page', async () => {
    const { inbox } = under.stores;
    const sequences = async (recipients: readonly InboxRecipient[], filter = {}) =>
      (await readAll((page) => inbox.list(recipients, page, filter), 2)).map(({ sequence }) => sequence);
    expect(await sequences([MUSEUM])).toEqual([4, 2, 1]);
    expect(await sequences([MUSEUM, COMMUNITY, PERSON, MUSEUM])).toEqual([5, 4, 3, 2, 1]);
    expect(await sequences([MUSEUM, COMMUNITY], { kinds: ['ASKED'] })).toEqual([3, 2, 1]);
    expect(
      await sequences([MUSEUM, PERSON], {
        kinds: ['ASKED', 'ANSWERED'],
        ...unreadBy({ upTo: 1 }),
      }),
    ).toEqual([5, 4, 2]);
    expect(await sequences([MUSEUM], { kinds: [] })).toEqual([]);
    const marks = { ...NO_MARKS, upTo: 3, read: [4], unread: [1] };
    expect(await sequences([MUSEUM, COMMUNITY, PERSON], unreadBy(marks))).toEqual([5, 1]);
    expect(await sequences([MUSEUM], { kinds: ['ANSWERED'], ...unreadBy(marks) })).toEqual([]);
    expect(await sequences([STUDIO])).toEqual([]);
    expect(await sequences([])).toEqual([]);
    await expect(inbox.list([MUSEUM], { first: 1, after: 'x' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('is counted to a limit', async () => {
    const { inbox } = under.stores;
    expect(await inbox.count([MUSEUM, COMMUNITY], {}, 100)).toBe(4);
    expect(await inbox.count([MUSEUM, COMMUNITY], unreadBy({ upTo: 2 }), 100)).toBe(2);
    const marks = { ...NO_MARKS, upTo: 2, read: [4], unread: [1, 4] };
    expect(await inbox.count([MUSEUM, COMMUNITY], unreadBy(marks), 100)).toBe(3);
    expect(await inbox.count([MUSEUM, COMMUNITY], {}, 3)).toBe(3);
    expect(await inbox.count([MUSEUM], { kinds: ['ASKED'] }, 100)).toBe(2);
  });

  it('keeps how far each account read, which only grows', async () => {
    const { inbox } = under.stores;
    expect(await inbox.marksOf('0x01')).toEqual(NO_MARKS);
    await inbox.markRead('0x01', 3);
    await inbox.markRead('0x01', 2);
    await inbox.markRead('0x02', 5);
    expect(await inbox.marksOf('0x01')).toMatchObject({ upTo: 3 });
    expect(await inbox.marksOf('0x02')).toMatchObject({ upTo: 5 });
  });

  it('keeps what was read or unread alone, until everything up to it is read', async () => {
    const { inbox } = under.stores;
    await inbox.markItem('0x03', 4, 'read');
    await inbox.markItem('0x03', 4, 'read');
    await inbox.markItem('0x03', 6, 'read');
    await inbox.markItem('0x03', 6, 'unread');
    expect(await inbox.marksOf('0x03')).toEqual({ ...NO_MARKS, read: [4], unread: [6] });
    await inbox.markItem('0x03', 6, 'read');
    await inbox.markItem('0x03', 2, 'unread');
    await inbox.markRead('0x03', 5);
    expect(await inbox.marksOf('0x03')).toEqual({ ...NO_MARKS, upTo: 5, read: [6] });
  });

  it('takes the oldest as read when more are read alone than it keeps', async () => {
    const { inbox } = under.stores;
    const kept = Array.from({ length: MAX_SINGLE_MARKS }, (_, at) => at + 2);
    await Promise.all(kept.map((sequence) => inbox.markItem('0x04', sequence, 'read')));
    expect(await inbox.marksOf('0x04')).toMatchObject({ upTo: 0 });
    for (const sequence of [MAX_SINGLE_MARKS + 2, MAX_SINGLE_MARKS + 3])
      await inbox.markItem('0x04', sequence, 'read');
    const { upTo, read } = await inbox.marksOf('0x04');
    expect(upTo).toBe(3);
    expect(read).toHaveLength(MAX_SINGLE_MARKS);
  });

  it('finds an item by its id', async () => {
    const { inbox } = under.stores;
    const [first] = await inbox.listAfter(0, 1);
    expect(await inbox.find(first?.id ?? '')).toStrictEqual(first);
    expect(await inbox.find('none')).toBeNull();
  });

  it('finds requests by their places in time, and by their due day', async () => {
    const { requests } = under.stores;
    const later = new Date(AT.getTime() + 1);
    const due = 30_000;
    for (const [id, askedAt] of [
      ['f1', AT],
      ['f2', AT],
      ['f3', later],
    ] as const)
      await requests.insert(buildRequest({ id, askedAt, dueDay: due }));
    const ids = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id);
    expect(ids(await requests.listAsked({ at: AT, id: '' }, 2))).toEqual(['f1', 'f2']);
    expect(ids(await requests.listAsked({ at: AT, id: 'f2' }, 2))).toEqual(['f3']);
    expect(ids(await requests.listAsked({ at: new Date(later.getTime() + 1), id: '' }, 2))).toEqual([]);
    expect(ids(await requests.findMany(['f3', 'none', 'f1'])).toSorted()).toEqual(['f1', 'f3']);
    expect(ids(await requests.listDue(due, '', 2))).toEqual(['f1', 'f2']);
    expect(ids(await requests.listDue(due, 'f2', 2))).toEqual(['f3']);
    expect(await requests.listDue(due + 1, '', 2)).toEqual([]);
    const entry = {
      sequence: 2,
      kind: 'MESSAGE' as const,
      role: 'HOLDER' as const,
      organization: MUSEUM,
      account: PERSON,
      at: AT,
      assetIds: [],
      terms: [],
      text: 'Words',
      files: [],
    };
    await requests.append('f1', entry);
    await requests.append('f2', { ...entry, at: later });
    const { text: _text, ...kept } = entry;
    const [first, ...more] = await requests.listAppended({ at: AT, id: '' }, 5);
    expect(first).toStrictEqual({ id: 'f1/2', requestId: 'f1', entry: kept });
    expect(ids(more)).toEqual(['f2/2']);
    expect(ids(await requests.listAppended({ at: AT, id: 'f1/2' }, 5))).toEqual(['f2/2']);
  });

  it('notes the looks at saved searches', async () => {
    const { savedSearches } = under.stores;
    const search = { id: 'look', owner: PERSON, name: 'Batik', filter: { text: 'batik' }, savedAt: AT };
    await savedSearches.insert(search);
    expect(await savedSearches.listAfter('', 5)).toStrictEqual([{ ...search, lookedTo: null, toldOn: null }]);
    await savedSearches.noteLook('look', { lookedTo: 9, toldOn: 20_000 });
    expect(await savedSearches.listAfter('', 5)).toMatchObject([{ lookedTo: 9, toldOn: 20_000 }]);
    expect(await savedSearches.listAfter('look', 5)).toEqual([]);
    expect(await savedSearches.find(PERSON, 'look')).toStrictEqual(search);
  });
});
