import { describe, expect, it } from 'vitest';
import { replacedOf, unfoundOf, withoutPart } from '../../../web/features/catalog/model/search-parts.ts';

const part = (text: string, count: number, instead: string | null = null) => ({ text, count, instead });

describe('the parts of a text', () => {
  it('are left out one by one, the second of two alike too', () => {
    const parts = [part('red', 2), part('fish', 1), part('red', 2)];
    expect(withoutPart('red  fish, red', parts, 1)).toBe('red , red');
    expect(withoutPart('red fish red', parts, 2)).toBe('red fish');
    expect(withoutPart('苗族蝴蝶', [part('苗族', 1), part('蝴蝶', 0)], 1)).toBe('苗族');
    expect(withoutPart('red', [part('blue', 0)], 0)).toBe('red');
  });

  it('are told where nothing has them', () => {
    const parts = [part('batik', 3), part('qqq', 0), part('buterfly', 2, 'butterfly'), part('hu', 1, 'hu')];
    expect(unfoundOf(parts)).toEqual([{ text: 'qqq', at: 1 }]);
    expect(replacedOf(parts)).toEqual([
      { text: 'buterfly', instead: 'butterfly' },
      { text: 'hu', instead: null },
    ]);
  });
});
