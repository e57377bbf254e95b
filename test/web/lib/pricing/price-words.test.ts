import { describe, expect, it } from 'vitest';
import type { ShownParts, ShownRule } from '../../../../web/lib/pricing/shown-rule.ts';
import { lowestPerMonth, priceWordsIn } from '../../../../web/lib/pricing/use-price-words.ts';

const TCNY = { symbol: 'TCNY', decimals: 2 };
const RULE: ShownRule = {
  minimum: '50000',
  mediaFactors: [
    { medium: 'STREAMING', factor: 150 },
    { medium: 'GAME', factor: 100 },
  ],
  territoryFactors: [
    { territories: ['FR'], factor: 80 },
    { territories: ['JP'], factor: 80 },
  ],
  exclusivityFactor: null,
};
const buildParts = (overrides: Partial<ShownParts> = {}): ShownParts => ({
  months: 12,
  pricePerMonth: '10000',
  mediaFactor: 150,
  territoryFactor: 80,
  exclusivityFactor: 100,
  computed: '144000',
  minimum: '50000',
  ...overrides,
});
const use = { media: ['STREAMING', 'GAME'], territories: ['FR'] };

describe('how a price is made up', () => {
  it('is said in one line, with what each factor is for', () => {
    const [line, least] = priceWordsIn('en', TCNY).sentences({ parts: buildParts(), rule: RULE, use });
    expect(line).toBe('12 months × 100\u00A0TCNY × 1.50 (streaming) × 0.80 (France) = 1,440\u00A0TCNY');
    expect(least).toBe('At least 500\u00A0TCNY.');
  });

  it('is said in Chinese too', () => {
    const [line] = priceWordsIn('zh', TCNY).sentences({ parts: buildParts(), rule: RULE, use });
    expect(line).toMatch(/^12个月 × 100\u00A0TCNY × 1\.50（.+） × 0\.80（法国） = 1,440\u00A0TCNY$/);
  });

  it('leaves out what changes nothing', () => {
    const parts = buildParts({
      months: 1,
      mediaFactor: 100,
      territoryFactor: 100,
      computed: '10000',
      minimum: '0',
    });
    expect(priceWordsIn('en', TCNY).sentences({ parts, rule: RULE, use })).toEqual([
      'one month × 100\u00A0TCNY = 100\u00A0TCNY',
    ]);
  });

  it('says that the least price counts where the product is below it', () => {
    const parts = buildParts({ computed: '8000' });
    const said = priceWordsIn('en', TCNY).sentences({ parts, rule: RULE, use });
    expect(said[1]).toBe('That is less than the least price, 500\u00A0TCNY, which counts.');
  });

  it('names exclusivity, and a factor without its reason where the offer is not shown', () => {
    const parts = buildParts({ exclusivityFactor: 300 });
    const [line] = priceWordsIn('en', TCNY).sentences({ parts, rule: null, use });
    expect(line).toBe('12 months × 100\u00A0TCNY × 1.50 × 0.80 × 3.00 (exclusive) = 1,440\u00A0TCNY');
  });
});

describe('an offer by a rule', () => {
  it('begins with the lowest price of a month', () => {
    expect(lowestPerMonth(10_000n, RULE)).toBe(8_000n);
    expect(lowestPerMonth(1n, { ...RULE, mediaFactors: [{ medium: 'GAME', factor: 50 }] })).toBe(1n);
    expect(priceWordsIn('en', TCNY).perMonth('10000', RULE)).toBe('from 80\u00A0TCNY a month');
  });

  it('lists each factor that changes something', () => {
    const lines = priceWordsIn('en', TCNY).lines('10000', RULE);
    expect(lines).toContain('× 1.50 for streaming');
    expect(lines).toContain('× 0.80 for France');
    expect(lines).toContain('At least 500\u00A0TCNY');
    expect(lines.join()).not.toContain('game');
  });
});
