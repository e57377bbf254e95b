import { parseCreditorReference } from '@lanran/protocol/billing/creditor-reference';
import { type EpcPayment, epcQr } from '@lanran/protocol/billing/epc-qr';
import { describe, expect, it } from 'vitest';

function payment(overrides: Partial<EpcPayment> = {}): EpcPayment {
  return {
    name: 'Franz Mustermänn',
    iban: 'DE71 1102 2033 0123 4567 89',
    bic: 'BHBLDEHHXXX',
    cents: 1_230n,
    reference: parseCreditorReference('RF18539007547034'),
    ...overrides,
  };
}

describe('the QR code of a SEPA credit transfer', () => {
  it('says who is paid what, and for which invoice, in the lines of EPC069-12', () => {
    expect(epcQr(payment()).split('\n')).toEqual([
      ...['BCD', '002', '1', 'SCT', 'BHBLDEHHXXX', 'Franz Mustermänn', 'DE71110220330123456789'],
      ...['EUR12.30', '', 'RF18539007547034'],
    ]);
    expect(
      epcQr(payment({ bic: null, cents: 5n }))
        .split('\n')
        .slice(4, 8),
    ).toEqual([...['', 'Franz Mustermänn', 'DE71110220330123456789', 'EUR0.05']]);
  });

  it('holds at most 331 bytes, with a name of 70 letters', () => {
    const long = epcQr(payment({ name: '贵州省民族博物馆'.repeat(20), cents: 99_999_999_999n }));
    expect(Array.from(long.split('\n')[5] ?? '')).toHaveLength(70);
    expect(new TextEncoder().encode(long).length).toBeLessThanOrEqual(331);
  });

  it('keeps a name on its line', () => {
    const lines = epcQr(payment({ name: 'Mallory\nDE00 0000' })).split('\n');
    expect(lines[5]).toBe('Mallory DE00 0000');
    expect(lines).toHaveLength(10);
  });

  it('is refused without an amount, above the limit, without a name, and for a wrong account', () => {
    for (const cents of [0n, -1n, 100_000_000_000n])
      expect(() => epcQr(payment({ cents }))).toThrow(/0.01 to 999,999,999.99/);
    expect(() => epcQr(payment({ name: ' \n' }))).toThrow(/who is paid/);
    expect(() => epcQr(payment({ iban: 'DE71110220330123456788' }))).toThrow(/check digits/);
  });
});
