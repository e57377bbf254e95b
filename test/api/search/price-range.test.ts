import { describe, expect, it } from 'vitest';
import { BadInputError } from '@lanran/api/platform/kernel/errors';
import { toAssetFilter } from '@lanran/api/search/graphql/asset-filter-input';
import type { AssetFilterInput } from '@lanran/api/search/graphql/asset-inputs';

const TOKEN = `0x${'ab'.repeat(20)}`;
const filterOf = (price: AssetFilterInput['price']) => toAssetFilter({ price } as AssetFilterInput); // all others left out

describe('a range of prices that is asked for', () => {
  it('is of one currency, with either end or none', () => {
    expect(filterOf({ token: TOKEN.toUpperCase().replace('X', 'x') })).toEqual({ price: { token: TOKEN } });
    expect(filterOf({ token: TOKEN, min: '0', max: null })).toEqual({ price: { token: TOKEN, min: '0' } });
    expect(filterOf({ token: TOKEN, min: '5', max: '5' })).toEqual({
      price: { token: TOKEN, min: '5', max: '5' },
    });
  });

  it.each([
    [{ token: 'CNY' }, 'filter.price.token'],
    [{ token: TOKEN, min: '12.50' }, 'filter.price.min'],
    [{ token: TOKEN, min: '-1' }, 'filter.price.min'],
    [{ token: TOKEN, max: `1${'0'.repeat(30)}` }, 'filter.price.max'],
    [{ token: TOKEN, max: '' }, 'filter.price.max'],
    [{ token: TOKEN, min: '6', max: '5' }, 'filter.price.max'],
  ])('is refused by the field that is wrong: %j', (price, field) => {
    try {
      filterOf(price);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(BadInputError);
      expect(error).toMatchObject({ field });
    }
  });
});
