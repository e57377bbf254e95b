import { fromHex, parseBytes32, toHex, type Hex } from '../kernel/bytes.ts';
import { FormatError, refuse, type Verdict } from '../kernel/errors.ts';
import { randomBytes32 } from '../kernel/ids.ts';
import { canonicalJsonBytes, parseJsonValue, type JsonValue } from '../kernel/json.ts';
import { MemoryTree } from './memory-tree.ts';
import { verifyInclusion } from './merkle-check.ts';
import { leafHash } from './merkle.ts';
import { parseArray, parseCount, parseMembers } from '../kernel/shape.ts';

/** One salted field; its leaf is the RFC 8785 bytes of `[salt, name, value]`. */
export interface BodyField {
  readonly salt: Hex;
  readonly name: string;
  readonly value: JsonValue;
}

/** All fields, sorted by name (code units). */
export interface Body {
  readonly fields: readonly BodyField[];
}

/** A field whose salt and value were erased: its leaf's hash still proves the others (docs/formats.md, "Taking down"). */
export interface ErasedField {
  readonly name: string;
  readonly leafHash: Hex;
}

/** A body as it is kept: what was taken down is not in it. */
export interface StoredBody {
  readonly fields: readonly (BodyField | ErasedField)[];
}

/** One field that can be shown to belong to a body without showing any other. */
export interface FieldProof extends BodyField {
  /** Place among the fields sorted by name. */
  readonly index: number;
  readonly proof: readonly Hex[];
}

export const MAX_FIELDS = 64;
export const MAX_FIELD_BYTES = 16 * 1024;
export const MAX_FIELD_DEPTH = 8;
export const MAX_FIELD_NAME_LENGTH = 64;

const FIELD_NAME = /^[a-zA-Z][a-zA-Z0-9.]*$/;

/**
 * Salts and sorts fields. `salts` fixes some of them by name (32 random bytes each); the rest are drawn.
 * @throws FormatError naming the field that is misnamed, not JSON, too deep or too large, or `body` for too many
 */
export function buildBody(
  fields: Readonly<Record<string, JsonValue>>,
  options: { readonly salts?: Readonly<Record<string, Hex>> } = {},
): Body {
  const salted = Object.entries(fields).map(([name, value]) => ({
    salt: options.salts?.[name] ?? randomBytes32(),
    name,
    value,
  }));
  return parseBody({ fields: salted.sort(byName) });
}

/** Reads a stored or received body. @throws FormatError naming the field; also when fields are unsorted or repeated */
export function parseBody(value: unknown, path = 'body'): Body {
  const members = parseMembers(value, path, { required: ['fields'] });
  const fields = parseArray(members['fields'], path, parseField);
  if (fields.length === 0) throw new FormatError(path, 'has no fields');
  if (fields.length > MAX_FIELDS)
    throw new FormatError(path, `has ${fields.length} fields, more than ${MAX_FIELDS}`);
  fields.slice(1).forEach((field, at) => requireAfter(fields[at], field));
  return { fields };
}

function requireAfter(previous: BodyField | undefined, field: BodyField): void {
  if (previous === undefined || byName(previous, field) < 0) return;
  throw new FormatError(field.name, 'is repeated or not in the order of names');
}

function byName(left: BodyField, right: BodyField): number {
  return left.name < right.name ? -1 : Number(left.name > right.name);
}

function parseField(value: unknown, path: string): BodyField {
  const members = parseMembers(value, path, { required: ['salt', 'name', 'value'] });
  const name = parseFieldName(members['name'], path);
  const field = {
    salt: parseBytes32(members['salt'], `${name}.salt`),
    name,
    value: parseJsonValue(members['value'], name, MAX_FIELD_DEPTH),
  };
  const byteLength = encodeField(field).length;
  if (byteLength > MAX_FIELD_BYTES)
    throw new FormatError(name, `is ${byteLength} bytes, more than ${MAX_FIELD_BYTES}`);
  return field;
}

function parseFieldName(value: unknown, path: string): string {
  if (typeof value !== 'string' || !FIELD_NAME.test(value) || value.length > MAX_FIELD_NAME_LENGTH) {
    const shown = typeof value === 'string' ? value.slice(0, MAX_FIELD_NAME_LENGTH) : path;
    throw new FormatError(
      shown,
      `is not a field name: a letter, then letters, digits, dots, at most ${MAX_FIELD_NAME_LENGTH}`,
    );
  }
  return value;
}

/** The bytes of a field's leaf. */
export function encodeField({ salt, name, value }: BodyField): Uint8Array {
  return canonicalJsonBytes([salt, name, value]);
}

export function isErasedField(field: BodyField | ErasedField): field is ErasedField {
  return 'leafHash' in field;
}

/** Forgets salts and values of the named fields; `bodyHash` stays. Harmless to repeat. */
export function eraseFields(body: StoredBody, names: readonly string[]): StoredBody {
  const fields = body.fields.map((field) =>
    isErasedField(field) || !names.includes(field.name)
      ? field
      : { name: field.name, leafHash: toHex(hashOf(field)) },
  );
  return { fields };
}

/** RFC 9162 root over the field leaves. */
export function bodyHash(body: StoredBody): Hex {
  return toHex(treeOf(body).root());
}

/** Value of a field, or undefined when the body has none of that name, or it was erased. */
export function fieldValue(body: StoredBody, name: string): JsonValue | undefined {
  const field = body.fields.find((candidate) => candidate.name === name);
  return field === undefined || isErasedField(field) ? undefined : field.value;
}

/** @throws FormatError when the body has no such field, or it was erased */
export function revealField(body: StoredBody, name: string): FieldProof {
  const index = body.fields.findIndex((candidate) => candidate.name === name);
  const field = body.fields[index];
  if (field === undefined) throw new FormatError(name, 'is not a field of the body');
  if (isErasedField(field)) throw new FormatError(name, 'was taken down and is not kept');
  return { index, ...field, proof: treeOf(body).inclusionProof(index).map(toHex) };
}

/** Hash and audit path of the last field's leaf, which prove the number of fields without showing one. */
export function lastLeaf(body: StoredBody): { leafHash: Hex; proof: Hex[] } {
  const last = body.fields.at(-1);
  if (last === undefined) throw new FormatError('body', 'has no fields');
  const proof = treeOf(body).inclusionProof(body.fields.length - 1);
  return { leafHash: toHex(hashOf(last)), proof: proof.map(toHex) };
}

function hashOf(field: BodyField | ErasedField): Uint8Array {
  return isErasedField(field) ? fromHex(field.leafHash) : leafHash(encodeField(field));
}

function treeOf({ fields }: StoredBody): MemoryTree {
  const tree = new MemoryTree();
  for (const field of fields) tree.appendHash(hashOf(field));
  return tree;
}

/** @throws FormatError */
export function parseFieldProof(value: unknown, path: string): FieldProof {
  const { index, proof, ...field } = parseMembers(value, path, {
    required: ['index', 'salt', 'name', 'value', 'proof'],
  });
  return {
    ...parseField(field, path),
    index: parseCount(index, `${path}.index`, MAX_FIELDS - 1),
    proof: parseArray(proof, `${path}.proof`, parseBytes32),
  };
}

/** Whether a revealed field belongs to the body with this hash and number of fields. */
export function verifyField(
  field: FieldProof,
  body: { readonly bodyHash: Hex; readonly size: number },
): Verdict {
  const verdict = verifyInclusion({
    leafHash: leafHash(encodeField(field)),
    index: field.index,
    size: body.size,
    proof: field.proof.map((hash) => fromHex(hash)),
    root: fromHex(body.bodyHash),
  });
  return verdict.ok ? verdict : refuse(`field ${field.name}: ${verdict.reason}`);
}
