import { fieldValue, type Body } from '../log/body.ts';
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
}

const FIELDS = ['organization', 'licenseId', 'algorithm', 'hash', 'periodFrom', 'periodTo', 'note'];

/** The fields of its body (docs/formats.md, "Body"). */
export function usageFields({ licenseId, periodFrom, periodTo, ...signed }: UsageReport) {
  return {
    schema: USED_SCHEMA,
    licenseId,
    ...signedHashFields(signed),
    ...(periodFrom !== undefined && { periodFrom: formatDay(periodFrom) }),
    ...(periodTo !== undefined && { periodTo: formatDay(periodTo) }),
  };
}

/** @throws FormatError naming the field that is missing, unknown or malformed */
export function parseUsageReport(body: Body): UsageReport {
  requireFields(body, USED_SCHEMA, FIELDS);
  const periodFrom = parsePeriod(fieldValue(body, 'periodFrom'), 'periodFrom');
  const periodTo = parsePeriod(fieldValue(body, 'periodTo'), 'periodTo');
  if (periodFrom !== undefined && periodTo !== undefined && periodTo < periodFrom)
    throw new FormatError('periodTo', 'is before periodFrom');
  return {
    ...parseSignedHash(body),
    licenseId: parseLicenseId(fieldValue(body, 'licenseId'), 'licenseId'),
    ...(periodFrom !== undefined && { periodFrom }),
    ...(periodTo !== undefined && { periodTo }),
  };
}

function parsePeriod(value: JsonValue | undefined, field: string): Day | undefined {
  return value === undefined ? undefined : parseDay(value, field);
}
