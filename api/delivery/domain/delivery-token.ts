import type { Day } from '@lanran/protocol/kernel/day';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';

export const DELIVERY_TOKEN_STATES = ['LIVE', 'OVER', 'REVOKED'] as const;
export type DeliveryTokenState = (typeof DELIVERY_TOKEN_STATES)[number];

export const DELIVERY_TOKEN_PREFIX = 'ldt_';

/** Licenses of one token. */
export const MAX_TOKEN_LICENSES = 1_000;

/** A license whose files a token opens. */
export interface TokenLicense {
  readonly licenseId: LicenseId;
  readonly assetId: AssetId;
}

/** Lets a machine, such as a render farm, read the files of one license, or of several, and do nothing else. */
export interface DeliveryToken {
  /** 32 hex digits, the first half of the token's text. */
  readonly id: string;
  /** Each once, in the order in which they were named. */
  readonly licenses: readonly [TokenLicense, ...TokenLicense[]];
  /** Who held the licenses when it was made; a license in other hands opens nothing. */
  readonly licensee: OrganizationId;
  /** The studio's own words for where it is used. */
  readonly label: string;
  /** SHA-256 of the second half. */
  readonly secretHash: Hex;
  /** The last day it is good for, in UTC. */
  readonly lastDay: Day;
  readonly createdAt: Date;
  /** The member's key that made it. */
  readonly createdBy: Hex;
  readonly revokedAt: Date | null;
  /** To within a minute. */
  readonly lastUsedAt: Date | null;
}

/** By its beginning; whether it is good for anything is another question. */
export function isDeliveryToken(text: string): boolean {
  return text.startsWith(DELIVERY_TOKEN_PREFIX);
}

export function stateOf({ lastDay, revokedAt }: DeliveryToken, today: Day): DeliveryTokenState {
  if (revokedAt !== null) return 'REVOKED';
  return lastDay < today ? 'OVER' : 'LIVE';
}

const FOLDER_DIGITS = 16;

/**
 * Before each path of an asset where a token opens several: by the id alone, so that it is the same for every token and stays
 * whatever the asset is called later.
 */
export function folderOf(assetId: AssetId): string {
  return assetId.slice('0x'.length, '0x'.length + FOLDER_DIGITS);
}
