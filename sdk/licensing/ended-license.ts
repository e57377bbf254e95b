import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import { RefusedError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { findLicenseState, type LicenseState } from './license-state.ts';

/**
 * Why files of a license are refused. The platform says the same of all files that one may not have; who may see the license
 * can be told that it has ended. Other refusals, and those of a license that hasn't, are given back as they are.
 */
export async function explainRefusedFile(
  api: GraphqlClient,
  licenseId: LicenseId,
  refusal: unknown,
): Promise<unknown> {
  if (!(refusal instanceof RefusedError) || refusal.code !== 'NOT_FOUND') return refusal;
  const license = await findLicenseState(api, licenseId);
  return license === null ? refusal : (refusalOfEnded(license, { cause: refusal }) ?? refusal);
}

function refusalOfEnded(license: LicenseState, options: ErrorOptions): RefusedError | null {
  const { id, isRevoked, revocation, isLive, lastDay, origin, parent } = license;
  const today = formatDay(todayOf(Math.floor(Date.now() / 1000)));
  const refused = (code: string, what: string) =>
    new RefusedError(code, `License ${id} ${what}. It opens no files any more; buy a new license.`, options);
  if (isRevoked) return refused('LICENSE_REVOKED', `was revoked${revocationText(revocation)}`);
  if (lastDay < today) return refused('LICENSE_ENDED', `has ended: its last day was ${lastDay}`);
  // Files open before the first day already, so that it is not that.
  if (!isLive && origin === 'SUBLICENSE')
    return refused('LICENSE_ENDED', `has ended with license ${parent}, under which it was granted`);
  return null;
}

function revocationText(revocation: LicenseState['revocation']): string {
  if (revocation == null) return '';
  const { at, reason, reasonHash } = revocation;
  return ` at ${at} (${reason ?? `reason ${reasonHash}`})`;
}
