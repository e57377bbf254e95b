import { describe, expect, it } from 'vitest';
import { RENEWABLE } from '@lanran/protocol/licensing/rights';
import { agreedIn } from '../../../web/features/checkout/model/agreed-items.ts';

const TOKEN = `0x${'7a'.repeat(20)}`;
const NAMED = { id: 'studio', slug: 'studio', name: { en: 'Studio', zh: '工作室' } };
const TERMS = {
  ...{ media: ['STREAMING'], territories: ['CN'], firstDay: '2027-01-01', lastDay: '2027-12-31' },
  ...{ exclusive: false, rights: ['RENEWABLE'], communityShareBps: 2_000 },
  price: { amount: '120000', token: TOKEN },
};
type Request = Parameters<typeof agreedIn>[0];
type Offer = NonNullable<Request['items'][number]['asset']>['offers'][number];

function buildOffer(overrides: Partial<Offer> = {}): Offer {
  return { ...TERMS, id: '7', licensee: { id: 'studio' }, ...overrides };
}

function buildAgreed(offers: Offer[]): Request {
  const asset = {
    id: '0x01',
    identifier: null,
    cover: null,
    title: { en: 'Sleeve', zh: '衣袖' },
    holder: NAMED,
    community: null,
    offers,
  };
  return {
    id: 'r1',
    parties: [{ role: 'ASKER', organization: NAMED }],
    items: [{ assetId: '0x01', state: 'AGREED', asset, terms: TERMS }],
  };
}

describe('what was agreed, as it is bought', () => {
  it('is shown with the price, the share and the rights that were agreed', () => {
    expect(agreedIn(buildAgreed([]))).toMatchObject([
      {
        licensee: 'studio',
        wish: { from: '2027-01-01', to: '2027-12-31' },
        shown: {
          price: { amount: 120_000n, token: TOKEN },
          communityShareBps: 2_000,
          rights: RENEWABLE,
        },
      },
    ]);
  });

  it('is bought by the offer of just that, not by a cheaper one that allows less', () => {
    const cheaper = buildOffer({ id: '3', price: { amount: '1', token: TOKEN }, rights: [], licensee: null });
    const other = buildOffer({ id: '4', rights: [] });
    const ofAnother = buildOffer({ id: '5', licensee: { id: 'rival' } });
    expect(agreedIn(buildAgreed([cheaper, other, ofAnother, buildOffer()]))).toMatchObject([{ offerId: 7n }]);
    expect(agreedIn(buildAgreed([cheaper, other, ofAnother]))).toMatchObject([{ offerId: null }]);
  });
});
