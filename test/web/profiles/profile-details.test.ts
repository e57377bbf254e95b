import { describe, expect, it } from 'vitest';
import { ClientError, RefusedError } from '@lanran/sdk/kernel/errors';
import {
  detailsInput,
  detailsOf,
  faultIn,
  readDetails,
  type SavedDetails,
} from '../../../web/lib/profiles/profile-details.ts';
import { NOTHING_SAID } from './said.ts';

const ASSET = `0x${'0a'.repeat(32)}`;
const FULL: SavedDetails = {
  contact: { email: 'a@example.org', telephone: '0855 555', name: 'Office', postalAddress: '1 Road\nKaili' },
  website: 'https://example.org/',
  pictureAsset: { id: ASSET },
  logoAsset: { id: ASSET },
  bankDetails: 'Bank',
  billing: {
    ...{ legalName: 'Museum Stiftung', taxNumber: '12/345', vatId: 'DE136695976', email: 'b@example.org' },
    address: { street: 'Am Ring 1', postcode: '04103', city: 'Leipzig', country: 'DE' },
    account: {
      ...{ holder: 'Stiftung', iban: 'DE89370400440532013000', number: '', bic: 'COBADEFF' },
      bankName: 'Bank',
    },
  },
  welcome: { en: 'Films', zh: null },
  never: { en: null, zh: '广告' },
  answersWithinDays: 14,
  closedUntil: '2090-01-01',
  closedReason: { en: 'New Year', zh: null },
};

describe('the details of a profile', () => {
  it('are sent as they were saved', () => {
    expect(detailsInput(detailsOf(FULL), 'COMMUNITY')).toEqual({
      ...FULL,
      ...{ pictureAsset: ASSET, logoAsset: ASSET },
      welcome: { en: 'Films', zh: '' },
      never: { en: '', zh: '广告' },
      closedReason: { en: 'New Year', zh: '' },
    });
  });

  it('delete the reason with the day', () => {
    const open = { ...detailsOf(FULL), closedUntil: '' };
    expect(detailsInput(open, 'COMMUNITY')).toMatchObject({ closedUntil: null, closedReason: null });
  });

  it('being typed are understood after a reload, and only whole', () => {
    const details = detailsOf(FULL);
    expect(readDetails(JSON.parse(JSON.stringify(details)))).toEqual(details);
    expect(readDetails({ ...details, welcome: 'Films' })).toBeNull();
    expect(readDetails({ ...details, email: undefined })).toBeNull();
    expect(readDetails({ ...details, billing: {} })).toBeNull();
    expect(readDetails(null)).toBeNull();
    expect(readDetails(detailsOf(NOTHING_SAID))).toEqual(detailsOf(NOTHING_SAID));
  });

  it.each(['ten', '1.5', '-1', '1e2'])('refuse “%s” days before anything is sent', (answersWithinDays) => {
    expect(() => detailsInput({ ...detailsOf(FULL), answersWithinDays }, 'COMMUNITY')).toThrow(ClientError);
  });

  it('name the field at fault, of this form alone', () => {
    const refusal = (code: string, field: string) => faultIn(new RefusedError(code, 'refused', { field }));
    expect(refusal('BAD_INPUT', 'input.contact.email')).toBe('input.contact.email');
    expect(refusal('BAD_INPUT', 'input.welcome.zh')).toBe('input.welcome.zh');
    expect(refusal('BAD_INPUT', 'input.billing.account.iban')).toBe('input.billing.account.iban');
    expect(refusal('BAD_INPUT', 'input.billing.card')).toBeNull();
    expect(refusal('BAD_INPUT', 'input.labels.0.text')).toBeNull();
    expect(refusal('FORBIDDEN', 'input.website')).toBeNull();
    expect(faultIn(new Error('away'))).toBeNull();
  });
});
