import { describe, expect, it } from 'vitest';
import {
  emptyProfile,
  parseProfile,
  type Profile,
  type ProfileInput,
} from '@lanran/api/organizations/domain/profile';
import { organizationIdOf, parseAssetId } from '@lanran/protocol/kernel/ids';

const MUSEUM = { id: organizationIdOf('museum'), kind: 'INSTITUTION' } as const;
const NOTHING = emptyProfile(MUSEUM.id);
const ASSET = parseAssetId(`0x${'0a'.repeat(32)}`);
const FULL: Profile = {
  ...NOTHING,
  description: { en: 'A museum' },
  contact: { email: 'office@example.org', telephone: null, name: null, postalAddress: null },
  website: 'https://museum.example.org/',
  pictureAsset: ASSET,
  logoAsset: ASSET,
  bankDetails: 'Bank of Examples',
};

const parsed = (input: ProfileInput, present = NOTHING) => parseProfile(MUSEUM, input, present);

describe('a profile', () => {
  it('takes contact, website and bank details, trimmed and in NFC', () => {
    const contact = {
      email: ' office@example.org ',
      telephone: '+86 855 555 0101 转 8',
      name: 'Cafe\u0301',
      postalAddress: '1 River Road\nKaili',
    };
    expect(
      parsed({ contact, website: 'HTTPS://Museum.Example.org', bankDetails: 'Name\nIBAN 00' }),
    ).toMatchObject({
      contact: { ...contact, email: 'office@example.org', name: 'Caf\u00e9' },
      website: 'https://museum.example.org/',
      bankDetails: 'Name\nIBAN 00',
    });
  });

  it('shows a website under a name that looks like another as what it is', () => {
    expect(parsed({ website: 'https://ехаmple.org' }).website).toMatch(/^https:\/\/xn--/);
  });

  it('keeps what the input leaves out, but for description and labels', () => {
    expect(parsed({}, FULL)).toEqual({ ...FULL, description: null });
  });

  it('deletes what is null or empty', () => {
    const nulls = { contact: null, website: null, pictureAsset: null, logoAsset: null, bankDetails: null };
    expect(parsed(nulls, FULL)).toEqual(NOTHING);
    expect(parsed({ ...nulls, contact: { email: ' ' }, website: '', bankDetails: '\n' }, FULL)).toEqual(
      NOTHING,
    );
  });

  it('replaces a contact as a whole', () => {
    expect(parsed({ contact: { telephone: '0855 555' } }, FULL).contact).toEqual({
      ...{ email: null, telephone: '0855 555', name: null, postalAddress: null },
    });
  });

  it.each([
    ['a script as website', { website: 'javascript:alert(1)' }, 'input.website'],
    ['a script behind a tab', { website: 'java\tscript:alert(1)' }, 'input.website'],
    ['data as website', { website: 'data:text/html,hello' }, 'input.website'],
    ['a name and a password in a website', { website: 'https://a:b@example.org' }, 'input.website'],
    ['a website without a domain', { website: 'https://museum' }, 'input.website'],
    ['words as website', { website: 'our museum' }, 'input.website'],
    ['a website on two lines', { website: 'https://example.org/a\nb' }, 'input.website'],
    ['a website of 10 KB', { website: `https://example.org/${'a'.repeat(10_240)}` }, 'input.website'],
    [
      'a website that is longer when written out',
      { website: `https://example.org/${'中'.repeat(99)}` },
      'input.website',
    ],
    ['an e-mail address without @', { contact: { email: 'office.example.org' } }, 'input.contact.email'],
    ['two e-mail addresses', { contact: { email: 'a@example.org,b@example.org' } }, 'input.contact.email'],
    [
      'an e-mail address with a header',
      { contact: { email: 'a@example.org?bcc=b@example.org' } },
      'input.contact.email',
    ],
    ['a telephone of words', { contact: { telephone: 'call us' } }, 'input.contact.telephone'],
    ['a name with a control character', { contact: { name: 'a\u0007' } }, 'input.contact.name'],
    ['a name on two lines', { contact: { name: 'a\nb' } }, 'input.contact.name'],
    [
      'a postal address of 10 KB',
      { contact: { postalAddress: 'a'.repeat(10_240) } },
      'input.contact.postalAddress',
    ],
    ['bank details of 1,001 characters', { bankDetails: '1'.repeat(1_001) }, 'input.bankDetails'],
    ['bank details that turn direction', { bankDetails: 'IBAN \u202e123' }, 'input.bankDetails'],
  ])('refuses %s', (_what, input, field) => {
    expect(() => parsed(input)).toThrowError(expect.objectContaining({ code: 'BAD_INPUT', field }) as Error);
  });
});
