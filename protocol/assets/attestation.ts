import { fieldValue, type StoredBody } from '../log/body.ts';
import { FormatError } from '../kernel/errors.ts';
import { parseStatementHash, type StatementHash } from '../kernel/ids.ts';
import type { JsonValue } from '../kernel/json.ts';
import type { BilingualText } from '../kernel/language.ts';
import { parseSignedHash, requireFields, signedHashFields, type SignedHash } from '../log/signed-hash.ts';

export const ATTESTED_SCHEMA = 'lanran/attested/1';

/** What a review of source and legality comes to. */
export const OPINIONS = ['COMPLIANT', 'CONDITIONAL', 'NOT_COMPLIANT'] as const;
export type Opinion = (typeof OPINIONS)[number];

const OPINION_NAMES: Readonly<Record<Opinion, BilingualText>> = {
  COMPLIANT: { en: 'compliant', zh: '合规' },
  CONDITIONAL: { en: 'compliant with conditions', zh: '附条件合规' },
  NOT_COMPLIANT: { en: 'not compliant', zh: '不合规' },
};

/** For people; the codes are for machines. */
export function opinionName(opinion: Opinion): BilingualText {
  return OPINION_NAMES[opinion];
}

/** What a statement of kind `attested` says: an accreditor or auditor reviewed a version of an asset, and gives the hash of its report. */
export interface Attestation extends SignedHash {
  /** The statement of the version that was reviewed. */
  readonly version: StatementHash;
  readonly opinion: Opinion;
}

const FIELDS = ['organization', 'version', 'opinion', 'algorithm', 'hash', 'note'];

/** The fields of its body (docs/formats.md, "Body"). */
export function attestationFields({ version, opinion, ...signed }: Attestation) {
  return { schema: ATTESTED_SCHEMA, version, opinion, ...signedHashFields(signed) };
}

/** @throws FormatError naming the field that is missing, unknown or malformed */
export function parseAttestation(body: StoredBody): Attestation {
  requireFields(body, ATTESTED_SCHEMA, FIELDS);
  return {
    ...parseSignedHash(body),
    version: parseStatementHash(fieldValue(body, 'version'), 'version'),
    opinion: parseOpinion(fieldValue(body, 'opinion')),
  };
}

function parseOpinion(value: JsonValue | undefined): Opinion {
  const opinion = OPINIONS.find((known) => known === value);
  if (opinion === undefined) throw new FormatError('opinion', `must be one of ${OPINIONS.join(', ')}`);
  return opinion;
}
