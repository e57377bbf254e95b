import type { LicenseId } from '@lanran/protocol/kernel/ids';
import { UnreachableError } from '../kernel/errors.ts';
import { authorization, type Platform } from '../kernel/session.ts';

const PDF = 'application/pdf';

/** The certificate of a license as PDF; null on a platform that prints none. @throws UnreachableError */
export async function findCertificate(
  platform: Pick<Platform, 'apiUrl' | 'token'>,
  licenseId: LicenseId,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const url = `${platform.apiUrl}/certificates/${licenseId}.pdf`;
  try {
    const response = await fetch(url, { headers: authorization(platform) });
    const isPdf = response.headers.get('content-type') === PDF;
    if (response.status >= 500) throw new Error(`status ${response.status}`);
    return response.ok && isPdf ? new Uint8Array(await response.arrayBuffer()) : null;
  } catch (cause) {
    throw new UnreachableError(url, cause);
  }
}
