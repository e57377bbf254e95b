import { describe, expect, it } from 'vitest';
import { askAddress } from '../../../web/lib/requests/ask-address.ts';
import { askProblems, emptyAsk, readAskDraft } from '../../../web/features/requests/model/ask-draft.ts';
import type { AskedAsset } from '../../../web/features/requests/model/documents.ts';
import { lettersOf } from '../../../web/features/requests/model/letters.ts';
import { NOTHING_SAID } from '../profiles/said.ts';

type Party = AskedAsset['holder'];

function partyOf(id: string, overrides: Partial<Party> = {}): Party {
  return { ...NOTHING_SAID, id, slug: id, name: { en: id, zh: id }, suspension: null, ...overrides };
}

function assetOf(id: string, holder: Party, community: AskedAsset['community']): AskedAsset {
  return { id, title: { en: id, zh: id }, cover: null, holder, community };
}

const USE = { kind: 'USE', askerId: 'studio', today: '2026-11-30' } as const;

describe('what is asked', () => {
  it('is one letter for each pair of holder and community; a question goes to the holder alone', () => {
    const [museum, archive, village] = [partyOf('museum'), partyOf('archive'), partyOf('village')];
    const assets = [
      assetOf('0x01', museum, village),
      assetOf('0x02', archive, village),
      assetOf('0x03', museum, village),
      assetOf('0x04', museum, null),
    ];
    const idsOf = (kind: 'USE' | 'QUESTION') =>
      lettersOf(assets, { ...USE, kind }).map((letter) => letter.assets.map(({ id }) => id));
    expect(idsOf('USE')).toEqual([['0x01', '0x03'], ['0x02'], ['0x04']]);
    expect(idsOf('QUESTION')).toEqual([['0x01', '0x03', '0x04'], ['0x02']]);
  });

  it('does not go through a closed door, until the later of two days', () => {
    const holder = partyOf('museum', { closedUntil: '2026-12-01' });
    const village = partyOf('village', { closedUntil: '2026-12-24' });
    const [letter] = lettersOf([assetOf('0x01', holder, village)], USE);
    expect(letter?.obstacle).toEqual({ kind: 'closed', by: village, until: '2026-12-24' });
    const [later] = lettersOf([assetOf('0x01', holder, village)], { ...USE, today: '2026-12-25' });
    expect(later?.obstacle).toBeNull();
  });

  it('answers a call of who closed its door, but not through the door of another', () => {
    const holder = partyOf('museum');
    const village = partyOf('village', { closedUntil: '2026-12-24' });
    const obstacleFor = (callerId: string) =>
      lettersOf([assetOf('0x01', holder, village)], { ...USE, callerId })[0]?.obstacle;
    expect(obstacleFor('village')).toBeNull();
    expect(obstacleFor('museum')).toEqual({ kind: 'closed', by: village, until: '2026-12-24' });
  });

  it('goes to nobody where one asks oneself, or a council that is not there', () => {
    const own = assetOf('0x01', partyOf('studio'), null);
    expect(lettersOf([own], USE)[0]?.obstacle).toEqual({ kind: 'own' });
    expect(lettersOf([own], { ...USE, kind: 'REVIEW' })[0]?.obstacle).toEqual({ kind: 'reviewNone' });
  });

  it('needs a use, words, and a day that is to come; a question needs words only', () => {
    const currency = { address: '0x', symbol: 'TCNY', decimals: 2 };
    const wish = { media: [], territories: [], from: '', to: '', isExclusive: false };
    const draft = { ...emptyAsk(), price: 'much', share: '120', dueDay: '2020-01-01' };
    const facts = { wish, currency, today: 20_000 };
    expect(askProblems(draft, { ...facts, kind: 'USE' })).toEqual([
      ...['media', 'territories', 'from', 'to', 'price', 'share', 'message', 'due'],
    ]);
    expect(askProblems({ ...draft, price: '1e30' }, { ...facts, kind: 'USE' })).toContain('price');
    expect(askProblems({ ...draft, price: `1${'0'.repeat(30)}` }, { ...facts, kind: 'USE' })).toContain(
      'priceLimit',
    );
    expect(askProblems({ ...emptyAsk(), message: 'Who made it?' }, { ...facts, kind: 'QUESTION' })).toEqual(
      [],
    );
  });

  it('is kept as it was typed, and stands in the address with its use', () => {
    const draft = { ...emptyAsk(), message: 'A film.' };
    expect(readAskDraft(JSON.stringify(draft))).toEqual(draft);
    expect(readAskDraft('{"message":1}')).toBeNull();
    const wish = {
      media: ['STREAMING'],
      territories: ['FR'],
      from: '2027-01-01',
      to: '2030-12-31',
      isExclusive: true,
    } as const;
    const address = new URL(askAddress({ assetIds: ['0x01', '0x02'], wish }), 'http://here');
    expect(Object.fromEntries(address.searchParams)).toEqual({
      ...{ assets: '0x01,0x02', media: 'STREAMING', territories: 'FR', from: '2027-01-01', to: '2030-12-31' },
      exclusive: '1',
    });
  });
});
