import { describe, expect, it } from 'vitest';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { SUBLICENSABLE, RENEWABLE } from '@lanran/protocol/licensing/rights';
import { parseTerritories, territoryCodes, WORLD } from '@lanran/protocol/territories/territories';
import {
  emptyDraft,
  EVERYTHING,
  type OfferDraft,
  type Permission,
  problemsOf,
  readDraft,
  requestOf,
  sharesOf,
} from '../../../web/features/institution/offers/model/offer-draft.ts';
import { NO_RULE } from '../../../web/features/institution/offers/model/price-rule-draft.ts';
import { priceUnits } from '../../../web/lib/territories/price-units.ts';

const TODAY = '2026-11-26';
const TCNY: PlatformCurrency = {
  ...{ symbol: 'TCNY', decimals: 2, kind: 'TEST' },
  address: parseAddress(`0x${'70'.repeat(20)}`),
};
const CONSENT: Permission = {
  media: ['STREAMING', 'EDUCATION'],
  territories: ['CN', 'FR'],
  lastDay: '2028-12-31',
  rights: [],
  shareBps: 3_000,
};

const buildDraft = (overrides: Partial<OfferDraft> = {}): OfferDraft => ({
  media: ['STREAMING'],
  territories: ['CN'],
  firstDay: '2027-01-01',
  lastDay: '2027-12-31',
  price: '1200',
  token: '',
  isExclusive: false,
  rights: [],
  isByRule: false,
  rule: NO_RULE,
  isForOne: false,
  licensee: null,
  ...overrides,
});
const problems = (draft: OfferDraft, permission: Permission = CONSENT) =>
  problemsOf(draft, { permission, today: TODAY, currency: TCNY });

describe('an offer that is being written', () => {
  it('has nothing against it when it is within the consent', () => {
    expect(problems(buildDraft())).toEqual([]);
  });

  it('starts with what consent alone leaves open', () => {
    expect(emptyDraft(CONSENT, TODAY)).toMatchObject({
      firstDay: TODAY,
      lastDay: '2028-12-31',
      territories: ['CN', 'FR'],
    });
    expect(emptyDraft(EVERYTHING, TODAY)).toMatchObject({ lastDay: '', territories: [] });
  });

  it('names everything that is missing at once', () => {
    const draft = buildDraft({ media: [], territories: [], firstDay: '', lastDay: '', price: '' });
    expect(problems(draft).map(({ code }) => code)).toEqual([
      'media',
      'territories',
      'first',
      'last',
      'price',
    ]);
  });

  it('names each thing that the community did not consent to', () => {
    const draft = buildDraft({
      media: ['STREAMING', 'GAME'],
      territories: ['CN', 'JP'],
      lastDay: '2029-01-01',
      rights: ['SUBLICENSABLE', 'RENEWABLE'],
    });
    expect(problems(draft)).toEqual([
      { code: 'mediaBeyond', names: ['GAME'] },
      { code: 'territoriesBeyond', names: ['JP'] },
      { code: 'lastBeyond', day: '2028-12-31' },
      { code: 'rightsBeyond', names: ['SUBLICENSABLE'] },
    ]);
    expect(problems(buildDraft({ territories: ['WORLD'] }))).toEqual([
      { code: 'territoriesBeyond', names: territoryCodes(WORLD & ~parseTerritories('CN,FR')) },
    ]);
  });

  it('refuses days in the wrong order and days that are over', () => {
    expect(problems(buildDraft({ firstDay: '2027-02-01', lastDay: '2027-01-31' }))).toEqual([
      { code: 'order' },
    ]);
    expect(problems(buildDraft({ firstDay: '2026-01-01', lastDay: '2026-11-25' }))).toEqual([
      { code: 'past' },
    ]);
    expect(problems(buildDraft({ firstDay: TODAY, lastDay: TODAY }))).toEqual([]);
  });

  it('becomes exactly what is signed', () => {
    const draft = buildDraft({
      territories: ['WORLD'],
      rights: ['SUBLICENSABLE', 'RENEWABLE'],
      price: '0.50',
    });
    expect(requestOf(draft, TCNY)).toEqual({
      token: TCNY.address,
      media: bitsOf(['STREAMING']),
      territories: WORLD,
      firstDay: 20_819,
      lastDay: 21_183,
      exclusive: false,
      price: 50n,
      rights: SUBLICENSABLE | RENEWABLE,
    });
  });

  it('comes back as it was typed, and is nothing when it is not understood', () => {
    const draft = buildDraft({ price: '1,2', isExclusive: true, rights: ['REVOCABLE'] });
    expect(readDraft(JSON.stringify(draft), buildDraft())).toEqual(draft);
    expect(readDraft('{', draft)).toBeNull();
    expect(readDraft('', draft)).toBeNull();
    expect(readDraft('{"media":["NONE"],"territories":7}', draft)).toMatchObject({
      media: [],
      territories: [],
    });
  });
});

describe('a price', () => {
  it.each([
    ['1200', 120_000n],
    ['1,200.50', 120_050n],
    ['１２００', 120_000n],
    [' 1 200.5 ', 120_050n],
    ['0', 0n],
  ])('reads %s', (text, units) => {
    expect(priceUnits(text, TCNY)).toBe(units);
  });

  it.each(['', 'free', '-1', '1.234', '12,00', '1e3'])('refuses %s', (text) => {
    expect(priceUnits(text, TCNY)).toBeNull();
  });

  it('is parted without losing a unit', () => {
    expect(sharesOf(100n, 3_333)).toEqual({ community: 34n, rest: 66n });
    expect(sharesOf(0n, 3_000)).toEqual({ community: 0n, rest: 0n });
  });
});
