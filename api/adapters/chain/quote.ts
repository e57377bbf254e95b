import type { Hex } from '@lanran/protocol/bytes';
import type { Quote } from '@lanran/protocol/quote';
import { findReason } from '@lanran/protocol/reasons';
import { parseAddress } from '@lanran/protocol/signature';
import type { ILicenseMarket } from '../../../contracts/abi/LicenseMarket.ts';

export class UnknownReasonError extends Error {
  override readonly name = 'UnknownReasonError';
}

/** The contract's answer in the protocol's words. @throws UnknownReasonError for a code this version does not know */
export function toQuote(answer: ILicenseMarket.QuoteStructOutput): Quote {
  if (answer.reasons.length > 0) {
    return { ok: false, reasons: answer.reasons.map(({ code, subject }) => toReason(code, subject)) };
  }
  return {
    ok: true,
    offerId: answer.offerId,
    token: parseAddress(answer.token.toLowerCase()),
    price: answer.price,
    communityShareBps: Number(answer.communityShareBps),
    termsHash: answer.termsHash as Hex,
    reasons: [],
  };
}

function toReason(code: bigint, subject: bigint) {
  const reason = findReason(code, subject);
  if (reason === null) throw new UnknownReasonError(`LicenseMarket refused with the unknown code ${code}.`);
  return reason;
}
