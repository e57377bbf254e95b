import { ORIGINS, type Terms } from '@lanran/protocol/terms';
import { licenseIdFrom, parseAssetId, parseOrganizationId, parseStatementHash } from '@lanran/protocol/ids';
import { parseBytes32, ZERO_32 } from '@lanran/protocol/bytes';
import type { Quote } from '@lanran/protocol/quote';
import { findReason } from '@lanran/protocol/reasons';
import { parseAddress } from '@lanran/protocol/signature';
import type { IOfferBook, TermsStructOutput } from '../../../contracts/abi/OfferBook.ts';

export class UnknownReasonError extends Error {
  override readonly name = 'UnknownReasonError';
}

/** The contract's answer in the protocol's words. @throws UnknownReasonError for a code this version does not know */
export function toQuote({ terms, licenseId, reasons }: IOfferBook.QuoteStructOutput): Quote {
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
    version: parseStatementHash(versionIn(terms)),
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

/** The committed ABI of this moment names none: the struct has it once the contracts do. */
function versionIn(terms: TermsStructOutput & { readonly version?: string }): string {
  return terms.version ?? ZERO_32;
}

function toReason(code: bigint, subject: bigint) {
  const reason = findReason(code, subject);
  if (reason === null) throw new UnknownReasonError(`OfferBook refused with the unknown code ${code}.`);
  return reason;
}
