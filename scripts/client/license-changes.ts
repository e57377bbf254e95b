import type { LicenseId, OrganizationId } from '@lanran/protocol/ids';
import { revokeAct, transferLicenseAct } from './license-acts.ts';
import { getLicense } from './licenses.ts';
import type { Platform } from './platform.ts';
import { relay } from './relaying.ts';
import { stateReason } from './state-reason.ts';

/** Hands a license to another organization. @returns the transaction; null when it has it already */
export async function transferLicense(
  platform: Platform,
  licenseId: LicenseId,
  to: OrganizationId,
): Promise<string | null> {
  const { terms, licensee } = await getLicense(platform.api, licenseId);
  if (licensee.id === to) return null;
  return (await relay(platform, transferLicenseAct(terms, to))).transaction;
}

/** Ends a license, for a reason that is shown with it. @returns the transaction; null when it was ended before */
export async function revokeLicense(
  platform: Platform,
  licenseId: LicenseId,
  reason: string,
): Promise<string | null> {
  const { terms, isRevoked } = await getLicense(platform.api, licenseId);
  if (isRevoked) return null;
  const reasonHash = await stateReason(platform.api, reason);
  return (await relay(platform, revokeAct(terms, reasonHash))).transaction;
}
