import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseDay } from '@lanran/protocol/kernel/day';
import { NOW } from '../graphql/graphql-stage.ts';
import {
  ALL_READERS,
  ARCHIVE,
  codeOf,
  DeskScene,
  HALL,
  MINE,
  type Reader,
  SAFE_COMMUNITY,
  type Shown,
  WISH,
} from './desk-scene.ts';

const PRICED = { price: '120000', communityShareBps: 2_000 };

describe('requests over GraphQL', () => {
  let scene: DeskScene;
  beforeAll(async () => {
    scene = await DeskScene.start();
  });
  afterAll(() => scene.close());
  beforeEach(() => {
    scene.stage.now = NOW;
    scene.stage.closedDoors.clear();
  });

  async function one(
    asset: 'plain' | 'keyed' | 'safed',
    input: Record<string, unknown> = PRICED,
  ): Promise<Shown> {
    const [request] = await scene.sent([scene.assets[asset]], input);
    if (request === undefined) throw new Error('nothing was sent');
    return request;
  }

  describe('asking', () => {
    it('makes a request to each holder and community, which do not read each other’s', async () => {
      const { plain, keyed, archived } = scene.assets;
      const sent = await scene.sent([plain, keyed, archived], { price: '120000' });
      expect(sent.map(({ items }) => items.map(({ assetId }) => assetId))).toEqual([
        [plain.id],
        [keyed.id],
        [archived.id],
      ]);
      expect(new Set(sent.map(({ batch }) => batch)).size).toBe(1);
      expect(sent[0]).toMatchObject({ kind: 'USE', state: 'ASKED', roles: ['ASKER'], dueDay: '2026-12-25' });
      expect(sent.map(({ items }) => items[0]?.['terms'])).toMatchObject([
        { communityShareBps: 0, share: { amount: '0' } },
        { communityShareBps: null, share: null },
        { communityShareBps: null },
      ]);
      const toHall = await scene.shown('holderOwner', sent[0]?.id ?? '');
      expect(toHall).toMatchObject({ batch: null, roles: ['HOLDER'] });
      expect(codeOf(await scene.read('otherInstitution', sent[1]?.id ?? ''))).toBe('NOT_FOUND');
      expect((await scene.shown('otherInstitution', sent[2]?.id ?? '')).roles).toEqual(['HOLDER']);
      expect(await scene.listed('otherInstitution')).toContain(sent[2]?.id);
      expect(await scene.listed('otherInstitution')).not.toContain(sent[1]?.id);
    });

    it('is once for a batch, and another question under it is a conflict', async () => {
      const batch = 'a-batch-of-my-own';
      const [first] = await scene.sent([scene.assets.plain], { batch });
      const [again] = await scene.sent([scene.assets.plain], { batch });
      expect(again?.id).toBe(first?.id);
      expect(codeOf(await scene.send('asker', [scene.assets.plain], { batch, message: 'Another' }))).toBe(
        'CONFLICT',
      );
      const [other] = await scene.sent([scene.assets.plain], { batch }, 'otherStudio');
      expect(other?.id).not.toBe(first?.id);
    });

    it('sends nothing under a batch of another question, and what a kill left out of the same', async () => {
      const { plain, keyed, archived } = scene.assets;
      const batch = 'a-batch-of-many-parts';
      const [first] = await scene.sent([plain], { batch });
      const before = scene.stage.requests.byId.size;
      for (const input of [{ message: 'Another' }, { price: '7' }, { wish: { ...WISH, media: ['GAME'] } }])
        expect(codeOf(await scene.send('asker', [plain, archived], { batch, ...input }))).toBe('CONFLICT');
      expect(codeOf(await scene.send('asker', [archived], { batch }))).toBe('CONFLICT');
      expect(scene.stage.requests.byId.size).toBe(before);
      const whole = await scene.sent([keyed, plain, archived], { batch });
      expect(whole.map(({ items }) => items.map(({ assetId }) => assetId))).toEqual([
        [keyed.id],
        [plain.id],
        [archived.id],
      ]);
      expect(whole[1]?.id).toBe(first?.id);
    });

    it('sends nothing under a batch of a colleague that asked otherwise', async () => {
      const { plain, archived } = scene.assets;
      const batch = 'a-batch-of-a-colleague';
      await scene.sent([plain], { batch });
      const before = scene.stage.requests.byId.size;
      const input = { batch, message: 'Another' };
      expect(codeOf(await scene.send('askersColleague', [archived, plain], input))).toBe('CONFLICT');
      expect(scene.stage.requests.byId.size).toBe(before);
    });

    it('sends nothing for what does not exist for the asker', async () => {
      const before = scene.stage.requests.byId.size;
      expect(codeOf(await scene.send('asker', [scene.assets.plain, scene.assets.hidden]))).toBe('NOT_FOUND');
      expect(codeOf(await scene.send('asker', [scene.assets.gone]))).toBe('CONFLICT');
      expect(scene.stage.requests.byId.size).toBe(before);
    });

    it('sends nothing to a suspended holder or a closed door', async () => {
      const before = scene.stage.requests.byId.size;
      const hall = await scene.stage.organizations.find(HALL);
      if (hall === null) throw new Error('no hall');
      const suspension = { suspendedFrom: new Date(0), reasonHash: '0x00' } as const;
      await scene.stage.organizations.project({ ...hall, suspension });
      const { errors } = await scene.send('asker', [scene.assets.plain, scene.assets.archived]);
      await scene.stage.organizations.project(hall);
      expect(errors[0]?.message).toContain('hall is suspended and can’t answer');
      scene.stage.closedDoors.set(ARCHIVE, parseDay('2027-01-31'));
      const closed = await scene.send('asker', [scene.assets.plain, scene.assets.archived]);
      expect(closed.errors[0]?.message).toContain('archive takes no requests until 2027-01-31');
      scene.stage.closedDoors.set(SAFE_COMMUNITY, parseDay('2027-01-31'));
      expect(codeOf(await scene.send('asker', [scene.assets.safed]))).toBe('CONFLICT');
      expect(scene.stage.requests.byId.size).toBe(before);
    });

    it.each<[string, Reader, Record<string, unknown>, string]>([
      ['a guest', 'guest', {}, 'SIGN_IN_REQUIRED'],
      ['a viewer', 'askersViewer', {}, 'FORBIDDEN'],
      ['another’s organization', 'otherStudio', { organizationId: MINE }, 'FORBIDDEN'],
      ['a person who asks for terms', 'person', {}, 'BAD_INPUT'],
      ['a studio without a wish', 'asker', { wish: null }, 'BAD_INPUT'],
      ['a holder about its own', 'holderOwner', {}, 'BAD_INPUT'],
      [
        '51 assets',
        'asker',
        { assetIds: Array.from({ length: 51 }, (_, at) => `0x${String(at).padStart(64, '0')}`) },
        'BAD_INPUT',
      ],
      ['no asset', 'asker', { assetIds: [] }, 'BAD_INPUT'],
      ['days that are past', 'asker', { wish: { ...WISH, from: '2026-01-01' } }, 'BAD_INPUT'],
      ['days that end before they begin', 'asker', { wish: { ...WISH, to: '2026-12-31' } }, 'BAD_INPUT'],
      ['a due day that is past', 'asker', { dueDay: '2026-11-24' }, 'BAD_INPUT'],
      ['a due day in two years', 'asker', { dueDay: '2028-11-24' }, 'BAD_INPUT'],
      ['a price that is none', 'asker', { price: '-1' }, 'BAD_INPUT'],
      ['a share of more than all', 'asker', { communityShareBps: 10_001 }, 'BAD_INPUT'],
      ['no message', 'asker', { message: ' \n' }, 'BAD_INPUT'],
      ['a message of 10,001 characters', 'asker', { message: '字'.repeat(10_001) }, 'BAD_INPUT'],
      ['control characters', 'asker', { message: 'a\u0007b' }, 'BAD_INPUT'],
      ['characters that turn the direction of writing', 'asker', { message: 'a\u202egpj.exe' }, 'BAD_INPUT'],
      ['an isolate of direction', 'asker', { message: 'a\u2067b' }, 'BAD_INPUT'],
      ['half a surrogate', 'asker', { message: 'a\ud800b' }, 'BAD_INPUT'],
    ])('is refused for %s', async (_name, reader, input, code) => {
      expect(codeOf(await scene.send(reader, [scene.assets.plain], input))).toBe(code);
    });

    it('is refused for a message of 1 MB', async () => {
      const message = 'x'.repeat(2 ** 20);
      const { status, data } = await scene.send('asker', [scene.assets.plain], { message });
      expect([status, data]).toEqual([413, null]);
    });

    it('keeps markup and 10,000 characters as the text that they are', async () => {
      const text = `<script>alert(1)</script>${'字'.repeat(9_975)}`;
      const request = await one('plain', { message: `  ${text}  ` });
      expect((await scene.shown('holderViewer', request.id)).entries[0]?.['text']).toBe(text);
    });

    it('takes questions of a person who belongs to no organization', async () => {
      const input = { wish: null, message: 'Whose is it?' };
      const [question] = await scene.sent([scene.assets.keyed], input, 'person');
      expect(question).toMatchObject({
        kind: 'QUESTION',
        items: [{ terms: null, agreement: null, acts: null }],
      });
      expect(question?.parties).toMatchObject([
        { role: 'ASKER', account: scene.addressOf('person'), organization: null },
        { role: 'HOLDER' },
      ]);
      const id = question?.id ?? '';
      expect(codeOf(await scene.read('otherPerson', id))).toBe('NOT_FOUND');
      expect(codeOf(await scene.read('council', id))).toBe('NOT_FOUND');
      expect(codeOf(await scene.answer('holderEditor', id, { kind: 'AGREE' }))).toBe('BAD_INPUT');
      await scene.answered('holderEditor', id, { kind: 'MESSAGE', message: 'Ours.' });
      expect(await scene.shown('person', id)).toMatchObject({ state: 'ANSWERED', lastSequence: 2 });
      expect(await scene.listed('person')).toEqual([id]);
    });

    it('lets an institution have a council look at its assets', async () => {
      const input = { kind: 'REVIEW', wish: null, message: 'Please look.' };
      const [review] = await scene.sent([scene.assets.keyed], input, 'holderEditor');
      const id = review?.id ?? '';
      expect(await scene.shown('council', id)).toMatchObject({
        roles: ['COMMUNITY'],
        items: [{ terms: null }],
      });
      expect(await scene.shown('holderViewer', id)).toMatchObject({ roles: ['ASKER'] });
      expect(codeOf(await scene.send('holderEditor', [scene.assets.plain], input))).toBe('BAD_INPUT');
      expect(codeOf(await scene.send('holderEditor', [scene.assets.archived], input))).toBe('BAD_INPUT');
      const declined = await scene.answered('council', id, { kind: 'DECLINE', message: 'Not these.' });
      expect(declined).toMatchObject({ state: 'DECLINED', items: [{ declinedBy: 'COMMUNITY' }] });
    });

    it('has a limit a day for each key', async () => {
      const answers: unknown[] = [];
      for (let count = 0; count < 21; count += 1)
        answers.push(codeOf(await scene.send('otherPerson', [scene.assets.plain], { wish: null })));
      expect(answers.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'OK'));
      expect(answers[20]).toBe('LIMIT_EXCEEDED');
    });
  });

  describe('answering', () => {
    it('goes from other terms to an agreement of all, with the acts that it takes', async () => {
      const { id, items } = await one('keyed');
      expect(items).toMatchObject([
        { terms: { share: { amount: '24000' } }, waitsFor: ['HOLDER', 'COMMUNITY'], agreement: null },
      ]);
      const terms = { price: '150001', communityShareBps: 3_000 };
      const countered = await scene.answered('council', id, { kind: 'COUNTER', terms, message: 'For more.' });
      expect(countered).toMatchObject({
        state: 'ANSWERED',
        items: [
          {
            revision: 2,
            agreedBy: ['COMMUNITY'],
            terms: { price: { amount: '150001' }, share: { amount: '45001' } },
          },
        ],
      });
      expect(countered.entries[1]).toMatchObject({
        kind: 'COUNTER',
        text: 'For more.',
        organization: { slug: 'key-community' },
        changes: [
          { field: 'price', before: '120000', after: '150001', assetIds: [scene.assets.keyed.id] },
          { field: 'communityShareBps', before: '2000', after: '3000' },
        ],
      });
      await scene.answered('asker', id, { kind: 'AGREE', after: 2 });
      const agreed = await scene.answered('holderOwner', id, { kind: 'AGREE', after: 3 });
      expect(agreed).toMatchObject({
        state: 'AGREED',
        items: [
          {
            agreedBy: ['ASKER', 'HOLDER', 'COMMUNITY'],
            waitsFor: [],
            acts: {
              consentTo: { licensee: MINE, minPrice: { amount: '150001' }, shareBps: 3_000 },
              offer: { licensee: MINE, price: { amount: '150001' } },
            },
          },
        ],
      });
      const forCouncil = await scene.shown('council', id);
      expect(forCouncil.items[0]?.agreement?.sha256).toBe(agreed.items[0]?.agreement?.sha256);
      expect(await scene.listed('council', { state: 'AGREED' })).toEqual([id]);
      expect(await scene.listed('council', { state: 'AGREED', role: 'HOLDER' })).toEqual([]);
    });

    it('of two at once writes one and tells the other who was first', async () => {
      const { id } = await one('keyed');
      const counter = (price: string) => ({ kind: 'COUNTER', terms: { price } });
      const answers = await Promise.all([
        scene.answer('council', id, counter('130000')),
        scene.answer('holderOwner', id, counter('140000')),
      ]);
      expect(answers.map(codeOf).toSorted()).toEqual(['CONFLICT', 'OK']);
      const { entries } = await scene.shown('asker', id);
      expect(entries).toHaveLength(2);
      const first = entries[1]?.['role'] === 'HOLDER' ? 'hall' : 'key-community';
      expect(answers.find(({ errors }) => errors.length > 0)?.errors[0]?.message).toBe(
        `${first} answered meanwhile; read it, then answer.`,
      );
      expect(codeOf(await scene.answer('asker', id, { kind: 'MESSAGE', message: 'x', after: 9 }))).toBe(
        'BAD_INPUT',
      );
    });

    it('is once where its reply was lost', async () => {
      const { id } = await one('keyed');
      const message = { kind: 'MESSAGE', message: 'We will look.' };
      await scene.answered('council', id, message);
      expect((await scene.answered('council', id, message)).lastSequence).toBe(2);
      await scene.answered('council', id, { kind: 'AGREE', after: 2 });
      expect((await scene.answered('council', id, { kind: 'AGREE', after: 3 })).lastSequence).toBe(3);
    });

    it('of a part leaves the others as they are', async () => {
      const [request] = await scene.sent(
        [scene.assets.plain, { ...scene.assets.hidden, ...scene.assets.plain }].slice(0, 1),
        PRICED,
      );
      expect(
        codeOf(
          await scene.answer('holderOwner', request?.id ?? '', {
            kind: 'DECLINE',
            message: 'No.',
            assetIds: [scene.assets.keyed.id],
          }),
        ),
      ).toBe('BAD_INPUT');
      expect(codeOf(await scene.answer('holderOwner', request?.id ?? '', { kind: 'DECLINE' }))).toBe(
        'BAD_INPUT',
      );
    });

    it('is refused once it is over: expired, withdrawn or declined', async () => {
      const [expired, withdrawn, declined] = [await one('plain'), await one('plain'), await one('plain')];
      expect(codeOf(await scene.answer('holderOwner', withdrawn.id, { kind: 'WITHDRAW' }))).toBe('FORBIDDEN');
      await scene.answered('askersColleague', withdrawn.id, { kind: 'WITHDRAW' });
      await scene.answered('holderOwner', declined.id, { kind: 'DECLINE', message: 'No.' });
      for (const [{ id }, after] of [
        [withdrawn, 2],
        [declined, 2],
      ] as const)
        for (const kind of ['MESSAGE', 'AGREE', 'COUNTER', 'DECLINE', 'WITHDRAW'])
          expect(
            codeOf(await scene.answer('asker', id, { kind, after, message: 'x', terms: { price: '1' } })),
          ).toBe('CONFLICT');
      scene.stage.now = new Date('2026-12-26T00:00:00Z');
      expect((await scene.shown('asker', expired.id)).state).toBe('EXPIRED');
      for (const reader of ['asker', 'holderOwner'] as const)
        for (const kind of ['MESSAGE', 'AGREE', 'COUNTER', 'DECLINE', 'WITHDRAW']) {
          const late = await scene.answer(reader, expired.id, { kind, message: 'x', terms: { price: '1' } });
          expect([reader, kind, late.errors[0]?.message]).toEqual([
            reader,
            kind,
            expect.stringContaining('is over (EXPIRED): it takes no answers'),
          ]);
        }
      expect((await scene.shown('asker', expired.id)).lastSequence).toBe(1);
    });

    it('takes only messages of what is agreed on after the due day', async () => {
      const { id } = await one('plain');
      await scene.answered('holderOwner', id, { kind: 'AGREE' });
      scene.stage.now = new Date('2026-12-26T00:00:00Z');
      expect(
        codeOf(await scene.answer('holderOwner', id, { kind: 'COUNTER', after: 2, terms: { price: '1' } })),
      ).toBe('CONFLICT');
      expect(
        await scene.answered('holderOwner', id, { kind: 'MESSAGE', after: 2, message: 'Buy.' }),
      ).toMatchObject({ state: 'AGREED' });
    });

    it('is refused for a message of 1 MB, and kept as text with markup', async () => {
      const { id } = await one('plain');
      const message = (text: string) => scene.answer('holderOwner', id, { kind: 'MESSAGE', message: text });
      expect((await message('x'.repeat(2 ** 20))).status).toBe(413);
      expect(codeOf(await message('x'.repeat(10_001)))).toBe('BAD_INPUT');
      const markup = '<img src=x onerror="alert(1)">[a](javascript:alert(1))';
      await message(markup);
      expect((await scene.shown('asker', id)).entries.map(({ text }) => text)).toEqual(['May we?', markup]);
    });

    it('needs a price and a share before anybody agrees, and terms that differ to counter', async () => {
      const { id } = await one('keyed', { price: '120000' });
      const early = await scene.answer('holderOwner', id, { kind: 'AGREE' });
      expect(early.errors[0]?.extensions).toMatchObject({
        code: 'BAD_INPUT',
        field: 'terms.communityShareBps',
      });
      expect(codeOf(await scene.answer('council', id, { kind: 'COUNTER', terms: { price: '120000' } }))).toBe(
        'BAD_INPUT',
      );
      expect(codeOf(await scene.answer('council', id, { kind: 'COUNTER' }))).toBe('BAD_INPUT');
      expect(
        codeOf(await scene.answer('council', id, { kind: 'COUNTER', terms: { communityShareBps: -1 } })),
      ).toBe('BAD_INPUT');
      const plain = await one('plain');
      expect(
        codeOf(
          await scene.answer('holderOwner', plain.id, { kind: 'COUNTER', terms: { communityShareBps: 5 } }),
        ),
      ).toBe('BAD_INPUT');
    });

    it('has no days that are past: neither named nor agreed to', async () => {
      const { id } = await one('keyed', PRICED);
      const counter = (terms: Record<string, unknown>) =>
        scene.answer('holderOwner', id, { kind: 'COUNTER', terms });
      const past = await counter({ from: '2026-01-01' });
      expect(past.errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', field: 'terms.from' });
      scene.stage.now = new Date('2027-01-02T10:00:00Z');
      const late = await one('keyed', { ...PRICED, wish: { ...WISH, from: '2027-01-03' } });
      scene.stage.now = new Date('2027-01-04T10:00:00Z');
      const agreed = await scene.answer('holderOwner', late.id, { kind: 'AGREE' });
      expect(agreed.errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', field: 'terms.from' });
      const { items } = await scene.answered('holderOwner', late.id, {
        kind: 'COUNTER',
        terms: { from: '2027-02-01' },
      });
      expect(items[0]).toMatchObject({ state: 'ANSWERED', agreedBy: ['HOLDER'] });
    });

    it('is for the council to decide, and for its community to write', async () => {
      const { id } = await one('keyed');
      for (const kind of ['AGREE', 'DECLINE', 'COUNTER'])
        expect(
          codeOf(await scene.answer('communityEditor', id, { kind, message: 'x', terms: { price: '1' } })),
        ).toBe('FORBIDDEN');
      await scene.answered('communityEditor', id, { kind: 'MESSAGE', message: 'We talk.' });
      const safed = await one('safed');
      expect(await scene.answered('safeOwner', safed.id, { kind: 'AGREE' })).toMatchObject({
        items: [{ agreedBy: ['ASKER', 'COMMUNITY'] }],
      });
    });
  });

  it('shows an owner of the council’s Safe the asset as its community sees it', async () => {
    const { safed } = scene.assets;
    const { id } = await one('safed');
    const { projectedIndex, metadata } = safed;
    const restricted = { ...metadata, access: 'RESTRICTED' as const };
    await scene.stage.assets.project({ ...safed, metadata: restricted, projectedIndex: projectedIndex + 1 });
    const [seen, unseen] = [await scene.shown('safeOwner', id), await scene.shown('asker', id)];
    await scene.stage.assets.project({ ...safed, projectedIndex: projectedIndex + 2 });
    expect(seen.items[0]?.['asset']).toEqual({ id: safed.id });
    expect(unseen.items[0]?.['asset']).toBeNull();
  });

  it('is looked after by who answered first, until another takes it over', async () => {
    const { id } = await one('plain');
    await scene.answered('holderOwner', id, { kind: 'MESSAGE', message: 'We look.' });
    await scene.answered('holderEditor', id, { kind: 'MESSAGE', after: 2, message: 'I too.' });
    const handlers = async () => (await scene.shown('asker', id)).parties.map(({ handledBy }) => handledBy);
    expect(await handlers()).toEqual([scene.addressOf('asker'), scene.addressOf('holderOwner')]);
    expect(codeOf(await scene.takeOver('holderEditor', id))).toBe('OK');
    expect(codeOf(await scene.takeOver('askersColleague', id))).toBe('OK');
    expect(await handlers()).toEqual([scene.addressOf('askersColleague'), scene.addressOf('holderEditor')]);
  });

  it('says when who looked after it acts no more for the party', async () => {
    const { id } = await one('plain');
    const hasLeft = async () => (await scene.shown('asker', id)).parties[0]?.['hasHandlerLeft'];
    await scene.setFormerMember(true);
    expect(codeOf(await scene.takeOver('formerMember', id))).toBe('OK');
    expect(await hasLeft()).toBe(false);
    await scene.setFormerMember(false);
    expect(await hasLeft()).toBe(true);
    expect(codeOf(await scene.takeOver('asker', id))).toBe('OK');
    expect(await hasLeft()).toBe(false);
  });

  describe('access', () => {
    /** Who reads, and who of them writes; nobody else learns that it is there. */
    const MATRIX: Readonly<
      Record<'plain' | 'keyed' | 'safed', { reads: readonly Reader[]; writes: readonly Reader[] }>
    > = {
      plain: {
        reads: ['asker', 'askersColleague', 'askersViewer', 'holderOwner', 'holderEditor', 'holderViewer'],
        writes: ['asker', 'askersColleague', 'holderOwner', 'holderEditor'],
      },
      keyed: {
        reads: [
          'asker',
          'askersColleague',
          'askersViewer',
          'holderOwner',
          'holderEditor',
          'holderViewer',
          'council',
          'communityEditor',
        ],
        writes: ['asker', 'askersColleague', 'holderOwner', 'holderEditor', 'council', 'communityEditor'],
      },
      safed: {
        reads: [
          'asker',
          'askersColleague',
          'askersViewer',
          'holderOwner',
          'holderEditor',
          'holderViewer',
          'safeOwner',
        ],
        writes: ['asker', 'askersColleague', 'holderOwner', 'holderEditor', 'safeOwner'],
      },
    };

    it.each(Object.keys(MATRIX) as (keyof typeof MATRIX)[])('is for its parties alone: %s', async (asset) => {
      await scene.setFormerMember(true);
      const batch = `batch-of-a-former-member-${asset}`;
      const file = await scene.posted('formerMember', `batches/${batch}`);
      const question = { ...PRICED, batch, files: [file] };
      const [request] = await scene.sent([scene.assets[asset]], question, 'formerMember');
      await scene.setFormerMember(false);
      const id = request?.id ?? '';
      // Of a thread of the same people, and in none.
      const elsewhere = await scene.posted('holderOwner', (await one('plain')).id);
      const { reads, writes } = MATRIX[asset];
      for (const reader of ALL_READERS) {
        const isReader = reads.includes(reader);
        const refused = reader === 'guest' ? ['SIGN_IN_REQUIRED'] : isReader ? ['FORBIDDEN'] : ['NOT_FOUND'];
        expect([reader, codeOf(await scene.read(reader, id))]).toEqual([
          reader,
          isReader ? 'OK' : 'NOT_FOUND',
        ]);
        expect([reader, (await scene.listed(reader)).includes(id)]).toEqual([reader, isReader]);
        for (const state of ['ASKED', 'ANSWERED'])
          expect((await scene.listed(reader, { state })).includes(id) && !isReader).toBe(false);
        for (const [each, exists] of [
          [file, isReader],
          [elsewhere, false],
          ['0'.repeat(32), false],
        ] as const) {
          const { status } = await scene.getFile(reader, id, each);
          expect([reader, each, status]).toEqual([reader, each, exists ? 200 : 404]);
        }
        const { status, error } = await scene.postFile(reader, id);
        const isWriter = writes.includes(reader);
        const expected = isWriter ? 201 : reader === 'guest' ? 401 : isReader ? 403 : 404;
        expect([reader, status]).toEqual([reader, expected]);
        if (expected === 404)
          expect((await scene.postFile(reader, 'none')).error?.message.replace('none', id)).toBe(
            error?.message,
          );
        if (isWriter) continue;
        for (const kind of ['MESSAGE', 'AGREE', 'COUNTER', 'DECLINE', 'WITHDRAW']) {
          const answer = { kind, message: 'x', terms: { price: '1' } };
          expect([reader, codeOf(await scene.answer(reader, id, answer))]).toEqual([reader, ...refused]);
        }
        expect([reader, codeOf(await scene.takeOver(reader, id))]).toEqual([reader, ...refused]);
      }
      expect((await scene.shown('asker', id)).lastSequence).toBe(1);
      let after = 1;
      for (const writer of writes) {
        expect(codeOf(await scene.answer(writer, id, { kind: 'MESSAGE', message: writer, after }))).toBe(
          'OK',
        );
        after += 1;
      }
    });

    it('shows an owner of a council’s Safe its restricted assets, as who speaks for it', async () => {
      const { safed } = scene.assets;
      const { id } = await one('safed');
      await scene.stage.assets.project({ ...safed, metadata: { ...safed.metadata, access: 'RESTRICTED' } });
      try {
        const { items } = await scene.shown('safeOwner', id);
        expect(items).toMatchObject([{ asset: { id: safed.id } }]);
      } finally {
        await scene.stage.assets.project(safed);
      }
    });

    it('says the same of a thread that is not there', async () => {
      const { id } = await one('plain');
      const hidden = await scene.read('otherStudio', id);
      const absent = await scene.read('otherStudio', 'none');
      expect(hidden.errors[0]?.message.replace(id, 'X')).toBe(absent.errors[0]?.message.replace('none', 'X'));
      expect(codeOf(await scene.list('guest'))).toBe('SIGN_IN_REQUIRED');
    });
  });
});
