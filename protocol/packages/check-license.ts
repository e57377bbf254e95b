import type { LicenseProof } from '../proofs/bundle-chain.ts';
import { parseTerms } from '../licensing/terms-json.ts';
import { fail, pass, unknown, type Outcome } from '../proofs/check.ts';
import { checkWindow, type AskedUse } from './check-window.ts';
import { RECEIPT_FILE } from './documents.ts';
import type { FoundTexts } from './found-file.ts';
import { parseReceipt } from './receipt.ts';

/** Whether the receipt is of the license that is proven. @throws FormatError when it is none */
export function checkReceipt(texts: FoundTexts, license: LicenseProof | null): Outcome {
  const text = texts.get(RECEIPT_FILE);
  if (text === undefined) return unknown(`there is no ${RECEIPT_FILE}`);
  const { licenseId } = parseReceipt(text, RECEIPT_FILE);
  if (license === null) return unknown('the proof has no license to compare the receipt with');
  if (licenseId !== license.licenseId)
    return fail(`${RECEIPT_FILE} is of license ${licenseId}, the proof of ${license.licenseId}`);
  return pass('its license, terms and amounts are those of the proof');
}

/** Whether the license that is proven allows a use. */
export function checkUse(license: LicenseProof | null, use: AskedUse): Outcome {
  if (license === null) return unknown('the proof has no license');
  return checkWindow(parseTerms(license.terms, 'license.terms').wish, use);
}
