import { describe, expect, it } from 'vitest';
import { parseShortNumber } from '@lanran/protocol/licensing/short-number';
import { quoteReferenceOf } from '@lanran/sdk/desk/quote-reference';

const USE = {
  media: ['STREAMING', 'GAME'],
  territories: ['FR'],
  from: '2027-01-01',
  to: '2027-12-31',
  exclusive: false,
};
const row = (assetId: string, overrides: object = {}) => ({
  assetId,
  outcome: 'FREE',
  offerId: '7',
  offerEnds: '2030-12-31',
  price: { amount: 90_000n, token: '0xAB' },
  ...overrides,
});
const quoted = (...rows: ReturnType<typeof row>[]) => ({ block: { hash: '0x01' }, rows });

describe('the reference of a quote', () => {
  it('is a number that can be said over the telephone, the same on every side', () => {
    const { number } = quoteReferenceOf(quoted(row('0x1')), USE);
    expect(parseShortNumber(number)).toBe(number);
    const asShown = { ...row('0x1'), price: { amount: '90000', token: '0xab' } };
    const use = { ...USE, media: USE.media.toReversed() };
    expect(quoteReferenceOf({ block: { hash: '0x01' }, rows: [asShown] }, use).number).toBe(number);
  });

  it('is another number for another price, use or block', () => {
    const { number } = quoteReferenceOf(quoted(row('0x1')), USE);
    const others = [
      quoteReferenceOf(quoted(row('0x1', { price: { amount: 90_001n, token: '0xAB' } })), USE),
      quoteReferenceOf(quoted(row('0x1')), { ...USE, to: '2028-12-31' }),
      quoteReferenceOf({ ...quoted(row('0x1')), block: { hash: '0x02' } }, USE),
    ];
    expect(others.map((each) => each.number)).not.toContain(number);
  });

  it('holds until the first day of the use, or the earliest end of an offer of it', () => {
    expect(quoteReferenceOf(quoted(row('0x1'), row('0x2')), USE).validUntil).toBe('2027-01-01');
    const early = row('0x2', { offerEnds: '2026-12-24' });
    expect(quoteReferenceOf(quoted(row('0x1'), early), USE).validUntil).toBe('2026-12-24');
    const refused = row('0x2', { outcome: 'REFUSED', offerEnds: '2026-12-24' });
    expect(quoteReferenceOf(quoted(row('0x1'), refused), USE).validUntil).toBe('2027-01-01');
    expect(quoteReferenceOf(quoted(refused), USE).validUntil).toBeNull();
  });
});
