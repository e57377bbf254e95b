import { fieldValue, type Body } from '../log/body.ts';
import { FormatError } from '../kernel/errors.ts';
import { parseLicenseId, parseOrganizationId, type LicenseId, type OrganizationId } from '../kernel/ids.ts';
import { parseArray, parseString } from '../kernel/shape.ts';
import { parseSignedHash, requireFields, signedHashFields, type SignedHash } from '../log/signed-hash.ts';

export const AGREED_SCHEMA = 'lanran/agreed/1';
export const MAX_PARTIES = 16;
export const MAX_REQUEST_LENGTH = 200;

/** What a statement of kind `agreed` says: an organization states which document it agreed to, and with whom. */
export interface StatedAgreement extends SignedHash {
  /** All who agreed, the signer's organization among them. Each speaks for itself alone, by a statement of its own. */
  readonly parties: readonly OrganizationId[];
  readonly licenseId?: LicenseId;
  /** Id of the request that led to it. */
  readonly request?: string;
}

const FIELDS = ['organization', 'parties', 'algorithm', 'hash', 'licenseId', 'request', 'note'];

/** The fields of its body (docs/formats.md, "Body"). */
export function agreementFields({ parties, licenseId, request, ...signed }: StatedAgreement) {
  return {
    schema: AGREED_SCHEMA,
    parties: [...parties],
    ...signedHashFields(signed),
    ...(licenseId !== undefined && { licenseId }),
    ...(request !== undefined && { request }),
  };
}

/** @throws FormatError naming the field that is missing, unknown or malformed */
export function parseAgreement(body: Body): StatedAgreement {
  requireFields(body, AGREED_SCHEMA, FIELDS);
  const signed = parseSignedHash(body);
  const parties = parseArray(fieldValue(body, 'parties'), 'parties', parseOrganizationId);
  if (parties.length > MAX_PARTIES || new Set(parties).size !== parties.length)
    throw new FormatError('parties', `must be at most ${MAX_PARTIES} organizations, each once`);
  if (!parties.includes(signed.organization))
    throw new FormatError('parties', 'must name the organization that signs');
  const licenseId = fieldValue(body, 'licenseId');
  const request = fieldValue(body, 'request');
  return {
    ...signed,
    parties,
    ...(licenseId !== undefined && { licenseId: parseLicenseId(licenseId, 'licenseId') }),
    ...(request !== undefined && { request: parseRequest(request) }),
  };
}

function parseRequest(value: unknown): string {
  const request = parseString(value, 'request');
  if (request === '' || request.length > MAX_REQUEST_LENGTH)
    throw new FormatError('request', `must be text of 1 to ${MAX_REQUEST_LENGTH} characters`);
  return request;
}
