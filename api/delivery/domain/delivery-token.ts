import type { Day } from '@lanran/protocol/kernel/day';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';

export const DELIVERY_TOKEN_STATES = ['LIVE', 'OVER', 'REVOKED'] as const;
export type DeliveryTokenState = (typeof DELIVERY_TOKEN_STATES)[number];

export const DELIVERY_TOKEN_PREFIX = 'ldt_';

/** Lets a machine, such as a render farm, read the files of one license and do nothing else. */
export interface DeliveryToken {
  /** 32 hex digits, the first half of the token's text. */
  readonly id: string;
  readonly licenseId: LicenseId;
  readonly assetId: AssetId;
  /** Who held the license when it was made; in other hands it opens nothing. */
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
