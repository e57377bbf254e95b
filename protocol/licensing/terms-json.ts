import { parseBytes32, type Hex } from '../kernel/bytes.ts';
import { parseDayNumber } from '../kernel/day.ts';
import { FormatError } from '../kernel/errors.ts';
import { parseAssetId, parseLicenseId, parseOrganizationId, parseStatementHash } from '../kernel/ids.ts';
import { describeOldTerms } from './old-terms.ts';
import { parseCount, parseDecimal, parseMembers, parseRecord } from '../kernel/shape.ts';
import { parseAddress } from '../kernel/signature.ts';
import { ORIGINS, type Origin, type Terms } from './terms.ts';

/** Terms as JSON, flat. Integers that may exceed 2^53 are decimal text. */
export interface TermsJson {
  readonly assetId: Hex;
  readonly version: Hex;
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
  'version',
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

/** Terms of before versions were sold: sixteen words, whose hash no contract issues. */
export class OldTermsError extends FormatError {
  override readonly code = 'OLD_TERMS';
  constructor(field: string) {
    super(`${field}.version`, describeOldTerms().en);
  }
}

/** @throws OldTermsError; FormatError naming the member that is missing, unknown or malformed */
export function parseTerms(value: unknown, field = 'terms'): Terms {
  if (areOld(value, field)) throw new OldTermsError(field);
  const terms = parseMembers(value, field, { required: MEMBERS });
  const { exclusive, parent } = terms;
  if (typeof exclusive !== 'boolean') throw new FormatError(`${field}.exclusive`, 'must be true or false');
  return {
    assetId: parseAssetId(terms['assetId'], `${field}.assetId`),
    version: parseStatementHash(terms['version'], `${field}.version`),
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

/** All members but the version: what an old client or an old bundle has. */
function areOld(value: unknown, field: string): boolean {
  const terms = parseRecord(value, field);
  return MEMBERS.every((name) => Object.hasOwn(terms, name) === (name !== 'version'));
}

function parseOrigin(value: unknown, field: string): Origin {
  const origin = ORIGINS.find((known) => known === value);
  if (origin === undefined) throw new FormatError(field, `must be one of ${ORIGINS.join(', ')}`);
  return origin;
}
