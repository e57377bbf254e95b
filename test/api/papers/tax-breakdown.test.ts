import { taxOf } from '@lanran/api/billing/domain/invoice-details';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakDown, followsFromRate } from '../../../api/papers/domain/tax-breakdown.ts';

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
const rate = fc.constantFrom(null, 0, 100, 600, 700, 810, 1_900, 2_000, 2_550, 10_000);
const line = fc.record({ gross: fc.bigInt({ min: 0n, max: 10n ** 12n }), rateBps: rate });

describe('tax within prices', () => {
  it('adds up as EN 16931 does: lines to net, net and tax and rounding to the price, tax from net by its rate', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), (lines) => {
        const taxes = breakDown(lines);
        expect(sum(taxes.lines.map(({ net }) => net))).toBe(taxes.net);
        expect(taxes.net + taxes.tax + taxes.rounding).toBe(sum(lines.map(({ gross }) => gross)));
        for (const group of taxes.groups) {
          const own = taxes.lines.filter((each) => each.group === group);
          expect(sum(own.map(({ net }) => net))).toBe(group.net);
          expect((group.net * BigInt(group.rateBps ?? 0) + 5_000n) / 10_000n).toBe(group.tax);
          expect([-1n, 0n, 1n]).toContain(group.rounding);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is that of the order page and the tables', () => {
    fc.assert(
      fc.property(line, ({ gross, rateBps }) => {
        const computed = taxOf({ taxRateBps: rateBps, taxAmount: null }, gross) ?? 0n;
        expect(breakDown([{ gross, rateBps }]).tax).toBe(computed);
      }),
    );
  });

  it('leaves a cent as rounding where no net amount makes the price', () => {
    // 19 %: 0.53 + 0.10 = 0.63, and 0.54 + 0.10 = 0.64.
    const found = Array.from({ length: 200 }, (_, at) => breakDown([{ gross: BigInt(at), rateBps: 1_900 }]));
    const rounded = found.filter(({ rounding }) => rounding !== 0n);
    expect(rounded.length).toBeGreaterThan(0);
    for (const { net, tax, gross, rounding } of rounded) expect(net + tax + rounding).toBe(gross);
  });

  it('names the category: taxed, exempt, or not stated', () => {
    const categories = [1_900, 0, null].map(
      (rateBps) => breakDown([{ gross: 100n, rateBps }]).groups[0]?.category,
    );
    expect(categories).toEqual(['S', 'E', 'O']);
  });

  it('keeps a stated amount, and says whether it follows from the rate', () => {
    const lines = [{ gross: 119_00n, rateBps: 1_900 }];
    const stated = breakDown(lines, 19_05n);
    expect(stated).toMatchObject({ tax: 19_05n, net: 99_95n, rounding: 0n });
    expect(followsFromRate(stated, 2)).toBe(true);
    expect(followsFromRate(breakDown(lines, 12_00n), 2)).toBe(false);
  });
});
