import { agreementFileName, type LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import { readAgreementText } from '../assets/agreement-text.ts';
import { UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import type { Platform } from '../kernel/session.ts';
import { chooseOpened, getLicenseVersions } from './license-versions.ts';
import { getLicense } from './licenses.ts';
import { agreementIn } from './sold-version.ts';

/** The holder's license agreement that a license is under, with its text. */
export interface AgreementOfLicense {
  /** As the statement of the version that was sold proves it. */
  readonly agreement: LicenseAgreement;
  /** What the text's file is called in a package, below `license/`: `agreement.pdf`, `.txt` or `.md`. */
  readonly fileName: string;
  /** Hashed here: the bytes that the statement names. */
  readonly content: Uint8Array<ArrayBuffer>;
}

/**
 * The license agreement that a license is under; null where the version that was sold names none. Versions that were taken since
 * change nothing of it: the terms name the one that was sold.
 * @throws RefusedError as for downloads, UnreachableError, UntrustworthyAnswerError
 */
export async function findAgreement(
  { apiUrl, api }: Pick<Platform, 'apiUrl' | 'api'>,
  licenseId: LicenseId,
): Promise<AgreementOfLicense | null> {
  const agreement = await findProvenAgreement(api, licenseId);
  if (agreement === null) return null;
  const content = await readAgreementText({ apiUrl }, agreement);
  return { agreement, fileName: agreementFileName(agreement), content };
}

/** The same without its text. */
export async function findProvenAgreement(
  api: GraphqlClient,
  licenseId: LicenseId,
): Promise<LicenseAgreement | null> {
  const [{ terms, version }, versions] = await Promise.all([
    getLicense(api, licenseId),
    getLicenseVersions(api, licenseId),
  ]);
  if (version === null) return null;
  const sold = chooseOpened(versions, version);
  if (sold.hash !== terms.version)
    throw new UntrustworthyAnswerError(`version ${version} is not the one that license ${licenseId} names`);
  return agreementIn(sold);
}
