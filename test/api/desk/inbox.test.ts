import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itemsFor, type InboxKind, type InboxRecipient } from '@lanran/api/desk/domain/inbox-item';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { NOW } from '../graphql/graphql-stage.ts';
import { buildSale } from './build-request.ts';
import { ALL_READERS, codeOf, DeskScene, HALL, MINE, type Reader, SAFE_COMMUNITY } from './desk-scene.ts';

const FIELDS = `id kind at isUnread count isAssetHidden recipient { slug } by { slug } asset { id title { zh } }
  request { id kind state dueDay size } license { id lastDay licensee { slug } share { amount } } search { id name }`;
const INBOX = `query ($first: Int, $after: String, $kinds: [InboxKind!], $unreadOnly: Boolean) {
  inboxCount inbox(first: $first, after: $after, kinds: $kinds, unreadOnly: $unreadOnly) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { ${FIELDS} } } } }`;
const READ = 'mutation ($upTo: ID!) { markInboxRead(upTo: $upTo) }';

const MARK = 'mutation ($id: ID!, $isRead: Boolean!) { markInboxItem(id: $id, isRead: $isRead) }';

const KEY_COMMUNITY = organizationIdOf('key-community');
const NO_READERS: readonly Reader[] = [];

interface ShownItem extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly kind: InboxKind;
}

describe('the inbox over GraphQL', () => {
  let scene: DeskScene;
  beforeAll(async () => {
    scene = await DeskScene.start();
  });
  afterAll(() => scene.close());

  async function tell(
    recipients: readonly InboxRecipient[],
    kind: InboxKind,
    subject: Parameters<typeof itemsFor>[1]['subject'] = {},
  ): Promise<void> {
    const cause = String(scene.stage.inbox.items.length);
    await scene.stage.inbox.add(itemsFor(recipients, { kind, subject, cause, at: NOW }));
  }

  async function inboxOf(reader: Reader, variables: Record<string, unknown> = {}) {
    const answer = await scene.ask(reader, INBOX, variables);
    const inbox = answer.data?.['inbox'] as {
      totalCount: number;
      pageInfo: { endCursor: string; hasNextPage: boolean };
      edges: { node: ShownItem }[];
    } | null;
    return {
      code: codeOf(answer),
      count: answer.data?.['inboxCount'],
      items: (inbox?.edges ?? []).map(({ node }) => node),
      total: inbox?.totalCount,
      pageInfo: inbox?.pageInfo,
    };
  }

  describe('is read', () => {
    const person = (reader: Exclude<Reader, 'guest'>) => () => scene.addressOf(reader);
    it.each<[string, () => InboxRecipient, readonly Reader[]]>([
      ['of a studio by its members, viewers too', () => MINE, ['asker', 'askersColleague', 'askersViewer']],
      ['of an institution', () => HALL, ['holderOwner', 'holderEditor', 'holderViewer']],
      [
        'of a community by its members and the key of its council',
        () => KEY_COMMUNITY,
        ['council', 'communityEditor'],
      ],
      ['of a community by the owners of its Safe', () => SAFE_COMMUNITY, ['safeOwner']],
      ['of a person by that person', person('person'), ['person']],
      ['of a member by that member, not by the organization', person('asker'), ['asker']],
      ['of nobody who is there', () => organizationIdOf('nobody'), NO_READERS],
    ])('%s', async (_, recipient, readers) => {
      await tell([recipient()], 'BOUGHT');
      const id = scene.stage.inbox.items.at(-1)?.id;
      const found: Reader[] = [];
      for (const reader of ALL_READERS) {
        const { code, items } = await inboxOf(reader, { first: 100 });
        expect(code).toBe(reader === 'guest' ? 'SIGN_IN_REQUIRED' : 'OK');
        if (items.some((item) => item.id === id)) found.push(reader);
      }
      expect(found.toSorted()).toEqual([...readers].toSorted());
    });

    it('by a member until it leaves', async () => {
      await scene.setFormerMember(true);
      expect((await inboxOf('formerMember')).items).not.toHaveLength(0);
      await scene.setFormerMember(false);
      expect(await inboxOf('formerMember')).toMatchObject({ code: 'OK', count: 0, items: [], total: 0 });
    });
  });

  it('of one account exists for that account alone', async () => {
    const readers = [scene.addressOf('safeOwner')];
    const item = { kind: 'SIGNATURE_WAITS', cause: 'of-one', at: NOW, subject: {} } as const;
    await scene.stage.inbox.add([
      ...itemsFor([SAFE_COMMUNITY], { ...item, readers }),
      ...itemsFor([KEY_COMMUNITY, MINE], { ...item, readers }),
    ]);
    const [own, ...others] = scene.stage.inbox.items.slice(-3).map(({ id }) => id);
    expect((await inboxOf('safeOwner', { kinds: ['SIGNATURE_WAITS'] })).items).toMatchObject([{ id: own }]);
    for (const reader of ['council', 'asker', 'askersViewer'] as const) {
      const before = await inboxOf(reader, { kinds: ['SIGNATURE_WAITS'] });
      expect(before.items).toEqual([]);
      for (const id of others)
        expect(codeOf(await scene.ask(reader, MARK, { id, isRead: true }))).toBe('NOT_FOUND');
    }
  });

  it('refuses a guest who counts or marks', async () => {
    expect(codeOf(await scene.ask('guest', '{ inboxCount }', {}))).toBe('SIGN_IN_REQUIRED');
    expect(codeOf(await scene.ask('guest', READ, { upTo: 'x' }))).toBe('SIGN_IN_REQUIRED');
    expect(codeOf(await scene.ask('guest', MARK, { id: 'x', isRead: true }))).toBe('SIGN_IN_REQUIRED');
  });

  it('is read by each for itself, and up to what there is', async () => {
    await tell([MINE], 'ASKED');
    const before = await inboxOf('asker', { unreadOnly: true });
    expect(before.count).toBe(before.items.length);
    const last = before.items[0]?.id;
    const marked = await scene.ask('asker', READ, { upTo: last });
    expect(marked.data).toEqual({ markInboxRead: 0 });
    expect(await inboxOf('asker', { unreadOnly: true })).toMatchObject({ count: 0, items: [] });
    const colleague = await inboxOf('askersColleague', { unreadOnly: true });
    expect(colleague.items.map(({ id }) => id)).toContain(last);
    await tell([MINE], 'ANSWERED');
    expect((await inboxOf('asker', { unreadOnly: true })).items).toMatchObject([
      { kind: 'ANSWERED', isUnread: true },
    ]);
    expect((await inboxOf('asker', { first: 2 })).items.map(({ isUnread }) => isUnread)).toEqual([
      true,
      false,
    ]);
  });

  it('says nothing of what others are told: an item of theirs is none', async () => {
    await tell([HALL], 'ASKED');
    const theirs = scene.stage.inbox.items.at(-1)?.id;
    for (const id of [theirs, 'none']) {
      expect(codeOf(await scene.ask('asker', READ, { upTo: id }))).toBe('BAD_INPUT');
      expect((await inboxOf('asker', { after: id })).code).toBe('BAD_INPUT');
    }
    await tell([MINE], 'ASKED');
    const { items, pageInfo } = await inboxOf('asker', { first: 1 });
    expect(pageInfo?.endCursor).toBe(items[0]?.id);
  });

  it('has one item read, or unread again, by one reader', async () => {
    await tell([HALL], 'ASKED');
    await tell([HALL], 'BOUGHT');
    const { count, items } = await inboxOf('holderOwner');
    const [bought, asked] = items.map(({ id }) => id);
    const mark = async (reader: Reader, id: string | undefined, isRead: boolean) => {
      const answer = await scene.ask(reader, MARK, { id, isRead });
      return answer.data?.['markInboxItem'] ?? codeOf(answer);
    };
    const shown = async (reader: Reader) =>
      (await inboxOf(reader, { first: 2 })).items.map(({ isUnread }) => isUnread);
    const before = Number(count);
    expect(await mark('holderOwner', asked, true)).toBe(before - 1);
    expect(await mark('holderOwner', asked, true)).toBe(before - 1);
    expect(await shown('holderOwner')).toEqual([true, false]);
    expect(await shown('holderViewer')).toEqual([true, true]);
    const unread = await inboxOf('holderOwner', { unreadOnly: true });
    expect(unread.items.map(({ id }) => id)).not.toContain(asked);
    expect(await mark('holderOwner', asked, false)).toBe(before);
    expect((await scene.ask('holderOwner', READ, { upTo: bought })).data).toEqual({ markInboxRead: 0 });
    expect(await mark('holderOwner', bought, false)).toBe(1);
    expect(await inboxOf('holderOwner', { unreadOnly: true })).toMatchObject({
      count: 1,
      total: 1,
      items: [{ id: bought, isUnread: true }],
    });
    expect(await mark('asker', bought, true)).toBe('NOT_FOUND');
    expect(await mark('holderOwner', 'none', true)).toBe('NOT_FOUND');
  });

  it('is paged and filtered by kind', async () => {
    await tell([HALL], 'DISPUTED');
    await tell([HALL], 'DISPUTED');
    const first = await inboxOf('holderOwner', { first: 1, kinds: ['DISPUTED'] });
    expect(first).toMatchObject({ total: 2, items: [{ kind: 'DISPUTED' }], pageInfo: { hasNextPage: true } });
    const next = await inboxOf('holderOwner', {
      first: 1,
      kinds: ['DISPUTED'],
      after: first.pageInfo?.endCursor,
    });
    expect(next).toMatchObject({ items: [{ kind: 'DISPUTED' }], pageInfo: { hasNextPage: false } });
    expect(next.items[0]?.id).not.toBe(first.items[0]?.id);
  });

  it('ends its counts at 100', async () => {
    const other = organizationIdOf('other-studio');
    for (let at = 0; at < 120; at += 1) await tell([other], 'BOUGHT');
    expect(await inboxOf('otherStudio')).toMatchObject({ count: 100, total: 100 });
  });

  describe('names', () => {
    it('a request as it stands, and who asked', async () => {
      const { keyed, plain } = scene.assets;
      const [sent] = await scene.sent([keyed]);
      await scene.sent([plain]);
      const cause = 'request';
      await scene.stage.inbox.add(
        itemsFor([HALL, KEY_COMMUNITY], {
          kind: 'ASKED',
          cause,
          by: MINE,
          at: NOW,
          subject: { requestId: sent?.id ?? '', assetId: keyed.id },
        }),
      );
      const shown = {
        kind: 'ASKED',
        by: { slug: 'my-studio' },
        asset: { id: keyed.id, title: { zh: '蝴蝶妈妈' } },
        request: { id: sent?.id, kind: 'USE', state: 'ASKED', dueDay: '2026-12-25', size: 1 },
        isAssetHidden: false,
      };
      expect((await inboxOf('holderViewer', { first: 1 })).items[0]).toMatchObject({
        ...shown,
        recipient: { slug: 'hall' },
      });
      expect((await inboxOf('council', { first: 1 })).items[0]).toMatchObject({
        ...shown,
        recipient: { slug: 'key-community' },
      });
      await scene.answered('council', sent?.id ?? '', { kind: 'DECLINE', message: 'No' });
      expect((await inboxOf('holderViewer', { first: 1 })).items[0]).toMatchObject({
        request: { state: 'DECLINED' },
      });
    });

    it('a license and its share, and neither with an asset that is hidden now', async () => {
      const { plain, keyed, hidden } = scene.assets;
      const sale = buildSale('2026-11-20T00:00:00Z');
      const project = (assetId: typeof plain.id) =>
        scene.stage.licenses.project({
          id: sale.id,
          terms: { ...sale.terms, assetId, licensee: MINE },
          takenVersions: [],
          holder: HALL,
          licensee: MINE,
          isRevoked: false,
          revocation: null,
          transaction: '0x00',
          soldAt: NOW,
          soldIndex: 0,
          projectedIndex: 0,
        });
      await project(keyed.id);
      await tell([MINE], 'LICENSE_ENDS', { assetId: keyed.id, licenseId: sale.id });
      expect((await inboxOf('asker', { first: 1 })).items[0]).toMatchObject({
        license: {
          id: sale.id,
          lastDay: '2027-12-31',
          licensee: { slug: 'my-studio' },
          share: { amount: '24000' },
        },
      });
      await tell([MINE, HALL], 'ASSET_REVISED', { assetId: hidden.id, licenseId: sale.id });
      const [item] = (await inboxOf('asker', { first: 1 })).items;
      expect(item).toMatchObject({ isAssetHidden: true, asset: null, license: null });
      expect(JSON.stringify(item)).not.toContain(hidden.id);
      expect((await inboxOf('holderOwner', { first: 1 })).items[0]).toMatchObject({
        isAssetHidden: false,
        asset: { id: hidden.id },
      });
    });

    it('an asset that is the community’s alone to the owners of its Safe', async () => {
      const { safed } = scene.assets;
      const metadata = { ...safed.metadata, access: 'RESTRICTED' as const };
      await scene.stage.assets.project({ ...safed, metadata, projectedIndex: 1 });
      await tell([SAFE_COMMUNITY, KEY_COMMUNITY], 'ASSET_REVISED', { assetId: safed.id });
      expect((await inboxOf('safeOwner', { first: 1 })).items[0]).toMatchObject({ asset: { id: safed.id } });
      expect((await inboxOf('council', { first: 1 })).items[0]).toMatchObject({
        asset: null,
        isAssetHidden: true,
      });
    });

    it('a saved search to its owner, until it is deleted', async () => {
      const owner = scene.addressOf('person');
      await scene.stage.savedSearches.insert({ id: 's1', owner, name: 'Batik', filter: {}, savedAt: NOW });
      await tell([owner], 'SEARCH_FOUND', { searchId: 's1' });
      const shown = { kind: 'SEARCH_FOUND', recipient: null, by: null };
      expect((await inboxOf('person', { first: 1 })).items[0]).toMatchObject({
        ...shown,
        search: { id: 's1', name: 'Batik' },
      });
      await scene.stage.savedSearches.remove(owner, 's1');
      expect((await inboxOf('person', { first: 1 })).items[0]).toMatchObject({ ...shown, search: null });
    });
  });
});
