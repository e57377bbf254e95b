/** Reasons that the market's tests meet, by the numbers of types/Reason.sol. */
const CODE = {
  ASSET_WITHDRAWN: 2n,
  LICENSEE_UNKNOWN: 4n,
  WINDOW_EMPTY: 5n,
  WINDOW_PAST: 6n,
  NO_CONSENT: 7n,
  CONSENT_RIGHTS: 20n,
  NO_OFFER: 11n,
  ALREADY_LICENSED: 16n,
  EXCLUSIVE_OVERLAP: 17n,
  SHARE_RAISED: 18n,
  SALES_PAUSED: 19n,
  OFFER_CLOSED: 23n,
  LICENSE_ENDED: 24n,
  NOT_RENEWABLE: 25n,
  NOT_SUBLICENSABLE: 26n,
  OUTSIDE_LICENSE: 27n,
} as const;

/** The refusal of a sale for exactly these reasons, as `refusalOf` gives it. */
export function refusedFor(...reasons: [name: keyof typeof CODE, subject: bigint][]): unknown[] {
  return ['JudgementRefused', reasons.map(([name, subject]) => [CODE[name], subject])];
}
