import { describe, expect, it } from 'vitest';
import { hasTooManyDecimals, priceUnits } from '../../../../web/lib/territories/price-units.ts';

const YEN = { symbol: 'JPY', decimals: 0 };
const YUAN = { symbol: 'CNY', decimals: 2 };

describe('an amount in a currency', () => {
  it('has no more decimals than its currency', () => {
    expect(priceUnits('12.50', YEN)).toBeNull();
    expect(hasTooManyDecimals('12.50', YEN)).toBe(true);
    expect(hasTooManyDecimals('1,200.505', YUAN)).toBe(true);
    expect(hasTooManyDecimals('１２.５', YEN)).toBe(true);
  });

  it('that is none, or fits, has not too many', () => {
    for (const text of ['', 'a lot', '1200', '12.', '.5', '1.2.3'])
      expect(hasTooManyDecimals(text, YEN)).toBe(false);
    expect(hasTooManyDecimals('12.50', YUAN)).toBe(false);
  });
});
