import { describe, expect, it } from 'vitest';
import { parseDay } from '@lanran/protocol/kernel/day';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { TRANSFERABLE } from '@lanran/protocol/licensing/rights';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import {
  emptyOneUse,
  type OneUseDraft,
  oneUseOf,
  oneUseProblemsOf,
  oneUseTermsOf,
  readOneUse,
} from '../../../web/features/council/one-use/model/one-use.ts';
import { soldByOneUse } from '../../../web/features/council/one-use/model/one-use-sale.ts';
import { oneUseStateOf } from '../../../web/features/council/one-use/parts/one-use-state.ts';

const TODAY = parseDay('2026-11-28');
const CURRENCY: PlatformCurrency = {
  ...{ symbol: 'TCNY', decimals: 2, kind: 'TEST' },
  address: parseAddress(`0x${'70'.repeat(20)}`),
};
const YUAN: PlatformCurrency = {
  ...{ symbol: 'CNY', decimals: 2, kind: 'UNIT' },
  address: parseAddress(`0x${'71'.repeat(20)}`),
};
const LIMITS = { today: TODAY, leastShareBps: 0, currency: CURRENCY };
const STUDIO = organizationIdOf('studio');
const OTHER = organizationIdOf('other');

function buildDraft(overrides: Partial<OneUseDraft> = {}): OneUseDraft {
  return {
    licensee: STUDIO,
    media: ['STREAMING'],
    territories: ['FR', 'CN'],
    firstDay: '2027-01-01',
    lastDay: '2027-12-31',
    exclusive: true,
    minPrice: '1,200.50',
    token: CURRENCY.address,
    share: '30',
    rights: ['TRANSFERABLE'],
    ...overrides,
  };
}

describe('consent to one use being written', () => {
  it('begins with nobody, no use, no place and no price chosen, and with no less than the general share', () => {
    const empty = emptyOneUse({ today: TODAY, leastShareBps: 2_500 });
    expect(empty).toMatchObject({ licensee: '', media: [], territories: [], minPrice: '', share: '25' });
    expect(oneUseProblemsOf(empty, LIMITS)).toEqual([
      'licenseeMissing',
      'priceMissing',
      'mediaMissing',
      'placesMissing',
    ]);
  });

  it.each([
    [{ firstDay: 'soon' }, 'firstDayMissing'],
    [{ firstDay: '2028-01-01' }, 'daysReversed'],
    [{ firstDay: '2026-01-01', lastDay: '2026-11-27' }, 'dayPast'],
    [{ minPrice: 'much' }, 'priceMissing'],
    [{ share: '101' }, 'shareTooMuch'],
  ] as const)('is not signed with %o', (overrides, problem) => {
    expect(oneUseProblemsOf(buildDraft(overrides), LIMITS)).toEqual([problem]);
  });

  it('asks for no less than the general consent does', () => {
    expect(oneUseProblemsOf(buildDraft(), { ...LIMITS, leastShareBps: 3_001 })).toEqual(['shareFell']);
    expect(oneUseProblemsOf(buildDraft({ minPrice: '0' }), { ...LIMITS, leastShareBps: 3_000 })).toEqual([]);
  });

  it('is signed as it was written', () => {
    const holder = organizationIdOf('museum');
    expect(oneUseTermsOf(buildDraft(), { holder, currency: CURRENCY })).toEqual({
      holder,
      licensee: STUDIO,
      media: bitsOf(['STREAMING']),
      territories: parseTerritories('CN,FR'),
      firstDay: parseDay('2027-01-01'),
      lastDay: parseDay('2027-12-31'),
      exclusive: true,
      token: CURRENCY.address,
      minPrice: 120_050n,
      shareBps: 3_000,
      rights: TRANSFERABLE,
    });
  });

  it('survives a reload, and what is not understood is begun anew', () => {
    const draft = buildDraft({ minPrice: '1,2', lastDay: '2027-1' });
    expect(readOneUse(JSON.stringify(draft))).toEqual(draft);
    expect(readOneUse(JSON.stringify({ ...draft, media: ['NONE'] }))?.media).toEqual([]);
    for (const text of [null, '', '{', 'null', '{"media":[]}']) expect(readOneUse(text)).toBeNull();
  });

  it('can be changed: it begins with what is permitted, but for a price in a currency that is not known', () => {
    const present = {
      ...buildDraft(),
      licensee: { id: STUDIO },
      minPrice: { amount: '120050', token: CURRENCY.address },
      shareBps: 3_000,
    };
    const known = [YUAN, CURRENCY];
    expect(oneUseOf(present, known)).toEqual(buildDraft({ minPrice: '1200.50' }));
    const inYuan = { ...present, minPrice: { amount: '120050', token: YUAN.address } };
    expect(oneUseOf(inYuan, known)).toEqual(buildDraft({ minPrice: '1200.50', token: YUAN.address }));
    const foreign = { ...present, minPrice: { amount: '7', token: `0x${'ee'.repeat(20)}` } };
    expect(oneUseOf(foreign, known)).toMatchObject({ minPrice: '', token: '' });
  });
});

describe('consent to one use that was given', () => {
  it('is over after its last day, as long as it is neither used nor withdrawn', () => {
    const lastDay = '2026-11-28';
    expect(oneUseStateOf({ state: 'GRANTED', lastDay }, TODAY)).toBe('GRANTED');
    expect(oneUseStateOf({ state: 'GRANTED', lastDay }, TODAY + 1)).toBe('ENDED');
    expect(oneUseStateOf({ state: 'SPENT', lastDay }, TODAY + 1)).toBe('SPENT');
  });

  it('tells by which license it was used up: the first of that licensee that follows in the log', () => {
    const entry = (kind: string, details: object) => ({ kind, details: JSON.stringify(details) });
    const newestFirst = [
      entry('licensed', { licensee: STUDIO, licenseId: '0x03' }),
      entry('licensed', { licensee: STUDIO, licenseId: '0x02' }),
      entry('licensed', { licensee: OTHER, licenseId: '0x09' }),
      entry('use-consent-spent', { licensee: STUDIO }),
      entry('licensed', { licensee: STUDIO, licenseId: '0x01' }),
      entry('use-consent-withdrawn', { licensee: OTHER }),
    ];
    expect(soldByOneUse(newestFirst, STUDIO)).toBe('0x02');
    expect(soldByOneUse(newestFirst, OTHER)).toBeNull();
  });
});
