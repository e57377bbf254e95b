import { describe, expect, it } from 'vitest';
import type { OfferDraft } from '../../../web/features/institution/offers/model/offer-draft.ts';
import { NO_RULE } from '../../../web/features/institution/offers/model/price-rule-draft.ts';
import {
  overlappingOffers,
  type StandingOffer,
} from '../../../web/features/institution/offers/model/standing-offers.ts';

const DRAFT: OfferDraft = {
  media: ['STREAMING', 'GAME'],
  territories: ['CN', 'FR'],
  firstDay: '2027-01-01',
  lastDay: '2027-12-31',
  price: '',
  token: '',
  isExclusive: false,
  rights: [],
  isByRule: false,
  rule: NO_RULE,
  isForOne: false,
  licensee: null,
};
const buildOffer = (overrides: Partial<StandingOffer> = {}): StandingOffer => ({
  id: '1',
  media: ['GAME'],
  territories: ['WORLD'],
  firstDay: '2026-01-01',
  lastDay: '2027-01-01',
  exclusive: false,
  price: { amount: '360000', token: '0x00' },
  rule: null,
  ...overrides,
});

describe('offers of which one may be sold in place of the one being written', () => {
  it('are those that share a use, a place and a day with it', () => {
    const offer = buildOffer();
    expect(overlappingOffers(DRAFT, [offer])).toEqual([offer]);
  });

  it.each([
    ['other uses', { media: ['EDUCATION'] }],
    ['other places', { territories: ['JP'] }],
    ['other days', { lastDay: '2026-12-31' }],
    ['exclusivity', { exclusive: true }],
  ])('are not those for %s', (_what, overrides) => {
    expect(overlappingOffers(DRAFT, [buildOffer(overrides)])).toEqual([]);
  });

  it('are none while something of it is missing', () => {
    expect(overlappingOffers({ ...DRAFT, lastDay: '' }, [buildOffer()])).toEqual([]);
  });
});
