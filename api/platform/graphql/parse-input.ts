import { isHex, type Hex } from '@lanran/protocol/kernel/bytes';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { parseDay } from '@lanran/protocol/kernel/day';
import {
  type AssetId,
  type LicenseId,
  type OrganizationId,
  parseAssetId,
  parseLicenseId,
  parseOrganizationId,
  parseStatementHash,
  type StatementHash,
} from '@lanran/protocol/kernel/ids';
import { parseMedia } from '@lanran/protocol/licensing/media';
import { parseDecimal } from '@lanran/protocol/kernel/shape';
import { type Address, parseAddress } from '@lanran/protocol/kernel/signature';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import type { Wish } from '@lanran/protocol/licensing/window';
import { VOCABULARIES } from '../../assets/domain/asset.ts';
import type { AssetFilter, TermKey } from '../../assets/domain/asset-query.ts';
import { termKeyOf } from '../../assets/domain/catalog-term.ts';
import { BadInputError } from '../kernel/errors.ts';
import type { RelayService } from '../../relay/services/relay.ts';
import type { AssetFilterInput } from '../../assets/graphql/asset-inputs.ts';
import type { ForwardRequestInput, WishInput } from '../../licensing/graphql/wish-input.ts';

/* Arguments become domain values here, at the edge; each refusal names the argument. */

/** Runs a parser of the protocol; its refusal becomes the caller's fault. @throws BadInputError */
export function parseInput<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const { field, message } = error;
    throw new BadInputError(
      field,
      message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message,
    );
  }
}

export function toAssetId(text: string, field: string): AssetId {
  return parseInput(() => parseAssetId(text.toLowerCase(), field));
}

export function toLicenseId(text: string, field: string): LicenseId {
  return parseInput(() => parseLicenseId(text, field));
}

export function toStatementHash(text: string, field: string): StatementHash {
  return parseInput(() => parseStatementHash(text.toLowerCase(), field));
}

export function toOrganizationId(text: string, field: string): OrganizationId {
  return parseInput(() => parseOrganizationId(text.toLowerCase(), field));
}

export function toAddress(text: string, field: string): Address {
  return parseInput(() => parseAddress(text.toLowerCase(), field));
}

export function toWish({ media, territories, from, to, exclusive }: WishInput): Wish {
  if (media.length === 0) throw new BadInputError('wish.media', 'name at least one medium, or ALL.');
  if (territories.length === 0) throw new BadInputError('wish.territories', 'name at least one, or WORLD.');
  return parseInput(() => ({
    media: parseMedia(media.join(','), 'wish.media'),
    territories: parseTerritories(territories.join(','), 'wish.territories'),
    firstDay: parseDay(from, 'wish.from'),
    lastDay: parseDay(to, 'wish.to'),
    exclusive,
  }));
}

export function toForwardRequest(input: ForwardRequestInput): Parameters<RelayService['relay']>[1] {
  if (input.deadline < 0) throw new BadInputError('request.deadline', 'must be Unix seconds.');
  return parseInput(() => ({
    from: parseAddress(input.from.toLowerCase(), 'request.from'),
    to: parseAddress(input.to.toLowerCase(), 'request.to'),
    value: parseDecimal(input.value, 'request.value'),
    gas: parseDecimal(input.gas, 'request.gas'),
    nonce: parseDecimal(input.nonce, 'request.nonce'),
    deadline: input.deadline,
    data: parseBytes(input.data, 'request.data'),
    signature: parseBytes(input.signature, 'request.signature'),
  }));
}

export function toAssetFilter(input: AssetFilterInput): AssetFilter {
  const { kind, community, holder, access, term, terms, text, onOffer, hasConsent, isWithdrawn } = input;
  const { custodyOfferedTo, isCustodyOffered, hasCommunity, peoples, hasOffer } = input;
  return {
    ...(kind != null && { kind }),
    ...(community != null && { community: toOrganizationId(community, 'filter.community') }),
    ...(hasCommunity != null && { hasCommunity }),
    ...(peoples != null && { peoples }),
    ...(holder != null && { holder: toOrganizationId(holder, 'filter.holder') }),
    ...(access != null && { access }),
    ...(term != null && { term: toTerm(term, 'filter.term') }),
    ...(terms != null && { terms: terms.map((each, at) => toTerm(each, `filter.terms.${at}`)) }),
    ...(text != null && text.trim() !== '' && { text }),
    ...(onOffer != null && { onOffer }),
    ...(hasOffer != null && { hasOffer }),
    ...(hasConsent != null && { hasConsent }),
    ...(isWithdrawn != null && { isWithdrawn }),
    ...(isCustodyOffered != null && { isCustodyOffered }),
    ...(custodyOfferedTo != null && {
      custodyOfferedTo: toOrganizationId(custodyOfferedTo, 'filter.custodyOfferedTo'),
    }),
  };
}

export function parseBytes(text: string, field: string): Hex {
  const hex = text.toLowerCase();
  if (!isHex(hex)) throw new BadInputError(field, 'must be whole bytes of hex that start with 0x.');
  return hex;
}

function toTerm(term: { readonly vocabulary: string; readonly code: string }, field: string): TermKey {
  const vocabulary = VOCABULARIES.find((known) => known === term.vocabulary);
  if (vocabulary === undefined) {
    throw new BadInputError(`${field}.vocabulary`, `must be one of ${VOCABULARIES.join(', ')}.`);
  }
  return termKeyOf(vocabulary, term.code);
}
