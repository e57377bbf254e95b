import { eventsOf as eventsIn } from '@lanran/api/desk/domain/request-event';
import type { RequestItem } from '@lanran/api/desk/domain/request-state';
import type { LoggedStatement } from '@lanran/api/log/domain/logged-statement';
import type { JsonObject } from '@lanran/protocol/kernel/json';
import { type AssetId, licenseIdFrom } from '@lanran/protocol/kernel/ids';
import type { StatementKind } from '@lanran/protocol/log/statement';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NOW } from '../graphql/graphql-stage.ts';
import { ASSET, buildRequest, buildTerms } from './build-request.ts';
import { ALL_READERS, ARCHIVE, codeOf, DeskScene, HALL, MINE, type Shown } from './desk-scene.ts';

const PRICED = { price: '120000', communityShareBps: 2_000 };
const EVENTS = `query ($id: ID!) { request(id: $id) { events { kind at assetId role leafHash statementHash transaction licenseId offerId newHolder { slug } } } }`;
const ITEM: RequestItem = {
  assetId: ASSET,
  state: 'AGREED',
  terms: buildTerms(),
  revision: 1,
  agreedBy: ['ASKER', 'HOLDER', 'COMMUNITY'],
  agreedAt: NOW,
  declinedBy: null,
  licenseId: null,
  sales: [],
};
const TRANSACTION = `0x${'7a'.repeat(32)}`;

let leaves = 0;
function leafOf(
  kind: StatementKind,
  seconds: number,
  body: Readonly<Record<string, unknown>>,
): LoggedStatement {
  leaves += 1;
  const fields = Object.entries(body).map(([name, value]) => ({
    name,
    value: value as JsonObject,
    salt: '0x',
  }));
  const issuedAt = Math.floor(NOW.getTime() / 1000) + seconds;
  return {
    index: leaves,
    statement: { kind, issuedAt },
    statementHash: TRANSACTION,
    leafHash: new Uint8Array(32).fill(leaves),
    body: fields,
  } as never;
}

const onChain = (kind: StatementKind, seconds: number, event: Readonly<Record<string, unknown>>) =>
  leafOf(kind, seconds, { event, position: { transaction: TRANSACTION } });

type Acted = Readonly<Record<string, unknown>>;
const { wish, token } = buildTerms();

/** What the chain says of a consent or an offer on the terms that `PRICED` asks for. */
function actedTerms(overrides: Acted): Acted {
  return {
    media: String(wish.media),
    territories: String(wish.territories),
    firstDay: String(wish.firstDay),
    lastDay: String(wish.lastDay),
    exclusive: false,
    token,
    price: PRICED.price,
    minPrice: PRICED.price,
    ...overrides,
  };
}

describe('what happens beside a thread', () => {
  let scene: DeskScene;
  beforeAll(async () => {
    scene = await DeskScene.start();
  });
  afterAll(() => scene.close());
  beforeEach(() => {
    scene.stage.now = NOW;
    scene.stage.leaves.clear();
  });

  async function one(): Promise<Shown> {
    const [request] = await scene.sent([scene.assets.keyed], PRICED);
    if (request === undefined) throw new Error('nothing was sent');
    return request;
  }

  async function eventsOf(id: string) {
    const { data, errors } = await scene.ask('asker', EVENTS, { id });
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    if (data === null) throw new Error('no data');
    return (data['request'] as { readonly events: Record<string, unknown>[] }).events;
  }

  const log = (asset: AssetId, ...logged: LoggedStatement[]) => scene.stage.leaves.set(asset, logged);

  it('are the acts on the chain for who asked, and those alone', async () => {
    const { id } = await one();
    const asset = scene.assets.keyed.id;
    const terms = (licensee: string, overrides: Acted = {}) => actedTerms({ licensee, ...overrides });
    const consent = (licensee: string, overrides: Acted = {}) => ({
      consent: actedTerms({ licensee, holder: HALL, ...overrides }),
    });
    log(
      asset,
      onChain('use-consented', -10, consent(MINE)),
      onChain('use-consented', 10, consent(MINE)),
      onChain('use-consented', 11, consent(ARCHIVE)),
      onChain('use-consented', 12, consent(MINE, { media: '2' })),
      onChain('use-consented', 13, consent(MINE, { holder: ARCHIVE })),
      onChain('offered', 20, { holder: HALL, offerId: '7', terms: terms(MINE) }),
      onChain('offered', 21, { holder: HALL, offerId: '8', terms: terms(`0x${'00'.repeat(32)}`) }),
      onChain('offered', 22, { holder: ARCHIVE, offerId: '9', terms: terms(MINE) }),
      onChain('offered', 23, { holder: HALL, offerId: '10', terms: terms(MINE, { lastDay: '20900' }) }),
      onChain('licensed', 30, { licenseId: '5' }),
    );
    const events = await eventsOf(id);
    expect(events).toMatchObject([
      { kind: 'CONSENTED', role: 'COMMUNITY', assetId: asset, transaction: TRANSACTION, offerId: null },
      { kind: 'OFFERED', role: 'HOLDER', offerId: '7', transaction: TRANSACTION },
    ]);
    expect(events[0]?.['at']).toBe(new Date(NOW.getTime() + 10_000).toISOString());
    expect(events[0]?.['leafHash']).toMatch(/^0x([0-9a-f]{2})\1{31}$/);
    expect(events[0]?.['statementHash']).toMatch(/^0x[0-9a-f]{64}$/);
  });

  it('is each license of what was agreed, by its transaction, also after a decline', () => {
    const item = { ...ITEM, state: 'DECLINED', sales: [licenseIdFrom(5n)] } as const;
    const leaf = (licenseId: string) => onChain('licensed', 30, { licenseId });
    const view = { request: buildRequest({ askedAt: NOW }), entries: [] };
    expect(eventsIn(view, item, [leaf('4'), leaf('5')])).toMatchObject([
      { kind: 'BOUGHT', role: 'ASKER', licenseId: licenseIdFrom(5n), transaction: TRANSACTION },
    ]);
  });

  it('are statements of just what was agreed, by the parties', async () => {
    const { id } = await one();
    await scene.answered('holderOwner', id, { kind: 'AGREE' });
    const { items } = await scene.answered('council', id, { kind: 'AGREE', after: 2 });
    const hash = items[0]?.agreement?.sha256;
    const stated = (seconds: number, organization: string, said: Record<string, unknown>) =>
      leafOf('agreed', seconds, { organization, request: id, hash, ...said });
    log(
      scene.assets.keyed.id,
      stated(1, HALL, {}),
      stated(2, HALL, { hash: `0x${'00'.repeat(32)}` }),
      stated(3, HALL, { request: 'another' }),
      stated(4, ARCHIVE, {}),
      stated(5, MINE, {}),
    );
    expect(await eventsOf(id)).toMatchObject([
      { kind: 'STATED', role: 'HOLDER', transaction: null },
      { kind: 'STATED', role: 'ASKER', transaction: null },
    ]);
  });

  it('is its end, on the day after the last for answers', async () => {
    const { id, dueDay } = await one();
    expect(dueDay).toBe('2026-12-25');
    expect(await eventsOf(id)).toEqual([]);
    scene.stage.now = new Date('2027-01-20T10:00:00Z');
    expect(await eventsOf(id)).toMatchObject([
      { kind: 'EXPIRED', at: '2026-12-26T00:00:00.000Z', role: null },
    ]);
  });

  it('is a transfer of an asset, after which its former holder agrees to nothing', async () => {
    const { id } = await one();
    const { keyed } = scene.assets;
    await scene.stage.assets.project({ ...keyed, holder: ARCHIVE });
    log(keyed.id, onChain('transferred', 5, { previous: HALL, holder: ARCHIVE }));
    try {
      expect(await eventsOf(id)).toMatchObject([
        { kind: 'TRANSFERRED', role: 'HOLDER', newHolder: { slug: 'archive' }, transaction: TRANSACTION },
      ]);
      const refused = await scene.answer('holderOwner', id, { kind: 'AGREE' });
      expect([codeOf(refused), refused.errors[0]?.message]).toEqual([
        'CONFLICT',
        expect.stringContaining(`hall holds ${keyed.id} no more and can’t agree about it`),
      ]);
      expect((await scene.shown('asker', id)).lastSequence).toBe(1);
      const other = { kind: 'COUNTER', terms: { price: '130000' } };
      expect(codeOf(await scene.answer('holderOwner', id, other))).toBe('CONFLICT');
      // Its consent to the former holder's license would be refused.
      expect(codeOf(await scene.answer('council', id, { kind: 'AGREE' }))).toBe('CONFLICT');
    } finally {
      await scene.stage.assets.project(keyed);
    }
  });

  it('is a transfer after its holder agreed, and then nobody completes the agreement', async () => {
    const { id } = await one();
    const { keyed } = scene.assets;
    await scene.answered('holderOwner', id, { kind: 'AGREE' });
    await scene.stage.assets.project({ ...keyed, holder: ARCHIVE });
    try {
      const last = { kind: 'AGREE', after: 2 };
      expect(codeOf(await scene.answer('council', id, last))).toBe('CONFLICT');
      expect((await scene.shown('asker', id)).items[0]?.state).toBe('ANSWERED');
    } finally {
      await scene.stage.assets.project(keyed);
    }
    expect((await scene.answered('council', id, { kind: 'AGREE', after: 2 })).state).toBe('AGREED');
  });

  it('is for the parties alone', async () => {
    const { id } = await one();
    log(
      scene.assets.keyed.id,
      onChain('use-consented', 10, { consent: actedTerms({ licensee: MINE, holder: HALL }) }),
    );
    const readers: string[] = [];
    for (const reader of ALL_READERS) {
      const { data, errors } = await scene.ask(reader, EVENTS, { id });
      if (errors.length === 0) readers.push(reader);
      else expect([reader, data, errors[0]?.extensions['code']]).toEqual([reader, null, 'NOT_FOUND']);
    }
    expect(readers).toEqual([
      'asker',
      'askersColleague',
      'askersViewer',
      'holderOwner',
      'holderEditor',
      'holderViewer',
      'council',
      'communityEditor',
    ]);
  });
});
