import { describe, expect, it } from 'vitest';
import {
  agreedOf,
  checkoutAddress,
  lastAskedFor,
  type OwnRequest,
} from '../../../web/lib/requests/own-requests.ts';

function requestOf(id: string, items: OwnRequest['items'], overrides: Partial<OwnRequest> = {}): OwnRequest {
  const parties: OwnRequest['parties'] = [{ role: 'ASKER', organization: { id: 'studio' } }];
  return { id, kind: 'USE', parties, items, ...overrides };
}

const REQUESTS = [
  requestOf('r3', [{ assetId: 'a3', state: 'AGREED' }], {
    parties: [{ role: 'ASKER', organization: { id: 'other' } }],
  }),
  requestOf('r2', [
    { assetId: 'a1', state: 'DECLINED' },
    { assetId: 'a2', state: 'AGREED' },
  ]),
  requestOf('r1', [{ assetId: 'a1', state: 'AGREED' }]),
  requestOf('r0', [{ assetId: 'a4', state: 'ASKED' }], { kind: 'QUESTION' }),
];

describe('what the reader asked', () => {
  it('is bought in one sheet as far as it is agreed, for one organization', () => {
    const agreed = agreedOf(REQUESTS, 'studio');
    expect(agreed).toEqual({ requestIds: ['r2', 'r1'], count: 2 });
    expect(checkoutAddress(agreed.requestIds)).toBe('/checkout?requests=r2,r1');
    expect(agreedOf(REQUESTS, null).count).toBe(0);
  });

  it('is found again by an asset: the latest request for its use', () => {
    expect(lastAskedFor(REQUESTS, 'a1')).toEqual({ id: 'r2', state: 'DECLINED' });
    expect(lastAskedFor(REQUESTS, 'a4')).toBeNull();
  });
});
