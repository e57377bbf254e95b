import { parseBytes32, type Hex } from './bytes.ts';
import { parseDayNumber } from './day.ts';
import { FormatError } from './errors.ts';
import { parseAssetId, parseLicenseId, parseOrganizationId } from './ids.ts';
import { parseCount, parseDecimal, parseMembers } from './shape.ts';
import { parseAddress } from './signature.ts';
import { ORIGINS, type Origin, type Terms } from './terms.ts';

/** Terms as JSON, flat. Integers that may exceed 2^53 are decimal text. */
export interface TermsJson {
  readonly assetId: Hex;
  readonly licensee: Hex;
  readonly offerId: string;
  readonly media: number;
  readonly territories: string;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly exclusive: boolean;
  readonly token: Hex;
  readonly price: string;
  readonly communityShareBps: number;
  readonly operatorShareBps: number;
  readonly rights: number;
  readonly origin: Origin;
  readonly parent: Hex | null;
  readonly territoriesHash: Hex;
}

const MEMBERS = [
  'assetId',
  'licensee',
  'offerId',
  'media',
  'territories',
  'firstDay',
  'lastDay',
  'exclusive',
  'token',
  'price',
  'communityShareBps',
  'operatorShareBps',
  'rights',
  'origin',
  'parent',
  'territoriesHash',
] as const;

export function termsToJson({ wish, ...terms }: Terms): TermsJson {
  const { media, territories, firstDay, lastDay, exclusive } = wish;
  return {
    ...terms,
    media,
    firstDay,
    lastDay,
    exclusive,
    offerId: terms.offerId.toString(),
    territories: territories.toString(),
    price: terms.price.toString(),
  };
}

/** @throws FormatError naming the member that is missing, unknown or malformed */
export function parseTerms(value: unknown, field = 'terms'): Terms {
  const terms = parseMembers(value, field, { required: MEMBERS });
  const { exclusive, parent } = terms;
  if (typeof exclusive !== 'boolean') throw new FormatError(`${field}.exclusive`, 'must be true or false');
  return {
    assetId: parseAssetId(terms['assetId'], `${field}.assetId`),
    licensee: parseOrganizationId(terms['licensee'], `${field}.licensee`),
    offerId: parseDecimal(terms['offerId'], `${field}.offerId`, 64),
    wish: {
      media: parseCount(terms['media'], `${field}.media`, 0xffff_ffff),
      territories: parseDecimal(terms['territories'], `${field}.territories`),
      firstDay: parseDayNumber(terms['firstDay'], `${field}.firstDay`),
      lastDay: parseDayNumber(terms['lastDay'], `${field}.lastDay`),
      exclusive,
    },
    token: parseAddress(terms['token'], `${field}.token`),
    price: parseDecimal(terms['price'], `${field}.price`),
    communityShareBps: parseCount(terms['communityShareBps'], `${field}.communityShareBps`, 10_000),
    operatorShareBps: parseCount(terms['operatorShareBps'], `${field}.operatorShareBps`, 10_000),
    rights: parseCount(terms['rights'], `${field}.rights`, 0xff),
    origin: parseOrigin(terms['origin'], `${field}.origin`),
    parent: parent === null ? null : parseLicenseId(parent, `${field}.parent`),
    territoriesHash: parseBytes32(terms['territoriesHash'], `${field}.territoriesHash`),
  };
}

function parseOrigin(value: unknown, field: string): Origin {
  const origin = ORIGINS.find((known) => known === value);
  if (origin === undefined) throw new FormatError(field, `must be one of ${ORIGINS.join(', ')}`);
  return origin;
}
