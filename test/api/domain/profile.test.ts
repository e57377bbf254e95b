import { isDoorClosed } from '@lanran/api/organizations/domain/beforehand';
import type { OrganizationKind } from '@lanran/api/platform/kernel/actor';
import { parseBilling } from '@lanran/api/organizations/domain/billing-profile';
import { parseDay } from '@lanran/protocol/kernel/day';
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
const TODAY = parseDay('2026-11-29');
const FULL: Profile = {
  ...NOTHING,
  description: { en: 'A museum' },
  contact: { email: 'office@example.org', telephone: null, name: null, postalAddress: null },
  website: 'https://museum.example.org/',
  pictureAsset: ASSET,
  logoAsset: ASSET,
  bankDetails: 'Bank of Examples',
  billing: parseBilling({ vatId: 'DE136695976' }),
  welcome: { en: 'Films' },
  never: { zh: '广告' },
  answersWithinDays: 14,
  closedUntil: TODAY + 7,
  closedReason: { en: 'New Year' },
};

const parsed = (input: ProfileInput, present = NOTHING, kind: OrganizationKind = MUSEUM.kind) =>
  parseProfile({ ...MUSEUM, kind }, input, { present, today: TODAY });

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
    const nulls = {
      contact: null,
      website: null,
      pictureAsset: null,
      logoAsset: null,
      bankDetails: null,
      billing: null,
      ...{ welcome: null, never: null, answersWithinDays: null, closedUntil: null },
    };
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

  it('is asked of a closed door until the last day that it named, included', () => {
    const closed = parsed({ closedUntil: '2026-12-24' });
    expect(isDoorClosed(closed, parseDay('2026-12-24'))).toBe(true);
    expect(isDoorClosed(closed, parseDay('2026-12-25'))).toBe(false);
    expect(isDoorClosed(NOTHING, TODAY)).toBe(false);
  });

  it('takes a closed door from today to a year ahead, and its reason goes with it', () => {
    expect(parsed({ closedUntil: '2026-11-29' }).closedUntil).toBe(TODAY);
    expect(parsed({ closedUntil: '2027-11-29' }).closedUntil).toBe(TODAY + 365);
    expect(parsed({ closedUntil: null }, FULL)).toMatchObject({ closedUntil: null, closedReason: null });
    expect(parsed({ closedUntil: '2026-12-01' }, FULL).closedReason).toEqual({ en: 'New Year' });
  });

  it.each(['welcome', 'never', 'closedReason'] as const)(
    '%s is of communities and institutions alone',
    (field) => {
      const input = { closedUntil: '2026-12-01', [field]: { en: 'Films' } };
      expect(parsed(input, NOTHING, 'COMMUNITY')[field]).toEqual({ en: 'Films' });
      expect(() => parsed({ [field]: { en: 'Films' } }, NOTHING, 'STUDIO')).toThrow(
        expect.objectContaining({ code: 'BAD_INPUT', field: `input.${field}` }) as Error,
      );
    },
  );

  it.each([
    ['a door that was closed until yesterday', { closedUntil: '2026-11-28' }, 'input.closedUntil'],
    ['a door closed for more than a year', { closedUntil: '2027-12-01' }, 'input.closedUntil'],
    ['a door closed until no day', { closedUntil: '2026-02-30' }, 'input.closedUntil'],
    ['a reason for an open door', { closedReason: { en: 'Why' } }, 'input.closedReason'],
    ['an answer within 0 days', { answersWithinDays: 0 }, 'input.answersWithinDays'],
    ['an answer within 366 days', { answersWithinDays: 366 }, 'input.answersWithinDays'],
    ['an answer within half a day', { answersWithinDays: 0.5 }, 'input.answersWithinDays'],
    ['a welcome of 10 KB', { welcome: { en: 'a'.repeat(10_240) } }, 'input.welcome.en'],
    ['a no with a control character', { never: { zh: '不\u0000可' } }, 'input.never.zh'],
    ['a welcome without words', { welcome: {} }, 'input.welcome'],
    ['a script as website', { website: 'javascript:alert(1)' }, 'input.website'],
    ['a script with a domain', { website: 'javascript://example.org/%0aalert(1)' }, 'input.website'],
    ['an address of another protocol', { website: 'ftp://example.org/' }, 'input.website'],
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
    expect(() => parsed(input)).toThrow(expect.objectContaining({ code: 'BAD_INPUT', field }) as Error);
  });
});
