import { describe, expect, it } from 'vitest';
import { isPendingOf } from '../../../web/features/requests/model/due-acts.ts';
import { buildItem, buildTerms, TOKEN } from './build-shown-request.ts';

describe('a consent that waits for signatures', () => {
  const { media, territories, firstDay, lastDay, exclusive, rights } = buildTerms();
  const terms = {
    ...{ media, territories, firstDay, lastDay, exclusive, rights },
    ...{ price: { amount: '120000', token: TOKEN }, communityShareBps: 2_000 },
  };

  it('is of a request where it is to just its terms, not to another use by the same studio', () => {
    const item = buildItem();
    const { assetId } = item;
    expect(isPendingOf(item, { assetId, terms })).toBe(true);
    expect(isPendingOf(item, { assetId, terms: { ...terms, media: ['GAME'] } })).toBe(false);
    expect(isPendingOf(item, { assetId, terms: { ...terms, communityShareBps: 1_000 } })).toBe(false);
    expect(isPendingOf(item, { assetId: '0x02', terms })).toBe(false);
  });
});
