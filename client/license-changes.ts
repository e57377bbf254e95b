import { connectLicenseToken } from '../contracts/abi/interfaces/LicenseToken.ts';
import type { LicenseId, OrganizationId } from '@lanran/protocol/ids';
import { openChainReader } from './chain-reader.ts';
import { RefusedError } from './errors.ts';
import { revokeAct, transferLicenseAct } from './license-acts.ts';
import { getLicense } from './licenses.ts';
import { contractAddress, type Platform } from './platform.ts';
import { relay, type RelayedAct } from './relaying.ts';
import { stateReason } from './state-reason.ts';

/** Hands a license to another organization. Null when it has it already. */
export async function transferLicense(
  platform: Platform,
  licenseId: LicenseId,
  to: OrganizationId,
): Promise<RelayedAct | null> {
  try {
    const { terms, licensee } = await getLicense(platform.api, licenseId);
    return licensee.id === to ? null : await relay(platform, transferLicenseAct(terms, to));
  } catch (error) {
    // Whoever handed it over is no party any more; the chain says to everybody who has it.
    const isHidden = error instanceof RefusedError && error.code === 'NOT_FOUND';
    if (isHidden && (await findLicensee(platform, licenseId)) === to) return null;
    throw error;
  }
}

/** Who has a license, as the contract says; null when there is no such license. */
async function findLicensee({ apiUrl, deployment }: Platform, licenseId: LicenseId): Promise<string | null> {
  const provider = openChainReader(`${apiUrl}/rpc`, deployment.chainId);
  try {
    const token = connectLicenseToken(contractAddress(deployment, 'LicenseToken'), provider);
    return (await token.isIssued(licenseId)) ? await token.licenseeOf(licenseId) : null;
  } finally {
    provider.destroy();
  }
}

/** Ends a license, for a reason that is shown with it. Null when it was ended before. */
export async function revokeLicense(
  platform: Platform,
  licenseId: LicenseId,
  reason: string,
): Promise<RelayedAct | null> {
  const { terms, isRevoked } = await getLicense(platform.api, licenseId);
  if (isRevoked) return null;
  const reasonHash = await stateReason(platform.api, reason);
  return relay(platform, revokeAct(terms, reasonHash));
}
