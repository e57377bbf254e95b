import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { describe, expect, it } from 'vitest';
import { isFlat, priceOf, requirePriceRule } from '@lanran/protocol/licensing/pricing';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import {
  emptyDraft,
  EVERYTHING,
  problemsOf,
  requestOf,
} from '../../../web/features/institution/offers/model/offer-draft.ts';
import { priceExamples } from '../../../web/features/institution/offers/model/price-example.ts';
import {
  factorOf,
  NO_RULE,
  priceRuleOf,
  readRule,
  type RuleDraft,
  ruleProblems,
  shownRuleOf,
} from '../../../web/features/institution/offers/model/price-rule-draft.ts';

const TCNY: PlatformCurrency = {
  ...{ symbol: 'TCNY', decimals: 2, kind: 'TEST' },
  address: parseAddress(`0x${'70'.repeat(20)}`),
};
const buildRule = (overrides: Partial<RuleDraft> = {}): RuleDraft => ({ ...NO_RULE, ...overrides });
const buildOffer = (rule: Partial<RuleDraft> = {}) => ({
  ...emptyDraft(EVERYTHING, '2027-01-01'),
  media: ['STREAMING', 'GAME'] as const,
  territories: ['WORLD'],
  lastDay: '2028-12-31',
  price: '100',
  isByRule: true,
  rule: buildRule(rule),
});
const problems = (offer: ReturnType<typeof buildOffer>) =>
  problemsOf(offer, { permission: EVERYTHING, today: '2027-01-01', currency: TCNY });

describe('a factor', () => {
  it.each([
    ['', 100],
    ['1', 100],
    ['1.5', 150],
    ['0.8', 80],
    ['０.05', 5],
    ['655.35', 65_535],
  ])('reads %s', (text, hundredths) => {
    expect(factorOf(text)).toBe(hundredths);
  });

  it.each(['0', '0.00', '-1', '1.234', 'half', '655.36', '1,5'])('refuses %s', (text) => {
    expect(factorOf(text)).toBeNull();
  });
});

describe('a price by the use', () => {
  it('becomes exactly what is signed', () => {
    const offer = buildOffer({
      minimum: '500',
      mediaFactors: { STREAMING: '1.5' },
      groups: [{ territories: ['CN'], factor: '0.8' }],
    });
    const rule = requestOf(offer, TCNY).rule;
    expect(rule).toMatchObject({
      minimum: 50_000n,
      groups: [{ territories: parseTerritories('CN'), factor: 80 }],
      exclusivityFactor: 0,
    });
    expect(rule?.mediaFactors).toHaveLength(16);
    expect(rule?.mediaFactors.filter((factor) => factor !== 0).sort()).toEqual([100, 150]);
  });

  it('stays a price of a month where no factor is given', () => {
    const rule = priceRuleOf(buildOffer(), TCNY);
    expect(isFlat(rule)).toBe(false);
    const request = requestOf(buildOffer(), TCNY);
    expect(priceOf({ price: request.price, rule }, { ...request, lastDay: request.firstDay + 58 })).toBe(
      20_000n,
    );
  });

  it('names every factor, group and amount that is wrong at once', () => {
    const offer = buildOffer({
      minimum: 'x',
      mediaFactors: { GAME: '0', THEATRICAL: 'not offered' },
      groups: [
        { territories: [], factor: '1' },
        { territories: ['CN'], factor: 'y' },
      ],
      exclusivityFactor: 'z',
    });
    expect(ruleProblems({ ...offer, isExclusive: true }, TCNY)).toEqual([
      { code: 'mediaFactors', names: ['GAME'] },
      { code: 'groupPlaces', group: 1 },
      { code: 'groupFactor', group: 2 },
      { code: 'exclusivityFactor' },
      { code: 'minimum' },
    ]);
    const nine = Array.from({ length: 9 }, () => ({ territories: ['CN'], factor: '1' }));
    expect(problems(buildOffer({ groups: nine }))).toEqual([{ code: 'groups' }]);
  });

  it('is refused by the rules of the contract before it is signed', () => {
    expect(problems({ ...buildOffer(), price: '0' })).toEqual([{ code: 'pricing', problem: 'BASE_ZERO' }]);
    const dear = { ...buildOffer({ mediaFactors: { GAME: '655.35' } }), price: '9'.repeat(24) };
    expect(problems(dear)).toEqual([{ code: 'pricing', problem: 'PRICE_TOO_HIGH' }]);
    expect(() =>
      requirePriceRule({ ...requestOf(buildOffer(), TCNY), rule: priceRuleOf(buildOffer(), TCNY) }),
    ).not.toThrow();
  });

  it('shows what uses would cost', () => {
    const offer = buildOffer({
      minimum: '500',
      mediaFactors: { STREAMING: '1.5' },
      groups: [{ territories: ['CN'], factor: '0.8' }],
    });
    const [year, month] = priceExamples(offer, TCNY);
    expect(year).toMatchObject({ lastDay: '2027-12-31', price: 180_000n });
    expect(year?.parts).toMatchObject({ months: 12, mediaFactor: 150, territoryFactor: 100 });
    // 1 × 100 × 0.80 is below the least price.
    expect(month).toMatchObject({ territories: ['CN'], lastDay: '2027-01-28', price: 50_000n });
  });

  it('is shown with the factors of what is offered', () => {
    expect(shownRuleOf(buildOffer({ mediaFactors: { GAME: '2' } }), TCNY).mediaFactors).toEqual([
      { medium: 'STREAMING', factor: 100 },
      { medium: 'GAME', factor: 200 },
    ]);
  });

  it('comes back as it was typed, and is none when it is not understood', () => {
    const rule = buildRule({ minimum: '1', groups: [{ territories: ['CN'], factor: '0.' }] });
    expect(readRule(JSON.parse(JSON.stringify(rule)))).toEqual(rule);
    expect(readRule('x')).toEqual(NO_RULE);
    expect(readRule({ groups: [7], mediaFactors: { GAME: 7 } })).toEqual(NO_RULE);
  });
});
