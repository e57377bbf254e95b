import type { DeskRequest, EntryKind, PartyRole, RequestEntry } from '@lanran/api/desk/domain/request';
import type { AskersLicense } from '@lanran/api/desk/domain/request-state';
import type { RequestTerms } from '@lanran/api/desk/domain/request-terms';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { parseDay } from '@lanran/protocol/kernel/day';
import {
  organizationIdOf,
  parseAssetId,
  parseLicenseId,
  parseStatementHash,
} from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { TERRITORIES_HASH, WORLD } from '@lanran/protocol/territories/territories';

export const STUDIO = organizationIdOf('studio');
export const MUSEUM = organizationIdOf('museum');
export const COMMUNITY = organizationIdOf('miao-council');
export const ASSET = parseAssetId(`0x${'a1'.repeat(32)}`);
export const OTHER_ASSET = parseAssetId(`0x${'a2'.repeat(32)}`);
export const TOKEN = parseAddress(`0x${'70'.repeat(20)}`);
const ACCOUNT: Hex = `0x${'50'.repeat(20)}`;

export function buildTerms(overrides: Partial<RequestTerms> = {}): RequestTerms {
  return {
    wish: {
      media: bitsOf(['STREAMING']),
      territories: WORLD,
      firstDay: parseDay('2027-01-01'),
      lastDay: parseDay('2027-12-31'),
      exclusive: false,
    },
    token: TOKEN,
    price: 120_000n,
    communityShareBps: 2_000,
    rights: 0,
    ...overrides,
  };
}

export function buildRequest(overrides: Partial<DeskRequest> = {}): DeskRequest {
  const assetIds = overrides.assetIds ?? [ASSET];
  return {
    id: 'r1',
    batch: 'batch-of-the-studio',
    kind: 'USE',
    callId: null,
    asker: { account: ACCOUNT, organization: STUDIO },
    holder: MUSEUM,
    community: COMMUNITY,
    assetIds,
    terms: assetIds.map(() => buildTerms()),
    text: 'May we?',
    files: [],
    salt: `0x${'5a'.repeat(32)}`,
    dueDay: parseDay('2026-12-25'),
    askedAt: new Date('2026-11-25T08:00:00Z'),
    changedAt: new Date('2026-11-25T08:00:00Z'),
    handledBy: {},
    ...overrides,
  };
}

/** Of a day at noon, about every asset of `buildRequest` unless named. */
export function buildEntry(
  sequence: number,
  kind: EntryKind,
  role: PartyRole,
  { day = '2026-11-26', ...overrides }: Partial<RequestEntry> & { readonly day?: string } = {},
): RequestEntry {
  return {
    sequence,
    kind,
    role,
    organization: { ASKER: STUDIO, HOLDER: MUSEUM, COMMUNITY }[role],
    account: ACCOUNT,
    at: new Date(`${day}T12:00:00Z`),
    assetIds: [ASSET],
    terms: [],
    files: [],
    ...overrides,
  };
}

export function buildSale(
  soldAt: string,
  {
    holder = MUSEUM,
    ...terms
  }: Partial<Pick<AskersLicense['terms'], 'wish' | 'price' | 'token' | 'origin'>> &
    Partial<Pick<AskersLicense, 'holder'>> = {},
): AskersLicense {
  const agreed = buildTerms();
  return {
    id: parseLicenseId(`0x${'11'.repeat(32)}`),
    holder,
    soldAt: new Date(soldAt),
    terms: {
      assetId: ASSET,
      version: parseStatementHash(`0x${'5e'.repeat(32)}`),
      licensee: STUDIO,
      offerId: 1n,
      wish: agreed.wish,
      token: TOKEN,
      price: 120_000n,
      communityShareBps: 2_000,
      operatorShareBps: 250,
      rights: 0,
      origin: 'SALE',
      parent: null,
      territoriesHash: TERRITORIES_HASH,
      ...terms,
    },
  };
}
