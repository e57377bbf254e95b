import {
  accountLines,
  type BillingProfileInput,
  parseBilling,
  payableAt,
} from '@lanran/api/organizations/domain/billing-profile';
import { describe, expect, it } from 'vitest';

const FULL: BillingProfileInput = {
  legalName: 'Museum Stiftung öffentlichen Rechts',
  taxNumber: '91520000MB1234567X',
  vatId: 'de 136 695 976',
  address: { street: 'Am Ring 1', city: 'Leipzig', postcode: '04103', country: 'de' },
  account: { iban: 'de89 3704 0044 0532 0130 00', bic: 'cobadeffxxx', bankName: 'Commerzbank', holder: '' },
  email: 'invoices@example.org',
};

describe('a billing profile', () => {
  it('is kept with its codes as their standards write them', () => {
    expect(parseBilling(FULL)).toMatchObject({
      vatId: 'DE136695976',
      address: { country: 'DE' },
      account: { iban: 'DE89370400440532013000', number: null, bic: 'COBADEFFXXX', holder: null },
    });
  });

  it('of empty lines is none', () => {
    expect(parseBilling({ legalName: ' ', address: { city: '' }, account: { iban: null } })).toBeNull();
  });

  it('has a number of an account where banks have no IBAN', () => {
    const parsed = parseBilling({ account: { number: '6222 0000 0101', bankName: '工商银行凯里支行' } });
    expect(parsed?.account).toMatchObject({ iban: null, number: '6222 0000 0101' });
    expect(accountLines(parsed?.account ?? expect.fail())).toEqual(['工商银行凯里支行', '6222 0000 0101']);
  });

  it.each([
    [{ account: { iban: 'DE89370400440532013001' } }, 'account.iban', /check digits/],
    [{ account: { iban: 'DE8937040044053201300' } }, 'account.iban', /one of DE has 22/],
    [{ account: { bankName: 'Bank' } }, 'account.iban', /number of the account/],
    [{ account: { iban: 'DE89370400440532013000', number: '1' } }, 'account.number', /Leave one out/],
    [{ account: { number: '1', bic: 'COBA' } }, 'account.bic', /8 or 11/],
    [{ vatId: '136695976' }, 'vatId', /two letters of its country/],
    [{ address: { country: 'UK' } }, 'address.country', /ISO 3166-1/],
    [{ address: { city: 'Leipzig' } }, 'address.country', /has to be given/],
    [{ email: 'a@b' }, 'email', /one e-mail address/],
    [{ legalName: 'a\nb' }, 'legalName', /single line/],
    [{ taxNumber: '9'.repeat(41) }, 'taxNumber', /at most 40/],
  ] satisfies [BillingProfileInput, string, RegExp][])('%j is refused at %s', (input, field, says) => {
    const parse = () => parseBilling(input);
    expect(parse).toThrow(says);
    expect(parse).toThrow(expect.objectContaining({ field: `input.billing.${field}` }));
  });

  it('names where to pay; without an account its own words do', () => {
    const billing = parseBilling(FULL);
    expect(payableAt({ billing, bankDetails: 'Ask us' })).toBe(
      'Commerzbank\nIBAN DE89 3704 0044 0532 0130 00\nBIC COBADEFFXXX',
    );
    expect(payableAt({ billing: parseBilling({ vatId: 'DE136695976' }), bankDetails: 'Ask us' })).toBe(
      'Ask us',
    );
  });
});
