import { utf8, ZERO_32, type Hex } from '../kernel/bytes.ts';
import { FormatError } from '../kernel/errors.ts';
import { keccak256 } from '../kernel/hash.ts';
import { canonicalJson, parseCanonicalJson, type JsonValue } from '../kernel/json.ts';
import { parsePath } from '../kernel/path.ts';
import { parseCount, parseMembers } from '../kernel/shape.ts';

/**
 * What is taken down of an asset (docs/formats.md, "Taking down"): all of it, a version, a file or a field; file and field in one
 * version, or in all up to then.
 */
export interface TakeDownScope {
  readonly version?: number;
  readonly path?: string;
  readonly field?: string;
}

/**
 * Fields that a take-down can erase. The others (`schema`, `kind`, `access`, `version`, `organization`, `synthetic`, `files`) say
 * nothing of the content, and rules and proofs need them.
 */
export const ERASABLE_FIELDS = [
  'title',
  'description',
  'terms',
  'creditLine',
  'rightsStatement',
  'identifier',
  'noCommunityReason',
] as const;

/** keccak256 of the RFC 8785 bytes of the scope; zero for the whole asset. What the contract is given. */
export function scopeHashOf(scope: TakeDownScope): Hex {
  return isWholeAsset(scope) ? ZERO_32 : keccak256(utf8(scopeText(scope)));
}

export function isWholeAsset({ version, path, field }: TakeDownScope): boolean {
  return version === undefined && path === undefined && field === undefined;
}

/** The one text of a scope: RFC 8785. */
export function scopeText({ version, path, field }: TakeDownScope): string {
  const members: Record<string, JsonValue> = {
    ...(version !== undefined && { version }),
    ...(path !== undefined && { path }),
    ...(field !== undefined && { field }),
  };
  return canonicalJson(members);
}

/** Null for a text of something else. */
export function scopeOfText(text: string): TakeDownScope | null {
  try {
    return parseTakeDownScope(parseCanonicalJson(text, 'scope'));
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

/** @throws FormatError naming the member: a version that is none, a path that is none, a field that stays, a path and a field */
export function parseTakeDownScope(value: unknown): TakeDownScope {
  const { version, path, field } = parseMembers(value, 'scope', {
    required: [],
    optional: ['version', 'path', 'field'],
  });
  if (path !== undefined && field !== undefined)
    throw new FormatError('scope.field', 'is of the asset, not of a file: give a path or a field');
  return {
    ...(version !== undefined && { version: parseVersion(version) }),
    ...(path !== undefined && { path: parsePath(path, 'scope.path') }),
    ...(field !== undefined && { field: parseField(field) }),
  };
}

function parseVersion(value: unknown): number {
  const version = parseCount(value, 'scope.version');
  if (version === 0) throw new FormatError('scope.version', 'must be 1 or more');
  return version;
}

function parseField(value: unknown): string {
  const field = ERASABLE_FIELDS.find((known) => known === value);
  if (field === undefined)
    throw new FormatError('scope.field', `must be one of ${ERASABLE_FIELDS.join(', ')}; the others stay`);
  return field;
}
