import { ORIGINS, type Terms } from '@lanran/protocol/licensing/terms';
import {
  licenseIdFrom,
  parseAssetId,
  parseOrganizationId,
  parseStatementHash,
} from '@lanran/protocol/kernel/ids';
import { parseBytes32 } from '@lanran/protocol/kernel/bytes';
import type { Quote } from '@lanran/protocol/licensing/quote';
import { findReason } from '@lanran/protocol/licensing/reasons';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { IJudgement, TermsStructOutput } from '../../../contracts/abi/Judgement.ts';

export class UnknownReasonError extends Error {
  override readonly name = 'UnknownReasonError';
}

/** The contract's answer in the protocol's words. @throws UnknownReasonError for a code this version does not know */
export function toQuote({ terms, licenseId, reasons }: IJudgement.QuoteStructOutput): Quote {
  const isAgreeable = licenseId !== 0n;
  return {
    terms: isAgreeable ? toTerms(terms) : null,
    licenseId: isAgreeable ? licenseIdFrom(licenseId) : null,
    reasons: reasons.map(({ code, subject }) => toReason(code, subject)),
  };
}

function toTerms(terms: TermsStructOutput): Terms {
  const { media, territories, firstDay, lastDay, exclusive } = terms.wish;
  return {
    assetId: parseAssetId(terms.assetId),
    version: parseStatementHash(terms.version),
    licensee: parseOrganizationId(terms.licensee),
    offerId: terms.offerId,
    wish: {
      media: Number(media),
      territories,
      firstDay: Number(firstDay),
      lastDay: Number(lastDay),
      exclusive,
    },
    token: parseAddress(terms.token.toLowerCase()),
    price: terms.price,
    communityShareBps: Number(terms.communityShareBps),
    operatorShareBps: Number(terms.operatorShareBps),
    rights: Number(terms.rights),
    origin: ORIGINS[Number(terms.origin)] ?? 'SALE',
    parent: terms.parent === 0n ? null : licenseIdFrom(terms.parent),
    territoriesHash: parseBytes32(terms.territoriesHash, 'territoriesHash'),
  };
}

function toReason(code: bigint, subject: bigint) {
  const reason = findReason(code, subject);
  if (reason === null) throw new UnknownReasonError(`Judgement refused with the unknown code ${code}.`);
  return reason;
}
