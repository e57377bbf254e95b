import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { parseDay } from '@lanran/protocol/kernel/day';
import { assetIdOf, organizationIdOf, parseStatementHash } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { bitsOf } from '@lanran/protocol/licensing/media';
import type { Terms } from '@lanran/protocol/licensing/terms';
import { findTerritory, TERRITORIES_HASH, WORLD } from '@lanran/protocol/territories/territories';

export const STUDIO = organizationIdOf('studio');
const MUSEUM = organizationIdOf('museum');

export function buildTerms(overrides: Partial<Terms> = {}): Terms {
  return {
    assetId: assetIdOf(MUSEUM, ZERO_32),
    version: parseStatementHash(`0x${'5e'.repeat(32)}`),
    licensee: STUDIO,
    offerId: 1n,
    wish: {
      media: bitsOf(['STREAMING']),
      territories: WORLD & ~(findTerritory('US') ?? 0n),
      firstDay: parseDay('2027-01-01'),
      lastDay: parseDay('2027-12-31'),
      exclusive: false,
    },
    token: parseAddress(`0x${'70'.repeat(20)}`),
    price: 120_000n,
    communityShareBps: 2_000,
    operatorShareBps: 0,
    rights: 0,
    origin: 'SALE',
    parent: null,
    territoriesHash: TERRITORIES_HASH,
    ...overrides,
  };
}
