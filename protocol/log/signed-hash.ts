import { fieldValue, type StoredBody } from './body.ts';
import { parseBytes32, type Hex } from '../kernel/bytes.ts';
import { FormatError } from '../kernel/errors.ts';
import { parseOrganizationId, type OrganizationId } from '../kernel/ids.ts';
import type { JsonValue } from '../kernel/json.ts';

/** How a document is hashed; further ones may follow. */
export const HASH_ALGORITHMS = ['sha256'] as const;
export type HashAlgorithm = (typeof HASH_ALGORITHMS)[number];

export const MAX_NOTE_LENGTH = 2_000;

/** What the statements of kind `agreed` and `used` have in common: an organization states the hash of a document that it keeps. */
export interface SignedHash {
  /** Whose member signs. */
  readonly organization: OrganizationId;
  readonly algorithm: HashAlgorithm;
  readonly hash: Hex;
  /** For whoever may see the asset. */
  readonly note?: string;
}

export function signedHashFields({ organization, algorithm, hash, note }: SignedHash) {
  return { organization, algorithm, hash, ...(note !== undefined && { note }) };
}

/** @throws FormatError naming the field */
export function parseSignedHash(body: StoredBody): SignedHash {
  const note = fieldValue(body, 'note');
  return {
    organization: parseOrganizationId(fieldValue(body, 'organization'), 'organization'),
    algorithm: parseAlgorithm(fieldValue(body, 'algorithm')),
    hash: parseBytes32(fieldValue(body, 'hash'), 'hash'),
    ...(note !== undefined && { note: parseNote(note) }),
  };
}

/** @throws FormatError for a field that the kind doesn't have, or another schema */
export function requireFields(body: StoredBody, schema: string, names: readonly string[]): void {
  if (fieldValue(body, 'schema') !== schema) throw new FormatError('schema', `must be ${schema}`);
  const extra = body.fields.find(({ name }) => name !== 'schema' && !names.includes(name));
  if (extra !== undefined) throw new FormatError(extra.name, `is not a field of ${schema}`);
}

function parseAlgorithm(value: JsonValue | undefined): HashAlgorithm {
  const algorithm = HASH_ALGORITHMS.find((known) => known === value);
  if (algorithm === undefined)
    throw new FormatError('algorithm', `must be one of ${HASH_ALGORITHMS.join(', ')}`);
  return algorithm;
}

function parseNote(value: JsonValue): string {
  if (typeof value !== 'string' || value.trim() === '' || value.length > MAX_NOTE_LENGTH)
    throw new FormatError('note', `must be text of 1 to ${MAX_NOTE_LENGTH} characters`);
  return value;
}
