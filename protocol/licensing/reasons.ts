/** Why a wish is refused, by the contract's code (docs/formats.md, "Windows, quotes, terms"). */
export const REASON_CODES = {
  ASSET_UNKNOWN: 1,
  ASSET_WITHDRAWN: 2,
  ASSET_DISPUTED: 3,
  LICENSEE_UNKNOWN: 4,
  WINDOW_EMPTY: 5,
  WINDOW_PAST: 6,
  NO_CONSENT: 7,
  CONSENT_MEDIA: 8,
  CONSENT_TERRITORIES: 9,
  CONSENT_ENDS: 10,
  NO_OFFER: 11,
  OFFER_MEDIA: 12,
  OFFER_TERRITORIES: 13,
  OFFER_DAYS: 14,
  EXCLUSIVE_NOT_OFFERED: 15,
  ALREADY_LICENSED: 16,
  EXCLUSIVE_OVERLAP: 17,
  SHARE_RAISED: 18,
  SALES_PAUSED: 19,
  CONSENT_RIGHTS: 20,
  CALENDAR_FULL: 21,
  OFFER_OVERLAP: 22,
  OFFER_CLOSED: 23,
  LICENSE_ENDED: 24,
  NOT_RENEWABLE: 25,
  NOT_SUBLICENSABLE: 26,
  OUTSIDE_LICENSE: 27,
  ONLY_EXCLUSIVE: 28,
  VERSION_MISSING: 29,
  LICENSEE_SUSPENDED: 30,
  HOLDER_SUSPENDED: 31,
  OFFER_RESERVED: 32,
  USE_DAYS: 33,
  USE_PRICE: 34,
  USE_TOKEN: 35,
  USE_NOT_EXCLUSIVE: 36,
} as const;

export type ReasonName = keyof typeof REASON_CODES;

export interface Reason {
  readonly code: (typeof REASON_CODES)[ReasonName];
  readonly name: ReasonName;
  /** What stands in the way: bits, a day, an id, a count or basis points, as the code says. */
  readonly subject: bigint;
}

export function reasonOf(name: ReasonName, subject: bigint | number = 0n): Reason {
  return { code: REASON_CODES[name], name, subject: BigInt(subject) };
}

/** The reason a contract reported, or null for a code this version does not know. */
export function findReason(code: number | bigint, subject: bigint): Reason | null {
  const names = Object.keys(REASON_CODES) as ReasonName[];
  const name = names.find((candidate) => REASON_CODES[candidate] === Number(code));
  return name === undefined ? null : reasonOf(name, subject);
}
