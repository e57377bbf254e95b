import fc from 'fast-check';
import { toHex, ZERO_32, type Hex } from '@lanran/protocol/kernel/bytes';
import {
  assetIdOf,
  NO_COMMUNITY,
  organizationIdOf,
  parseAssetId,
  parseCommunityCommitment,
  parseLogId,
} from '@lanran/protocol/kernel/ids';
import { STATEMENT_KINDS, type Statement } from '@lanran/protocol/log/statement';

export const LOG_ID = parseLogId(`0x${'4c'.repeat(32)}`);
export const MUSEUM = organizationIdOf('guizhou-museum');
export const STUDIO = organizationIdOf('indigo-studio');

/** 32 equal bytes. */
export function filled(byte: number): Hex {
  return toHex(new Uint8Array(32).fill(byte));
}

export function buildStatement(overrides: Partial<Statement> = {}): Statement {
  return {
    kind: 'published',
    assetId: assetIdOf(MUSEUM, filled(1)),
    community: NO_COMMUNITY,
    previous: ZERO_32,
    bodyHash: filled(2),
    issuedAt: 1_795_000_000,
    ...overrides,
  };
}

export const arbitraryBytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex);

export const arbitraryStatement: fc.Arbitrary<Statement> = fc.record({
  kind: fc.constantFrom(...STATEMENT_KINDS),
  assetId: arbitraryBytes32.map((hex) => parseAssetId(hex)),
  community: arbitraryBytes32.map((hex) => parseCommunityCommitment(hex)),
  previous: arbitraryBytes32,
  bodyHash: arbitraryBytes32,
  issuedAt: fc.maxSafeNat(),
});
