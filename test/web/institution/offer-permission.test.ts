import { describe, expect, it } from 'vitest';
import {
  generalPermission,
  permissionFor,
} from '../../../web/features/institution/offers/model/offer-permission.ts';

type Consents = Parameters<typeof permissionFor>[0];
const STUDIO = { id: '0x01', name: { en: 'Blue Film', zh: '蓝影' } };
const OTHER = { ...STUDIO, id: '0x02' };
const GENERAL = {
  media: ['EDUCATION'],
  territories: ['CN'],
  lastDay: '2028-12-31',
  rights: [],
  shareBps: 2_000,
};
const USE = {
  state: 'GRANTED' as const,
  media: ['STREAMING'],
  territories: ['FR'],
  firstDay: '2027-02-01',
  lastDay: '2027-12-31',
  exclusive: false,
  rights: [],
  shareBps: 1_500,
  minPrice: { amount: '90000', token: '0x00' },
  licensee: STUDIO,
};
const buildConsents = (overrides: Partial<Consents> = {}): Consents => ({
  community: { id: '0x03', slug: 'village', name: STUDIO.name },
  consent: { ...GENERAL, collection: null },
  consentToJoin: null,
  useConsents: [USE],
  ...overrides,
});

describe('what an offer may be within', () => {
  it('is the general consent for anybody, and for whom nothing else is permitted', () => {
    const consents = buildConsents();
    const general = generalPermission(consents);
    expect(permissionFor(consents, { general, licensee: null })).toMatchObject(GENERAL);
    expect(permissionFor(consents, { general, licensee: OTHER })).toMatchObject(GENERAL);
  });

  it('is the permitted use for the organization that it is permitted to', () => {
    const consents = buildConsents();
    const permission = permissionFor(consents, { general: generalPermission(consents), licensee: STUDIO });
    expect(permission).toMatchObject({
      media: ['STREAMING'],
      territories: ['FR'],
      // What the contract demands at the opening is the share of the general consent.
      shareBps: 2_000,
      use: { firstDay: '2027-02-01', exclusive: false, minPrice: '90000' },
    });
  });

  it('is nothing for anybody else where the council has not consented in general', () => {
    const consents = buildConsents({ consent: null });
    expect(generalPermission(consents)).toBeNull();
    expect(permissionFor(consents, { general: null, licensee: null }).media).toEqual([]);
    expect(permissionFor(consents, { general: null, licensee: STUDIO }).shareBps).toBe(1_500);
    const spent = buildConsents({ consent: null, useConsents: [{ ...USE, state: 'SPENT' }] });
    expect(permissionFor(spent, { general: null, licensee: STUDIO }).media).toEqual([]);
  });
});
