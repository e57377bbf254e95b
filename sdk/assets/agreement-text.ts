import { toPlainHex } from '@lanran/protocol/kernel/bytes';
import { sha256 } from '@lanran/protocol/kernel/hash';
import { agreementPath, type LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { RefusedError, UnreachableError, UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { Endpoint } from '../kernel/transport.ts';

/**
 * The text of a license agreement, of at most 1 MiB.
 * @throws RefusedError NOT_FOUND, UnreachableError; UntrustworthyAnswerError when other bytes come
 */
export async function readAgreementText(
  { apiUrl, signal }: Pick<Endpoint, 'apiUrl' | 'signal'>,
  agreement: Pick<LicenseAgreement, 'sha256' | 'bytes'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const url = `${apiUrl}${agreementPath(agreement)}`;
  const response = await reaching(apiUrl, () => fetch(url, signal === undefined ? {} : { signal }));
  if (response.status === 404)
    throw new RefusedError('NOT_FOUND', `The platform has no license agreement ${agreement.sha256}.`, {
      field: 'agreement',
    });
  if (!response.ok) throw new UnreachableError(apiUrl, new Error(`${url} answered ${response.status}`));
  const content = new Uint8Array(await reaching(apiUrl, () => response.arrayBuffer()));
  requireAgreementText(content, agreement);
  return content;
}

/** @throws UntrustworthyAnswerError when it is another text than is named */
export function requireAgreementText(
  content: Uint8Array,
  agreement: Pick<LicenseAgreement, 'sha256' | 'bytes'>,
): void {
  if (content.length === agreement.bytes && toPlainHex(sha256(content)) === agreement.sha256) return;
  throw new UntrustworthyAnswerError(
    `the text of the license agreement is not the one with the SHA-256 ${agreement.sha256}`,
  );
}

async function reaching<T>(apiUrl: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'AbortError') throw cause;
    throw new UnreachableError(apiUrl, cause);
  }
}
