import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { License, Offer } from '@lanran/api/licensing/domain/license';
import type { Consent } from '@lanran/api/consent/domain/consent';
import {
  assetIdOf,
  licenseIdFrom,
  organizationIdOf,
  randomBytes32,
  parseStatementHash,
} from '@lanran/protocol/kernel/ids';
import { SUBLICENSABLE } from '@lanran/protocol/licensing/rights';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { licenseIdOf, type Terms } from '@lanran/protocol/licensing/terms';
import { TERRITORIES_HASH, WORLD } from '@lanran/protocol/territories/territories';
import { readAll, startStores, type StoresUnderTest } from './stores-under-test.ts';

const MUSEUM = organizationIdOf('museum');
const STUDIO = organizationIdOf('studio');
const TOKEN = parseAddress(`0x${'aa'.repeat(20)}`);
const HUGE = 2n ** 255n - 19n;

const newAssetId = () => assetIdOf(MUSEUM, randomBytes32());

function buildConsent(overrides: Partial<Consent> = {}): Consent {
  return {
    assetId: newAssetId(),
    community: organizationIdOf('xijiang'),
    holder: MUSEUM,
    media: 2 ** 32 - 1,
    territories: WORLD,
    lastDay: 21_000,
    shareBps: 1_000,
    rights: 3,
    isWithdrawn: false,
    projectedIndex: 4,
    ...overrides,
  };
}

function buildOffer(overrides: Partial<Offer> = {}): Offer {
  return {
    id: '1',
    assetId: newAssetId(),
    holder: MUSEUM,
    media: 5,
    territories: WORLD - 1n,
    firstDay: 20_000,
    lastDay: 21_000,
    exclusive: false,
    token: TOKEN,
    price: HUGE,
    rule: {
      minimum: HUGE,
      mediaFactors: [150, ...Array<number>(15).fill(100)],
      groups: [{ territories: WORLD - 1n, factor: 80 }],
      exclusivityFactor: 300,
    },
    licensee: STUDIO,
    communityShareBps: 1_000,
    rights: 4,
    isClosed: false,
    projectedIndex: 5,
    ...overrides,
  };
}

function buildLicense({
  assetId = newAssetId(),
  offerId = 2n ** 64n - 1n,
  origin = 'SUBLICENSE',
  parent = licenseIdFrom(HUGE),
  rights = 5,
  ...overrides
}: Partial<License> &
  Partial<Pick<Terms, 'assetId' | 'offerId' | 'origin' | 'parent' | 'rights'>> = {}): License {
  const terms: Terms = {
    assetId,
    version: parseStatementHash(randomBytes32()),
    licensee: STUDIO,
    offerId,
    wish: { media: 4, territories: WORLD - 1n, firstDay: 20_000, lastDay: 20_001, exclusive: true },
    token: TOKEN,
    price: HUGE,
    communityShareBps: 1_000,
    operatorShareBps: 0,
    rights,
    origin,
    parent,
    territoriesHash: TERRITORIES_HASH,
  };
  return {
    id: licenseIdOf(terms),
    terms,
    takenVersions: [{ version: parseStatementHash(randomBytes32()), at: new Date(1_790_000_100_000) }],
    holder: MUSEUM,
    licensee: STUDIO,
    isRevoked: false,
    revocation: null,
    transaction: randomBytes32(),
    soldAt: new Date(1_790_000_000_000),
    soldIndex: 6,
    projectedIndex: 6,
    ...overrides,
  };
}

describe('consents, offers and licenses in MongoDB', () => {
  let under: StoresUnderTest;

  beforeAll(async () => {
    under = await startStores();
  });
  afterAll(() => under.stop());

  it('gives back consents as written, whole integers of any size', async () => {
    const { consents } = under.stores;
    const consent = buildConsent();
    const other = buildConsent({ territories: 0n });
    await consents.project(consent);
    await consents.project(other);
    expect(await consents.find(consent.assetId)).toStrictEqual(consent);
    expect(await consents.findMany([other.assetId, newAssetId()])).toStrictEqual([other]);
    expect(await consents.find(newAssetId())).toBeNull();
  });

  it('lists licenses by their last day, without those that were revoked', async () => {
    const { licenses } = under.stores;
    const ending = (lastDay: number, overrides: Partial<License> = {}) => {
      const { terms, ...license } = buildLicense(overrides);
      return { ...license, terms: { ...terms, wish: { ...terms.wish, lastDay } } };
    };
    const two = [ending(25_000), ending(25_000)].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const others = [ending(25_000, { isRevoked: true }), ending(25_001)];
    for (const license of [...two, ...others]) await licenses.project(license);
    expect(await licenses.listEnding(25_000, null, 10)).toStrictEqual(two);
    expect(await licenses.listEnding(25_000, null, 1)).toStrictEqual(two.slice(0, 1));
    expect(await licenses.listEnding(25_000, two[0]?.id ?? null, 10)).toStrictEqual(two.slice(1));
  });

  it('never goes back to an older consent, offer or license, in whatever order they arrive', async () => {
    const { consents, offers, licenses } = under.stores;
    const consent = buildConsent();
    const offer = buildOffer({ id: '77' });
    const license = buildLicense();
    const order = [9, 3, 12, 11, 12, 4];
    await Promise.all(
      order.flatMap((projectedIndex) => [
        consents.project({ ...consent, projectedIndex, shareBps: projectedIndex }),
        offers.project({ ...offer, projectedIndex, isClosed: projectedIndex > 10 }),
        licenses.project({ ...license, projectedIndex }),
      ]),
    );
    expect(await consents.find(consent.assetId)).toMatchObject({ shareBps: 12, projectedIndex: 12 });
    expect(await offers.find('77')).toMatchObject({ isClosed: true, projectedIndex: 12 });
    expect(await licenses.find(license.id)).toMatchObject({ projectedIndex: 12 });
    await consents.project({ ...consent, projectedIndex: 12, shareBps: 1 });
    expect(await consents.find(consent.assetId)).toMatchObject({ shareBps: 12 });
  });

  it('lists open offers in the order of their numbers, not of their digits, and no closed one', async () => {
    const { offers } = under.stores;
    const assetId = newAssetId();
    const ids = ['10', '9', '100', '18446744073709551615', '18446744073709551614', '2'];
    for (const id of ids) await offers.project(buildOffer({ id, assetId }));
    await offers.project(buildOffer({ id: '3', assetId, isClosed: true }));
    const listed = await offers.listOpen([assetId, newAssetId()]);
    expect(listed.map(({ id }) => id)).toEqual([
      '2',
      '9',
      '10',
      '100',
      '18446744073709551614',
      '18446744073709551615',
    ]);
    expect(listed[0]).toStrictEqual(buildOffer({ id: '2', assetId }));
  });

  it('lists open offers of a holder, asset by asset', async () => {
    const { offers } = under.stores;
    const [holder, other] = [organizationIdOf('seller'), organizationIdOf('another-seller')];
    const assetIds = [newAssetId(), newAssetId(), newAssetId()].sort();
    for (const [at, assetId] of assetIds.entries())
      await offers.project(buildOffer({ id: String(200 + at), assetId, holder }));
    await offers.project(buildOffer({ id: '210', assetId: newAssetId(), holder, isClosed: true }));
    await offers.project(buildOffer({ id: '211', assetId: newAssetId(), holder: other }));
    const first = await offers.listOpenOf(holder, null, 2);
    expect(first.map(({ assetId }) => assetId)).toEqual(assetIds.slice(0, 2));
    const rest = await offers.listOpenOf(holder, first.at(-1)?.assetId ?? null, 2);
    expect(rest.map(({ assetId }) => assetId)).toEqual(assetIds.slice(2));
  });

  it('finds licenses by their parties and asset, newest first, without gap or repeat', async () => {
    const { licenses } = under.stores;
    const [licensee, holder] = [organizationIdOf('lister'), organizationIdOf('keeper')];
    const assetId = newAssetId();
    const all = Array.from({ length: 7 }, (_, at) =>
      buildLicense({
        licensee,
        holder,
        offerId: BigInt(at),
        soldIndex: 100 + at,
        // What happened to them since changes no order.
        projectedIndex: 200 - at,
        ...(at % 2 === 0 && { assetId }),
      }),
    );
    for (const license of all) await licenses.project(license);
    const newest = all.toReversed();
    for (const first of [1, 3, 7, 100]) {
      expect(await readAll((page) => licenses.list({ licensee }, page), first)).toStrictEqual(newest);
    }
    const ofAsset = newest.filter((license) => license.terms.assetId === assetId);
    const page = { first: 10, after: null };
    const found = await licenses.list({ licensee, holder, assetId }, page);
    expect(found.items.map(({ item }) => item)).toStrictEqual(ofAsset);
    expect((await licenses.list({ licensee, holder: STUDIO }, page)).totalCount).toBe(0);
    expect(await licenses.listHeld([STUDIO, licensee], assetId)).toHaveLength(ofAsset.length);
    expect(await licenses.listHeld([STUDIO], assetId)).toEqual([]);
    expect(await licenses.listHeld([], assetId)).toEqual([]);
  });

  it('finds the parts that were granted of licenses, by the licenses that an organization has', async () => {
    const { licenses } = under.stores;
    const grantor = organizationIdOf('grantor');
    const held = buildLicense({ licensee: grantor, offerId: 801n, origin: 'SALE', rights: SUBLICENSABLE });
    const whole = buildLicense({ licensee: grantor, offerId: 802n, origin: 'SALE', rights: 0 });
    const part = buildLicense({ offerId: 803n, parent: held.id });
    const renewal = buildLicense({ offerId: 804n, parent: held.id, origin: 'RENEWAL' });
    for (const license of [held, whole, part, renewal]) await licenses.project(license);
    const sublicensable = await licenses.listSublicensable(grantor);
    expect(sublicensable).toEqual([held.id]);
    const page = { first: 10, after: null };
    const found = await licenses.list({ grantedUnder: sublicensable }, page);
    expect(found.items.map(({ item }) => item)).toStrictEqual([part]);
    expect((await licenses.list({ grantedUnder: [] }, page)).totalCount).toBe(0);
  });
});
