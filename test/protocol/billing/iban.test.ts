import { findIban, formatIban, parseBic, parseIban } from '@lanran/protocol/billing/iban';
import { isInEuropeanUnion, parseCountry } from '@lanran/protocol/billing/countries';
import { parseVatId } from '@lanran/protocol/billing/vat-id';
import { describe, expect, it } from 'vitest';

describe('account numbers', () => {
  it.each([
    'GB82WEST12345698765432',
    'DE89370400440532013000',
    'FR1420041010050500013M02606',
    'NO9386011117947',
    'BE68539007547034',
    'CH9300762011623852957',
    'MT84MALT011000012345MTLCAST001S',
    'SA0380000000608010167519',
    'LC55HEMM000100010012001200023015',
  ])('%s, as published, is one', (iban) => {
    expect(parseIban(formatIban(iban).toLowerCase())).toBe(iban);
  });

  it('are refused by what is wrong: letters, length, check digits', () => {
    expect(() => parseIban('6222 0000 1234')).toThrow(/two letters of a country/);
    expect(() => parseIban('DE8937040044053201300')).toThrow('has 21 letters and digits; one of DE has 22');
    expect(() => parseIban('GB82WEST12345698765423')).toThrow(/check digits do not fit/);
    expect(findIban('GB82WEST12345698765423')).toBeNull();
    expect(formatIban('GB82WEST12345698765432')).toBe('GB82 WEST 1234 5698 7654 32');
  });

  it('are of banks with 8 or 11 letters and digits', () => {
    expect(parseBic('deut de ff 500')).toBe('DEUTDEFF500');
    expect(() => parseBic('DEUTDEF')).toThrow(/8 or 11/);
    expect(() => parseBic('DEUT12FF')).toThrow(/8 or 11/);
  });
});

describe('VAT identification numbers', () => {
  it.each(['DE136695976', 'ATU12345678', 'FR83404833048', 'NL001234567B01', 'EL123456789', 'CHE123456789'])(
    '%s is one',
    (id) => {
      expect(parseVatId(`${id.slice(0, 2)} ${id.slice(2)}`.toLowerCase())).toBe(id);
    },
  );

  it('are refused without a country, or as that country writes none', () => {
    expect(() => parseVatId('136695976')).toThrow(/two letters of its country/);
    expect(() => parseVatId('DE13669597')).toThrow(/not written as one of DE/);
    expect(() => parseVatId('GR123456789')).toThrow(/EL in place of GR/);
  });
});

describe('countries', () => {
  it('are codes of ISO 3166-1', () => {
    expect(parseCountry(' fr ')).toBe('FR');
    expect(() => parseCountry('UK')).toThrow(/ISO 3166-1/);
    expect(() => parseCountry('France')).toThrow(/such as CN, FR or GB/);
  });

  it('are 27 in the European Union', () => {
    expect(['DE', 'FR', 'HR', 'IE'].every(isInEuropeanUnion)).toBe(true);
    expect(['GB', 'CH', 'NO', 'CN', 'EU'].some(isInEuropeanUnion)).toBe(false);
  });
});
