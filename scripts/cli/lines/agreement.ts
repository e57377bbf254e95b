import { agreementPath, type LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { bothOf } from '@lanran/protocol/packages/labels-and-credit-text';

/** For the one document: where its text is too. */
export function agreementDocument(agreement: LicenseAgreement) {
  return { ...agreement, path: agreementPath(agreement) };
}

/** `Film license 2027 (application/pdf, 120345 bytes, sha256 …)` */
export function agreementText({ name, mediaType, bytes, sha256 }: LicenseAgreement): string {
  return `${bothOf(name)} (${mediaType}, ${bytes} bytes, sha256 ${sha256})`;
}

/** What a licensee agrees to, and where the platform shows it; nothing where the version names none. */
export function agreementLines(agreement: LicenseAgreement | null, apiUrl: string): string[] {
  if (agreement === null) return [];
  return [
    `  license agreement of the holder: ${agreementText(agreement)}`,
    `    read it at ${apiUrl}${agreementPath(agreement)}`,
  ];
}
