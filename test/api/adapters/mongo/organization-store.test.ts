import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Organization, OrganizationProfile } from '@lanran/api/organizations/domain/organization';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { readAll, startStores, type StoresUnderTest } from './stores-under-test.ts';

const key = (digit: string): Hex => `0x${digit.repeat(40)}`;

function buildProfile(slug: string, overrides: Partial<OrganizationProfile> = {}): OrganizationProfile {
  return {
    id: organizationIdOf(slug),
    slug,
    name: { en: slug, zh: '博物馆' },
    kind: 'INSTITUTION',
    requestedBy: key('1'),
    requestedAt: new Date('2026-11-26T09:00:00Z'),
    ...overrides,
  };
}

function buildOrganization(slug: string, overrides: Partial<Organization> = {}): Organization {
  return {
    id: organizationIdOf(slug),
    slug,
    name: { en: slug },
    kind: 'INSTITUTION',
    isAdmitted: true,
    members: [{ address: key('1'), role: 'OWNER' }],
    payout: key('9'),
    council: null,
    succession: null,
    suspension: null,
    requestedBy: null,
    requestedAt: null,
    projectedIndex: 1,
    ...overrides,
  };
}

describe('organizations in MongoDB', () => {
  let under: StoresUnderTest;

  beforeAll(async () => {
    under = await startStores();
  });
  afterAll(() => under.stop());

  it('keeps a profile as and when it was asked for first; the same key may rename it', async () => {
    const { organizations } = under.stores;
    const profile = buildProfile('asker');
    expect(await organizations.request(profile)).toBe(true);
    const pending = {
      ...profile,
      isAdmitted: false,
      members: [],
      payout: null,
      council: null,
      succession: null,
      suspension: null,
      projectedIndex: -1,
    };
    expect(await organizations.find(profile.id)).toStrictEqual(pending);
    expect(await organizations.request({ ...profile, requestedBy: key('2') })).toBe(false);
    expect(await organizations.find(profile.id)).toStrictEqual(pending);
    expect(
      await organizations.request({
        ...profile,
        requestedAt: new Date('2026-11-27T09:00:00Z'),
        name: { en: 'Renamed' },
      }),
    ).toBe(true);
    expect(await organizations.find(profile.id)).toStrictEqual({ ...pending, name: { en: 'Renamed' } });
  });

  it('lets one of two keys that ask at once have the slug', async () => {
    const { organizations } = under.stores;
    const outcomes = await Promise.all(
      ['1', '2', '3', '4'].map((digit) =>
        organizations.request(buildProfile('wanted', { requestedBy: key(digit) })),
      ),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
  });

  it('takes the same request of one key many times at once', async () => {
    const { organizations } = under.stores;
    const requests = Array.from({ length: 8 }, () => organizations.request(buildProfile('impatient')));
    expect(await Promise.all(requests)).toEqual(Array.from({ length: 8 }, () => true));
  });

  it('projects what the chain says onto a profile, whose names stay, and never an older state', async () => {
    const { organizations } = under.stores;
    await organizations.request(buildProfile('projected'));
    const member = (role: 'OWNER' | 'EDITOR') => [{ address: key('1'), role }];
    const newer = buildOrganization('projected', {
      slug: 'other',
      name: { en: 'other' },
      projectedIndex: 8,
      members: member('EDITOR'),
    });
    await organizations.project(newer);
    await organizations.project({ ...newer, projectedIndex: 7, members: member('OWNER') });
    await organizations.project({ ...newer, projectedIndex: 8, members: member('OWNER') });
    expect(await organizations.find(newer.id)).toStrictEqual({
      ...newer,
      slug: 'projected',
      name: { en: 'projected', zh: '博物馆' },
      requestedBy: key('1'),
      requestedAt: new Date('2026-11-26T09:00:00Z'),
    });
  });

  it('shows an organization without a profile as it is projected first', async () => {
    const { organizations } = under.stores;
    const unprofiled = buildOrganization('unprofiled', { council: key('c') });
    await organizations.project(unprofiled);
    expect(await organizations.find(unprofiled.id)).toStrictEqual(unprofiled);
  });

  it('finds the admitted organizations a key is member or council of', async () => {
    const { organizations } = under.stores;
    const me = key('e');
    const members = [
      { address: key('1'), role: 'OWNER' },
      { address: me, role: 'VIEWER' },
    ] as const;
    await organizations.project(buildOrganization('mine', { members }));
    await organizations.project(buildOrganization('spoken-for', { council: me }));
    await organizations.project(buildOrganization('not-yet', { members, isAdmitted: false }));
    await organizations.project(buildOrganization('others'));
    const found = await organizations.listByKey(me);
    expect(found.map(({ slug }) => slug).sort()).toEqual(['mine', 'spoken-for']);
    expect(await organizations.listByKey(key('f'))).toEqual([]);
  });

  it('lists by name, of one kind or all, without gap or repeat', async () => {
    const { organizations } = under.stores;
    const slugs = ['zebra', 'alpha', 'mule', 'beta', 'yak'];
    for (const slug of slugs) await organizations.project(buildOrganization(slug, { kind: 'AUDITOR' }));
    for (const first of [1, 2, 5, 100]) {
      const listed = await readAll((page) => organizations.list('AUDITOR', page), first);
      expect(listed.map(({ slug }) => slug)).toEqual([...slugs].sort());
    }
    const all = await readAll((page) => organizations.list(null, page), 3);
    expect(all.length).toBeGreaterThan(slugs.length);
    expect(await organizations.findMany([organizationIdOf('yak'), organizationIdOf('nobody')])).toMatchObject(
      [{ slug: 'yak' }],
    );
  });
});
