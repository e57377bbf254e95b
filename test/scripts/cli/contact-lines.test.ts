import { describe, expect, it } from 'vitest';
import { orderContactLines } from '../../../scripts/cli/lines/contact.ts';

describe('whom to call about an order', () => {
  it('is holder and community, with where the holder is paid', () => {
    expect(
      orderContactLines({
        holder: { slug: 'museum', contact: { telephone: '0855 555', email: 'a@example.org' } },
        community: { slug: 'village', website: 'https://village.example/' },
        holderBankDetails: 'Museum\nIBAN 00',
      }),
    ).toEqual([
      'holder museum: 0855 555 · a@example.org',
      'pay museum at: Museum, IBAN 00',
      'community village: https://village.example/',
    ]);
  });

  it('is nothing of who said nothing', () => {
    expect(orderContactLines({ holder: { slug: 'museum' }, community: null })).toEqual([]);
  });
});
