const ALL_BPS = 10_000n;

/** The community's part of a price, in smallest units: a part of a unit is rounded up, as `LicenseMarket` does. */
export function communityShareOf(units: bigint, shareBps: number): bigint {
  return (units * BigInt(shareBps) + ALL_BPS - 1n) / ALL_BPS;
}
