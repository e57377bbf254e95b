import { describe, expect, it } from 'vitest';
import { checkLicense } from '@lanran/api/licensing/domain/license-check';
import type { License } from '@lanran/api/licensing/domain/license';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { assetIdOf, organizationIdOf, parseStatementHash } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { licenseIdOf, type Terms } from '@lanran/protocol/licensing/terms';
import { TERRITORIES_HASH, WORLD } from '@lanran/protocol/territories/territories';

const AT = new Date('2026-05-01T00:00:00Z');
const MUSEUM = organizationIdOf('museum');

function buildLicense(overrides: Partial<License> = {}): License {
  const terms: Terms = {
    assetId: assetIdOf(MUSEUM, ZERO_32),
    version: parseStatementHash(ZERO_32),
    licensee: organizationIdOf('studio'),
    offerId: 1n,
    wish: { media: 4, territories: WORLD, firstDay: 100, lastDay: 110, exclusive: false },
    token: parseAddress(`0x${'70'.repeat(20)}`),
    price: 5n,
    communityShareBps: 0,
    operatorShareBps: 0,
    rights: 0,
    origin: 'SALE',
    parent: null,
    territoriesHash: TERRITORIES_HASH,
  };
  return {
    id: licenseIdOf(terms),
    terms,
    takenVersions: [],
    holder: MUSEUM,
    licensee: terms.licensee,
    isRevoked: false,
    revocation: null,
    transaction: ZERO_32,
    soldAt: AT,
    soldIndex: 1,
    projectedIndex: 1,
    ...overrides,
  };
}

describe('the state of a license', () => {
  it.each([
    [99, 'UPCOMING'],
    [100, 'LIVE'],
    [110, 'LIVE'],
    [111, 'EXPIRED'],
  ])('on day %i is %s', (today, state) => {
    expect(checkLicense(buildLicense(), null, today)).toMatchObject({ state, revokedAt: null });
  });

  it('is revoked once it was, or the license it was granted under', () => {
    const revoked = buildLicense({ isRevoked: true, revocation: { reasonHash: ZERO_32, at: AT } });
    expect(checkLicense(revoked, null, 105)).toMatchObject({ state: 'REVOKED', revokedAt: AT });
    expect(checkLicense(buildLicense(), revoked, 105)).toMatchObject({ state: 'REVOKED', revokedAt: AT });
    expect(checkLicense(buildLicense(), buildLicense(), 105)).toMatchObject({ state: 'LIVE' });
  });
});
