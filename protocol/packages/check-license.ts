import type { AssetId, LicenseId } from '../kernel/ids.ts';
import type { Terms } from '../licensing/terms.ts';
import type { LicenseProof } from '../proofs/bundle-chain.ts';
import { parseTerms } from '../licensing/terms-json.ts';
import { fail, pass, unknown, type Outcome } from '../proofs/check.ts';
import { checkWindow, type AskedUse } from './check-window.ts';
import { RECEIPT_FILE } from './documents.ts';
import type { FoundTexts } from './found-file.ts';
import { parseReceipt } from './receipt.ts';

/** What the proofs of a package say of it; null for what they don't. */
export interface ProvenParts {
  readonly license: LicenseProof | null;
  readonly assetId: AssetId | null;
}

/** Whether the receipt is of the license that is proven. @throws FormatError when it is none */
export function checkReceipt(texts: FoundTexts, { license, assetId }: ProvenParts): Outcome {
  const text = texts.get(RECEIPT_FILE);
  if (text === undefined) return unknown(`there is no ${RECEIPT_FILE}`);
  const { licenseId, terms } = parseReceipt(text, RECEIPT_FILE);
  if (assetId !== null && terms.assetId !== assetId)
    return fail(`${RECEIPT_FILE} is of asset ${terms.assetId}, the proof of ${assetId}`);
  if (license === null) return unknown('the proof has no license to compare the receipt with');
  if (licenseId !== license.licenseId)
    return fail(`${RECEIPT_FILE} is of license ${licenseId}, the proof of ${license.licenseId}`);
  return pass('its license, terms and amounts are those of the proof');
}

/** Whether the license that is proven allows a use. */
export function checkUse(license: LicenseProof | null, use: AskedUse): Outcome {
  if (license === null) return unknown('the proof has no license');
  return checkWindow(termsOf(license), use);
}

/**
 * Whether the license of a package allows a use. Without a proof of the license the receipt tells, whose terms hash to the id of
 * the license: it can refuse a use, and no more than that. @throws FormatError for a receipt that is none
 */
export function checkPackageUse(
  texts: FoundTexts,
  { license, use }: Pick<ProvenParts, 'license'> & { readonly use: AskedUse },
): Outcome {
  const found = findTerms(texts, license);
  if (found === null)
    return fail(
      `neither a proof of the license nor ${RECEIPT_FILE} says what it allows. Download the package again`,
    );
  const outcome = checkWindow(found.terms, use);
  return found.isProven || outcome.status !== 'pass'
    ? outcome
    : unknown(`${outcome.reason}, as ${RECEIPT_FILE} says; no proof of the license bears it out`);
}

/** What a package is licensed under. */
export interface FoundTerms {
  readonly licenseId: LicenseId;
  readonly terms: Terms;
  /** Else the receipt alone says so. */
  readonly isProven: boolean;
}

/** Of the proof, else of the receipt; null where there is neither. @throws FormatError for a receipt that is none */
export function findTerms(texts: FoundTexts, license: LicenseProof | null): FoundTerms | null {
  if (license !== null) return { licenseId: license.licenseId, terms: termsOf(license), isProven: true };
  const text = texts.get(RECEIPT_FILE);
  return text === undefined ? null : { ...parseReceipt(text, RECEIPT_FILE), isProven: false };
}

function termsOf({ terms }: LicenseProof): Terms {
  return parseTerms(terms, 'license.terms');
}
