import { utf8 } from '../kernel/bytes.ts';
import { formatOdrl } from '../licensing/odrl.ts';
import type { LicenseFacts, PackageParty } from './license-facts.ts';
import { LICENSE_FOLDER, PROVENANCE_FOLDER, type PackageDocument } from './package-entry.ts';
import { formatReceipt } from './receipt.ts';

/** A file that others made, which goes into a package as it is. */
export interface AttachedFile {
  /** Of the file, without folders. */
  readonly name: string;
  readonly content: Uint8Array;
}

export interface DocumentParts {
  readonly facts: LicenseFacts;
  /** The license’s proof bundle and the version’s, by `licenseProofName` and `versionProofName`. */
  readonly proofs: readonly AttachedFile[];
  /** Trust file, and the sheet of labels and credit where the asset can be read. */
  readonly provenance: readonly AttachedFile[];
  /** Certificate and agreement, where there are any. */
  readonly license: readonly AttachedFile[];
}

export const ODRL_FILE = `${LICENSE_FOLDER}odrl.json`;
export const RECEIPT_FILE = `${LICENSE_FOLDER}receipt.json`;
export const CERTIFICATE_NAME = 'certificate.pdf';
export const TRUST_NAME = 'trust.json';
export const PROOF_SUFFIX = '.lanran.json';

export function licenseProofName(licenseId: string): string {
  return `license-${licenseId}${PROOF_SUFFIX}`;
}

/** Of a version that was taken after the sale: the license’s proof is of the one that was sold. */
export function versionProofName(number: number, licenseId: string): string {
  return `version-${number}-of-license-${licenseId}${PROOF_SUFFIX}`;
}

/** What a package has in `license/` and `provenance/`. */
export function packageDocuments({ facts, proofs, provenance, license }: DocumentParts): PackageDocument[] {
  const inFolder =
    (folder: string) =>
    ({ name, content }: AttachedFile): PackageDocument => ({ path: `${folder}${name}`, content });
  return [
    { path: ODRL_FILE, content: utf8(odrlOf(facts)) },
    { path: RECEIPT_FILE, content: utf8(formatReceipt(facts)) },
    ...license.map(inFolder(LICENSE_FOLDER)),
    ...[...proofs, ...provenance].map(inFolder(PROVENANCE_FOLDER)),
  ];
}

function odrlOf(facts: LicenseFacts): string {
  const { asset, holder, licensee, agreement } = facts;
  return formatOdrl({
    ...facts,
    assigner: { id: holder.id, name: nameOf(holder.name) },
    assignee: { id: licensee.id, name: nameOf(licensee.name) },
    asset: { ...asset, title: nameOf(asset.title) },
    agreementSha256: agreement?.sha256 ?? null,
  });
}

/** In both languages, or in the one that there is. */
export function nameOf({ en, zh }: PackageParty['name']): string {
  return [...new Set([en, zh])].filter((text) => text !== undefined && text !== '').join(' · ');
}
