import { describe, expect, it } from 'vitest';
import {
  changeOf,
  draftOfTerms,
  problemsIn,
  readCounterDraft,
  shareBpsOf,
} from '../../../web/features/requests/model/counter-draft.ts';
import { buildTerms, TOKEN } from './build-shown-request.ts';

const CURRENCY = { address: TOKEN, symbol: 'TCNY', decimals: 2 };
const base = draftOfTerms(buildTerms(), CURRENCY);
const against = { base, currency: CURRENCY };

describe('other terms', () => {
  it('begin with those on the table, and name only what is otherwise', () => {
    expect(base).toMatchObject({ price: '1200', share: '20', from: '2027-01-01' });
    expect(problemsIn(base, against)).toEqual(['nothing']);
    const draft = { ...base, to: '2028-12-31', price: '1,500.50', share: '20.0' };
    expect(problemsIn(draft, against)).toEqual([]);
    expect(changeOf(draft, against)).toEqual({ to: '2028-12-31', price: '150050' });
  });

  it('tell everything that is wrong at once', () => {
    const draft = { ...base, media: [], to: '2020-01-01', price: 'a lot', share: '101' };
    expect(problemsIn(draft, against)).toEqual(['media', 'order', 'price', 'share']);
  });

  it('can leave a price open that was, and can’t remove one', () => {
    const open = draftOfTerms(buildTerms({ price: null, share: null, communityShareBps: null }), CURRENCY);
    expect(problemsIn({ ...open, isExclusive: true }, { base: open, currency: CURRENCY })).toEqual([]);
    expect(problemsIn({ ...base, price: '' }, against)).toEqual(['price']);
  });

  it('stay below the largest price of the contracts', () => {
    const largest = 2n ** 96n - 1n;
    const priced = (units: bigint) => ({ ...base, price: `${units / 100n}.${units % 100n}` });
    expect(problemsIn(priced(largest), against)).toEqual([]);
    expect(problemsIn(priced(largest + 1n), against)).toEqual(['priceLimit']);
  });

  it.each([
    ['30', 3_000],
    ['12.5', 1_250],
    ['0.07', 7],
    ['１００', 10_000],
    ['100.01', null],
    ['-1', null],
    ['', null],
  ])('read a share of %j', (text, bps) => {
    expect(shareBpsOf(text)).toBe(bps);
  });

  it('are read back after a reload; what is not understood is nothing', () => {
    expect(readCounterDraft(JSON.parse(JSON.stringify(base)))).toEqual(base);
    expect(readCounterDraft({ ...base, media: 'STREAMING' })).toBeNull();
    expect(readCounterDraft(null)).toBeNull();
  });
});
