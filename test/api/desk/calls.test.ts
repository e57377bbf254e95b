import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Asset } from '@lanran/api/assets/domain/asset';
import { parseDay } from '@lanran/protocol/kernel/day';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { itemsFor } from '@lanran/api/desk/domain/inbox-item';
import { buildAsset, type GraphqlAnswer, NOW } from '../graphql/graphql-stage.ts';
import { ALL_READERS, codeOf, DeskScene, HALL, type Reader, SAFE_COMMUNITY, WISH } from './desk-scene.ts';

const KEY_COMMUNITY = organizationIdOf('key-community');

const FIELDS = `id title { en zh } purpose { en } criteria { en } state closingDay isOwn canEdit revision size
  organization { slug } assets { id } welcome { media territories firstDay lastDay exclusive }
  withdrawnReason { en } changes { fields added removed closingDayBefore closingDayAfter }
  proposals { totalCount edges { node { id } } }`;
const CALL = `query ($id: ID!) { call(id: $id) { ${FIELDS} } }`;
const CALLS = `query ($filter: CallFilter, $first: Int, $after: String) {
  calls(filter: $filter, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { id } } } }`;
const OPEN = `mutation ($input: OpenCallInput!) { openCall(input: $input) { ${FIELDS} } }`;
const CHANGE = `mutation ($id: ID!, $revision: Int!, $input: ChangeCallInput!) {
  changeCall(id: $id, revision: $revision, input: $input) { ${FIELDS} } }`;
const CLOSE = `mutation ($id: ID!) { closeCall(id: $id) { ${FIELDS} } }`;
const WITHDRAW = `mutation ($id: ID!, $reason: LocalizedTextInput!) { withdrawCall(id: $id, reason: $reason) { ${FIELDS} } }`;

interface ShownCall {
  readonly id: string;
  readonly revision: number | null;
  readonly assets: readonly { readonly id: string }[];
  readonly proposals: { readonly totalCount: number; readonly edges: readonly { node: { id: string } }[] };
}

describe('calls over GraphQL', () => {
  let scene: DeskScene;
  let restricted: Asset;
  beforeAll(async () => {
    scene = await DeskScene.start();
    restricted = buildAsset({ holder: HALL, community: SAFE_COMMUNITY }, { access: 'RESTRICTED' });
    await scene.stage.assets.project(restricted);
  });
  afterAll(() => scene.close());
  beforeEach(() => {
    scene.stage.now = NOW;
    scene.stage.closedDoors.clear();
    scene.stage.calls.byId.clear();
  });

  async function open(
    by: Reader,
    organizationId: string,
    assets: readonly Asset[],
    input: Record<string, unknown> = {},
  ): Promise<GraphqlAnswer> {
    return scene.ask(by, OPEN, {
      input: {
        organizationId,
        assetIds: assets.map(({ id }) => id),
        title: { en: 'Butterflies on film', zh: '电影里的蝴蝶' },
        purpose: { en: 'To see them move.' },
        closingDay: '2026-12-31',
        ...input,
      },
    });
  }

  async function opened(...asked: Parameters<typeof open>): Promise<ShownCall> {
    return shownIn(await open(...asked), 'openCall');
  }

  function shownIn({ data, errors }: GraphqlAnswer, field: string): ShownCall {
    if (data?.[field] == null) throw new Error(JSON.stringify(errors));
    return data[field] as ShownCall;
  }

  async function shown(reader: Reader, id: string): Promise<ShownCall> {
    return shownIn(await scene.ask(reader, CALL, { id }), 'call');
  }

  async function listed(reader: Reader, filter: Record<string, unknown> = {}): Promise<string[]> {
    const { data } = await scene.ask(reader, CALLS, { filter });
    const calls = data?.['calls'] as { edges: { node: { id: string } }[] } | undefined;
    return (calls?.edges ?? []).map(({ node }) => node.id);
  }

  describe('opening', () => {
    it('is for owners and editors of an institution, and for the council of a community', async () => {
      const { plain, keyed, safed } = scene.assets;
      expect(await opened('holderEditor', HALL, [plain])).toMatchObject({
        title: { en: 'Butterflies on film', zh: '电影里的蝴蝶' },
        state: 'OPEN',
        closingDay: '2026-12-31',
        organization: { slug: 'hall' },
        isOwn: true,
        canEdit: true,
        revision: 1,
        assets: [{ id: plain.id }],
      });
      expect(await opened('council', KEY_COMMUNITY, [keyed])).toMatchObject({ canEdit: true });
      expect(await opened('safeOwner', SAFE_COMMUNITY, [safed])).toMatchObject({ canEdit: true });
      for (const [reader, organization, asset] of [
        ['holderViewer', HALL, plain],
        ['communityEditor', KEY_COMMUNITY, keyed],
        ['otherCouncil', KEY_COMMUNITY, keyed],
        ['otherInstitution', HALL, plain],
        ['operator', HALL, plain],
        ['asker', organizationIdOf('my-studio'), plain],
      ] as const)
        expect([reader, codeOf(await open(reader, organization, [asset]))]).toEqual([reader, 'FORBIDDEN']);
      expect(codeOf(await open('guest', HALL, [plain]))).toBe('SIGN_IN_REQUIRED');
    });

    it('takes assets of the organization alone, and what its opener sees', async () => {
      const { plain, keyed, safed, archived, hidden, gone } = scene.assets;
      expect(codeOf(await open('holderOwner', HALL, [plain, archived]))).toBe('BAD_INPUT');
      expect(codeOf(await open('council', KEY_COMMUNITY, [keyed, archived]))).toBe('OK');
      expect(codeOf(await open('safeOwner', SAFE_COMMUNITY, [safed, restricted]))).toBe('NOT_FOUND');
      expect(codeOf(await open('holderOwner', HALL, [hidden]))).toBe('OK');
      expect(codeOf(await open('holderOwner', HALL, [gone]))).toBe('BAD_INPUT');
    });

    it('is once for a batch', async () => {
      const batch = 'a-batch-of-my-own';
      const { plain } = scene.assets;
      const first = await opened('holderOwner', HALL, [plain], { batch });
      expect((await opened('holderOwner', HALL, [plain], { batch })).id).toBe(first.id);
      const other = await open('holderOwner', HALL, [plain], { batch, closingDay: '2026-12-30' });
      expect(codeOf(other)).toBe('CONFLICT');
    });

    it('says in which uses are welcome', async () => {
      const call = await opened('holderOwner', HALL, [scene.assets.plain], { welcome: WISH });
      expect(call).toMatchObject({
        welcome: { media: ['STREAMING'], territories: ['WORLD'], firstDay: '2027-01-01', exclusive: false },
      });
      const empty = { welcome: { ...WISH, to: '2026-01-01' } };
      expect(codeOf(await open('holderOwner', HALL, [scene.assets.plain], empty))).toBe('BAD_INPUT');
    });

    it('ends at 50 that are open', async () => {
      for (let count = 0; count < 50; count += 1) await opened('holderOwner', HALL, [scene.assets.plain]);
      expect(codeOf(await open('holderOwner', HALL, [scene.assets.plain]))).toBe('LIMIT_EXCEEDED');
      expect(codeOf(await open('council', KEY_COMMUNITY, [scene.assets.keyed]))).toBe('OK');
    });
  });

  describe('changing', () => {
    it('lists each change, and refuses one on an old revision', async () => {
      const { plain, keyed } = scene.assets;
      const { id } = await opened('holderOwner', HALL, [plain]);
      const input = { assetIds: [plain.id, keyed.id], closingDay: '2027-01-15' };
      const changed = await scene.ask('holderEditor', CHANGE, { id, revision: 1, input });
      expect(shownIn(changed, 'changeCall')).toMatchObject({
        revision: 2,
        closingDay: '2027-01-15',
        size: 2,
        title: { en: 'Butterflies on film' },
        changes: [
          {
            fields: ['assets', 'closingDay'],
            added: [keyed.id],
            removed: [],
            closingDayBefore: '2026-12-31',
            closingDayAfter: '2027-01-15',
          },
        ],
      });
      expect(codeOf(await scene.ask('holderOwner', CHANGE, { id, revision: 1, input }))).toBe('CONFLICT');
      const nothing = await scene.ask('holderOwner', CHANGE, { id, revision: 2, input: {} });
      expect(shownIn(nothing, 'changeCall').revision).toBe(2);
      const without = { id, revision: 2, input: { title: null } };
      expect(codeOf(await scene.ask('holderOwner', CHANGE, without))).toBe('BAD_INPUT');
    });

    it('keeps what its writer does not see', async () => {
      const { safed } = scene.assets;
      const other = buildAsset({ holder: HALL, community: SAFE_COMMUNITY }, {});
      await scene.stage.assets.project(other);
      const { id } = await opened('safeOwner', SAFE_COMMUNITY, [safed, other]);
      await scene.stage.assets.project(restrictedCopy(other));
      const input = { assetIds: [safed.id], title: { en: 'Moths' } };
      const changed = await scene.ask('safeOwner', CHANGE, { id, revision: 1, input });
      expect(shownIn(changed, 'changeCall').assets).toEqual([{ id: safed.id }]);
      expect(scene.stage.calls.byId.get(id)?.assetIds).toEqual([safed.id, other.id]);
    });

    it('ends with the call: closed, after its day, or withdrawn', async () => {
      const { plain } = scene.assets;
      const [closed, withdrawn, over] = [
        await opened('holderOwner', HALL, [plain]),
        await opened('holderOwner', HALL, [plain]),
        await opened('holderOwner', HALL, [plain]),
      ];
      const reason = { en: 'We lost the gallery.' };
      for (let twice = 0; twice < 2; twice += 1) {
        expect(shownIn(await scene.ask('holderOwner', CLOSE, { id: closed.id }), 'closeCall')).toMatchObject({
          state: 'CLOSED',
          revision: 2,
        });
        const answer = await scene.ask('holderOwner', WITHDRAW, { id: withdrawn.id, reason });
        expect(shownIn(answer, 'withdrawCall')).toMatchObject({
          state: 'WITHDRAWN',
          withdrawnReason: reason,
        });
      }
      const other = { id: withdrawn.id, reason: { en: 'Another.' } };
      expect(codeOf(await scene.ask('holderOwner', WITHDRAW, other))).toBe('CONFLICT');
      expect(codeOf(await scene.ask('holderOwner', WITHDRAW, { id: over.id, reason: {} }))).toBe('BAD_INPUT');
      scene.stage.now = new Date('2027-01-01T00:00:00Z');
      expect(await shown('guest', over.id)).toMatchObject({ state: 'CLOSED' });
      for (const { id } of [closed, withdrawn, over]) {
        const { revision } = await shown('holderOwner', id);
        const input = { closingDay: '2027-02-01' };
        expect(codeOf(await scene.ask('holderOwner', CHANGE, { id, revision, input }))).toBe('CONFLICT');
      }
      expect(await listed('guest', { state: 'CLOSED' })).toEqual(
        [over.id, closed.id].toSorted().toReversed(),
      );
      expect(await listed('guest', { state: 'WITHDRAWN' })).toEqual([withdrawn.id]);
      expect(await listed('guest', { state: 'OPEN' })).toEqual([]);
    });
  });

  describe('listing', () => {
    it('is by state, organization and asset, in pages', async () => {
      const { plain, keyed } = scene.assets;
      const ofHall = await opened('holderOwner', HALL, [plain, keyed]);
      scene.stage.now = new Date(NOW.getTime() + 1_000);
      const ofCommunity = await opened('council', KEY_COMMUNITY, [keyed]);
      expect(await listed('guest', { state: 'OPEN' })).toEqual([ofCommunity.id, ofHall.id]);
      expect(await listed('guest', { organization: HALL })).toEqual([ofHall.id]);
      expect(await listed('guest', { asset: keyed.id })).toEqual([ofCommunity.id, ofHall.id]);
      expect(await listed('guest', { asset: plain.id })).toEqual([ofHall.id]);
      const { data } = await scene.ask('guest', CALLS, { first: 1 });
      expect(data?.['calls']).toMatchObject({
        totalCount: 2,
        pageInfo: { hasNextPage: true, endCursor: ofCommunity.id },
      });
      const next = await scene.ask('guest', CALLS, { first: 1, after: ofCommunity.id });
      expect(next.data?.['calls']).toMatchObject({ edges: [{ node: { id: ofHall.id } }] });
      expect(codeOf(await scene.ask('guest', CALLS, { after: 'none' }))).toBe('BAD_INPUT');
    });

    it('refuses to list all assets of a hundred calls at once', async () => {
      const query = `{ calls(first: 100) { edges { node { assets(first: 100) { id title { en } } } } } }`;
      expect(codeOf(await scene.ask('guest', query, {}))).toBe('LIMIT_EXCEEDED');
    });

    it('has none of a suspended organization but for its own people', async () => {
      const { id } = await opened('holderOwner', HALL, [scene.assets.plain]);
      const hall = await scene.stage.organizations.find(HALL);
      if (hall === null) throw new Error('no hall');
      const suspension = { suspendedFrom: new Date(0), reasonHash: '0x00' } as const;
      await scene.stage.organizations.project({ ...hall, suspension });
      const seen = [await listed('asker'), await listed('holderViewer')];
      const read = codeOf(await scene.ask('asker', CALL, { id }));
      const again = codeOf(await open('holderOwner', HALL, [scene.assets.plain]));
      await scene.stage.organizations.project(hall);
      expect(seen).toEqual([[], [id]]);
      expect(read).toBe('NOT_FOUND');
      expect(again).toBe('ORGANIZATION_SUSPENDED');
    });

    it('shows what was taken down or handed on no longer', async () => {
      const { plain, keyed } = scene.assets;
      const { id } = await opened('holderOwner', HALL, [plain, keyed]);
      await scene.stage.assets.project({ ...plain, isTakenDown: true });
      await scene.stage.assets.project({ ...keyed, holder: organizationIdOf('archive') });
      const read = codeOf(await scene.ask('guest', CALL, { id }));
      const own = await shown('holderOwner', id);
      await scene.stage.assets.project(keyed);
      const part = await shown('guest', id);
      await scene.stage.assets.project(plain);
      expect(read).toBe('NOT_FOUND');
      expect(own.assets).toEqual([]);
      expect(part.assets).toEqual([{ id: keyed.id }]);
      expect((await shown('guest', id)).assets).toHaveLength(2);
    });
  });

  describe('proposing', () => {
    it('is a request for a use, with the call', async () => {
      const { plain, keyed } = scene.assets;
      const call = await opened('holderOwner', HALL, [plain, keyed]);
      const sent = await scene.sent([plain, keyed], { callId: call.id });
      const withCall = `query ($id: ID!) { request(id: $id) { kind call { id title { en } } } }`;
      for (const reader of ['asker', 'holderViewer'] as const)
        expect((await scene.ask(reader, withCall, { id: sent[0]?.id })).data).toEqual({
          request: { kind: 'USE', call: { id: call.id, title: { en: 'Butterflies on film' } } },
        });
      const [unbidden] = await scene.sent([plain]);
      expect((await scene.ask('asker', withCall, { id: unbidden?.id })).data).toEqual({
        request: { kind: 'USE', call: null },
      });
      const ids = sent.map(({ id }) => id).toSorted();
      const { proposals } = await shown('holderViewer', call.id);
      expect(proposals.edges.map(({ node }) => node.id).toSorted()).toEqual(ids);
    });

    it('is for an open call, to the end of its closing day in UTC, and for its assets', async () => {
      const { plain, keyed } = scene.assets;
      const call = await opened('holderOwner', HALL, [plain]);
      const propose = async (input: Record<string, unknown> = {}, assets = [plain]) =>
        codeOf(await scene.send('asker', assets, { callId: call.id, ...input }));
      expect(await propose({}, [plain, keyed])).toBe('BAD_INPUT');
      expect(await propose({ kind: 'QUESTION', wish: null })).toBe('BAD_INPUT');
      expect(await propose({ callId: 'none' })).toBe('NOT_FOUND');
      scene.stage.now = new Date('2026-12-31T23:59:59Z');
      expect(await propose()).toBe('OK');
      scene.stage.now = new Date('2027-01-01T00:00:00Z');
      const late = await scene.send('asker', [plain], { callId: call.id });
      expect(late.errors[0]?.message).toContain('closed after 2026-12-31, and takes no proposals');
      scene.stage.now = NOW;
      await scene.ask('holderOwner', CLOSE, { id: call.id });
      expect(await propose()).toBe('CONFLICT');
      expect((await shown('asker', call.id)).proposals.totalCount).toBe(1);
    });

    it('is told with the call, and as an answer to its own to who called', async () => {
      const { id } = await opened('council', KEY_COMMUNITY, [scene.assets.keyed]);
      const subject = { callId: id };
      const recipients = [KEY_COMMUNITY, HALL];
      await scene.stage.inbox.add(itemsFor(recipients, { kind: 'ASKED', cause: id, at: NOW, subject }));
      const inbox = `query { inbox(first: 1) { edges { node { call { id title { zh } isOfRecipient } } } } }`;
      const callIn = async (reader: Reader) => (await scene.ask(reader, inbox, {})).data?.['inbox'];
      const title = { zh: '电影里的蝴蝶' };
      const told = (isOfRecipient: boolean) => ({
        edges: [{ node: { call: { id, title, isOfRecipient } } }],
      });
      expect(await callIn('council')).toEqual(told(true));
      expect(await callIn('holderViewer')).toEqual(told(false));
      scene.stage.calls.byId.clear();
      expect(await callIn('council')).toEqual({ edges: [{ node: { call: null } }] });
    });

    it('passes the closed door of who called, and of nobody else', async () => {
      const { keyed } = scene.assets;
      const call = await opened('council', KEY_COMMUNITY, [keyed]);
      scene.stage.closedDoors.set(KEY_COMMUNITY, parseDay('2027-01-31'));
      expect(codeOf(await scene.send('asker', [keyed]))).toBe('CONFLICT');
      expect(codeOf(await scene.send('asker', [keyed], { callId: call.id }))).toBe('OK');
      scene.stage.closedDoors.set(HALL, parseDay('2027-01-31'));
      const refused = await scene.send('asker', [keyed], { callId: call.id });
      expect(refused.errors[0]?.message).toContain('hall takes no requests until 2027-01-31');
    });
  });

  describe('access', () => {
    /** Who reads a call, who changes it, and whose list of proposals has both, one or none of those of two studios. */
    const MATRIX: Readonly<
      Record<
        'hidden' | 'keyed' | 'safed',
        {
          readonly own: readonly Reader[];
          readonly openers: readonly Reader[];
          readonly isPublic: boolean;
        }
      >
    > = {
      hidden: {
        own: ['holderOwner', 'holderEditor', 'holderViewer'],
        openers: ['holderOwner', 'holderEditor'],
        isPublic: false,
      },
      keyed: { own: ['council', 'communityEditor'], openers: ['council'], isPublic: true },
      safed: { own: ['safeOwner'], openers: ['safeOwner'], isPublic: true },
    };
    const ASKERS: readonly Reader[] = ['asker', 'askersColleague', 'askersViewer'];

    it.each(Object.keys(MATRIX) as (keyof typeof MATRIX)[])('of a call on %s', async (named) => {
      const { own, openers, isPublic } = MATRIX[named];
      const asset = scene.assets[named];
      const [opener = 'guest'] = openers;
      const organization = { hidden: HALL, keyed: KEY_COMMUNITY, safed: SAFE_COMMUNITY }[named];
      const { id } = await opened(opener, organization, [asset]);
      const proposed = isPublic
        ? {
            mine: (await scene.sent([asset], { callId: id }, 'askersColleague'))[0]?.id,
            others: (await scene.sent([asset], { callId: id }, 'otherStudio'))[0]?.id,
          }
        : {};
      for (const reader of ALL_READERS) {
        const isReader = isPublic || own.includes(reader);
        const answer = await scene.ask(reader, CALL, { id });
        expect([reader, codeOf(answer)]).toEqual([reader, isReader ? 'OK' : 'NOT_FOUND']);
        expect([reader, (await listed(reader)).includes(id)]).toEqual([reader, isReader]);
        expect([reader, (await listed(reader, { asset: asset.id })).includes(id)]).toEqual([
          reader,
          isReader,
        ]);
        if (isReader) {
          const call = await shown(reader, id);
          const isOwn = own.includes(reader);
          expect([reader, call]).toEqual([
            reader,
            expect.objectContaining({ isOwn, canEdit: openers.includes(reader), revision: isOwn ? 1 : null }),
          ]);
          const expected = isOwn
            ? [proposed.mine, proposed.others]
            : ASKERS.includes(reader)
              ? [proposed.mine]
              : [reader === 'otherStudio' ? proposed.others : undefined];
          const found = call.proposals.edges.map(({ node }) => node.id);
          const wanted = expected.filter((each) => each !== undefined);
          expect([reader, found.toSorted(), call.proposals.totalCount]).toEqual([
            reader,
            wanted.toSorted(),
            wanted.length,
          ]);
        }
        if (openers.includes(reader)) continue;
        const refused = reader === 'guest' ? 'SIGN_IN_REQUIRED' : isReader ? 'FORBIDDEN' : 'NOT_FOUND';
        for (const [query, variables] of [
          [CHANGE, { id, revision: 1, input: { closingDay: '2027-01-15' } }],
          [CLOSE, { id }],
          [WITHDRAW, { id, reason: { en: 'x' } }],
        ] as const)
          expect([reader, codeOf(await scene.ask(reader, query, variables))]).toEqual([reader, refused]);
      }
      expect(await shown(opener, id)).toMatchObject({ state: 'OPEN', revision: 1 });
    });

    it('says the same of a call that is not there', async () => {
      const { id } = await opened('holderOwner', HALL, [scene.assets.hidden]);
      const hidden = await scene.ask('asker', CALL, { id });
      const absent = await scene.ask('asker', CALL, { id: 'none' });
      expect(hidden.errors[0]?.message.replace(id, 'X')).toBe(absent.errors[0]?.message.replace('none', 'X'));
      expect(codeOf(await scene.send('asker', [scene.assets.plain], { callId: id }))).toBe('NOT_FOUND');
    });

    it('shows to others neither a hidden asset nor that it was added', async () => {
      const { plain, hidden } = scene.assets;
      const { id } = await opened('holderOwner', HALL, [hidden, plain]);
      const input = { assetIds: [plain.id] };
      await scene.ask('holderOwner', CHANGE, { id, revision: 1, input });
      await scene.ask('holderOwner', CHANGE, { id, revision: 2, input: { assetIds: [plain.id, hidden.id] } });
      expect(await shown('guest', id)).toMatchObject({ assets: [{ id: plain.id }], size: 1, changes: [] });
      expect(await shown('holderViewer', id)).toMatchObject({
        size: 2,
        revision: 3,
        changes: [{ added: [hidden.id] }, { removed: [hidden.id] }],
      });
      expect(await listed('guest', { asset: hidden.id })).toEqual([]);
    });
  });
});

function restrictedCopy(asset: Asset): Asset {
  return { ...asset, metadata: { ...asset.metadata, access: 'RESTRICTED' } };
}
