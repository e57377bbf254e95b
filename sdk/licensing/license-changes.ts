import { connectLicenseToken } from '../../contracts/abi/interfaces/LicenseToken.ts';
import type { LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { openChainReader } from '../kernel/chain-reader.ts';
import { RefusedError } from '../kernel/errors.ts';
import { revokeAct, takeVersionAct, transferLicenseAct } from './license-acts.ts';
import { findVersion, getLicenseVersions } from './license-versions.ts';
import { getLicense } from './licenses.ts';
import { contractAddress, type Platform } from '../kernel/session.ts';
import { relay, type RelayedAct } from '../acts/relaying.ts';
import { requireVersionOf } from './sold-version.ts';
import { stateReason } from '../disputes/stated-reason.ts';

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

export interface TakenVersion {
  readonly version: number;
  /** Null when the license opens it already. */
  readonly done: RelayedAct | null;
}

/**
 * A licensee takes another version of what it licensed; null: the newest.
 * @throws RefusedError NO_NEWER_VERSION, and the contract's when the license's version is fixed
 */
export async function takeVersion(
  platform: Platform,
  licenseId: LicenseId,
  number: number | null,
): Promise<TakenVersion> {
  const { terms } = await getLicense(platform.api, licenseId);
  const { assetId, opened, newer } = await getLicenseVersions(platform.api, licenseId);
  const wanted = number === null ? newer : await findVersion(platform.api, assetId, number);
  if (wanted === null)
    throw new RefusedError(
      'NO_NEWER_VERSION',
      `License ${licenseId} can take no newer version: it opens the newest, or its terms fix the version.`,
    );
  const hash = requireVersionOf(terms.assetId, wanted);
  const isOpened = opened.some(({ statementHash }) => statementHash === hash);
  const done = isOpened ? null : await relay(platform, takeVersionAct(terms, hash));
  return { version: wanted.version, done };
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
