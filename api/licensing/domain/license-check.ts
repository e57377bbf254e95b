import type { License } from './license.ts';

export const LICENSE_STATES = ['LIVE', 'UPCOMING', 'EXPIRED', 'REVOKED'] as const;
export type LicenseState = (typeof LICENSE_STATES)[number];

/** A license as anybody may check it. */
export interface LicenseCheck {
  readonly license: License;
  readonly state: LicenseState;
  /** When it was ended before its last day, itself or with the license it was granted under. */
  readonly revokedAt: Date | null;
}

/** The rule of LicenseToken: ended with the license it was granted under, live on whole days, the last included. */
export function checkLicense(license: License, grantedUnder: License | null, today: number): LicenseCheck {
  const { firstDay, lastDay } = license.terms.wish;
  const ended = [license, grantedUnder].find((each) => each?.isRevoked === true);
  const revokedAt = ended?.revocation?.at ?? null;
  if (ended != null) return { license, state: 'REVOKED', revokedAt };
  if (today < firstDay) return { license, state: 'UPCOMING', revokedAt };
  return { license, state: today > lastDay ? 'EXPIRED' : 'LIVE', revokedAt };
}
