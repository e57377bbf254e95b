import { describe, expect, it } from 'vitest';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { parseDay } from '@lanran/protocol/kernel/day';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import type { Wish } from '@lanran/protocol/licensing/window';
import type { OfferedAsset } from '../../../web/features/studio/wish/model/asset-offers.ts';
import { cheapestFirst } from '../../../web/features/studio/wish/model/use-fitting-offers.ts';
import { offersFitting, readOffer } from '../../../web/features/studio/wish/model/use-offer.ts';

type Offer = OfferedAsset['offers'][number];

const buildOffer = (id: string, overrides: Partial<Offer> = {}): Offer => ({
  id,
  licensee: null,
  rule: null,
  media: ['STREAMING', 'GAME'],
  territories: ['WORLD'],
  firstDay: '2027-01-01',
  lastDay: '2027-12-31',
  exclusive: false,
  communityShareBps: 0,
  rights: [],
  price: { amount: '100', token: '0x00' },
  ...overrides,
});
const wish: Wish = {
  media: bitsOf(['STREAMING']),
  territories: parseTerritories('FR,CN'),
  firstDay: parseDay('2027-02-01'),
  lastDay: parseDay('2027-06-30'),
  exclusive: false,
};
const asset = {
  offers: [
    buildOffer('1'),
    buildOffer('2', { rights: ['TRANSFERABLE'] }),
    buildOffer('3', { media: ['GAME'] }),
    buildOffer('4', { lastDay: '2027-03-01' }),
    buildOffer('5', { exclusive: true }),
    buildOffer('6', { licensee: { id: '0xab' } }),
    buildOffer('7', { territories: ['CN'] }),
  ],
};
const idsFor = (licensee: string | null) => offersFitting({ asset, licensee, wish }).map(({ id }) => id);

describe('the offer that is taken', () => {
  it('covers the whole wish, is of its kind, and is not kept for another', () => {
    expect(idsFor(null)).toEqual(['1', '2']);
    expect(idsFor('0xab')).toEqual(['1', '2', '6']);
    expect(offersFitting({ asset, licensee: null, wish: null })).toEqual([]);
  });

  it('is the cheapest unless the address names another that fits', () => {
    const read = (search: string) => readOffer(new URLSearchParams(search), { asset, licensee: null, wish });
    expect(read('')).toBeNull();
    expect(read('offer=2')).toBe('2');
    expect(read('offer=3')).toBeNull();
    expect(read('offer=99')).toBeNull();
  });

  it('is the earlier of several as cheap', () => {
    const priced = (id: string, amount: string) => ({ id, quote: { price: { amount } } });
    const offers = [priced('12', '90'), priced('3', '1000'), priced('4', '90')];
    expect(cheapestFirst(offers).map(({ id }) => id)).toEqual(['4', '12', '3']);
  });
});
