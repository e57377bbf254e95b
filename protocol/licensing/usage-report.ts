import { fieldValue, type Body, type StoredBody } from '../log/body.ts';
import { formatDay, parseDay, type Day } from '../kernel/day.ts';
import { FormatError } from '../kernel/errors.ts';
import { parseLicenseId, type LicenseId } from '../kernel/ids.ts';
import type { JsonValue } from '../kernel/json.ts';
import { parseSignedHash, requireFields, signedHashFields, type SignedHash } from '../log/signed-hash.ts';

export const USED_SCHEMA = 'lanran/used/1';

/** What a statement of kind `used` says: a licensee reports how it used a license, by the hash of the report. */
export interface UsageReport extends SignedHash {
  readonly licenseId: LicenseId;
  /** The days reported, both included. */
  readonly periodFrom?: Day;
  readonly periodTo?: Day;
  /** Note and days are for the licensee, the asset's people and auditors: others read that there is a report. */
  readonly isPrivate?: boolean;
}

const PUBLIC_FIELDS = ['organization', 'licenseId', 'algorithm', 'hash', 'private'];
/** What a private report keeps from all but the parties. */
const KEPT_FIELDS = ['periodFrom', 'periodTo', 'note'];

/** The fields of its body (docs/formats.md, "Body"). */
export function usageFields({ licenseId, periodFrom, periodTo, isPrivate, ...signed }: UsageReport) {
  return {
    schema: USED_SCHEMA,
    licenseId,
    ...signedHashFields(signed),
    ...(periodFrom !== undefined && { periodFrom: formatDay(periodFrom) }),
    ...(periodTo !== undefined && { periodTo: formatDay(periodTo) }),
    ...(isPrivate === true && { private: true }),
  };
}

/** The names of its fields that only the parties read; none of a report that is not private. */
export function keptUsageFields(body: StoredBody): readonly string[] {
  return fieldValue(body, 'private') === true ? KEPT_FIELDS : [];
}

/** @throws FormatError naming the field that is missing, unknown or malformed */
export function parseUsageReport(body: Body): UsageReport {
  requireFields(body, USED_SCHEMA, [...PUBLIC_FIELDS, ...KEPT_FIELDS]);
  const periodFrom = parsePeriod(fieldValue(body, 'periodFrom'), 'periodFrom');
  const periodTo = parsePeriod(fieldValue(body, 'periodTo'), 'periodTo');
  if (periodFrom !== undefined && periodTo !== undefined && periodTo < periodFrom)
    throw new FormatError('periodTo', 'is before periodFrom');
  const kept = fieldValue(body, 'private');
  if (kept !== undefined && kept !== true) throw new FormatError('private', 'must be true or left out');
  return {
    ...parseSignedHash(body),
    licenseId: parseLicenseId(fieldValue(body, 'licenseId'), 'licenseId'),
    ...(periodFrom !== undefined && { periodFrom }),
    ...(periodTo !== undefined && { periodTo }),
    ...(kept === true && { isPrivate: true }),
  };
}

function parsePeriod(value: JsonValue | undefined, field: string): Day | undefined {
  return value === undefined ? undefined : parseDay(value, field);
}
