import { fromHex, parseBytes32, type Hex } from '../kernel/bytes.ts';
import { FormatError } from '../kernel/errors.ts';
import { parseArray, parseCount, parseMembers, parseString } from '../kernel/shape.ts';
import {
  isErasedField,
  lastLeaf,
  parseFieldProof,
  revealField,
  MAX_FIELDS,
  type FieldProof,
  type StoredBody,
} from '../log/body.ts';
import { decodeEvidence, type Evidence } from '../log/evidence.ts';
import { parseStatement, type Statement } from '../log/statement.ts';

/** A statement of the log with what proves it; the tree is that of the bundle's checkpoint. */
export interface LoggedProof {
  readonly statement: Statement;
  readonly evidence: Evidence;
  readonly body: RevealedBody;
  readonly leaf: LeafPlace;
}

export interface RevealedBody {
  /** Number of all fields, revealed or not. */
  readonly size: number;
  /** In the order of their indexes. */
  readonly fields: readonly FieldProof[];
  /** The last field's leaf, when that field is not revealed: only a last leaf's path proves the size. */
  readonly end?: { readonly leafHash: Hex; readonly proof: readonly Hex[] };
}

export interface LeafPlace {
  readonly index: number;
  readonly proof: readonly Hex[];
}

/** Reveals the named fields of a body, all that are kept when no names are given. @throws FormatError for a name the body lacks */
export function revealBody(
  body: StoredBody,
  names: readonly string[] = body.fields.filter((field) => !isErasedField(field)).map(({ name }) => name),
): RevealedBody {
  const proofs = [...new Set(names)].map((name) => revealField(body, name));
  const fields = proofs.sort((left, right) => left.index - right.index);
  const size = body.fields.length;
  if (fields.at(-1)?.index === size - 1) return { size, fields };
  return { size, fields, end: lastLeaf(body) };
}

/** @throws FormatError */
export function parseLoggedProof(value: unknown, field: string): LoggedProof {
  const members = parseMembers(value, field, { required: ['statement', 'evidence', 'body', 'leaf'] });
  return {
    statement: parseStatement(members['statement'], `${field}.statement`),
    evidence: parseEvidence(members['evidence'], `${field}.evidence`),
    body: parseRevealedBody(members['body'], `${field}.body`),
    leaf: parseLeafPlace(members['leaf'], `${field}.leaf`),
  };
}

/** @throws FormatError */
export function parseEvidence(value: unknown, field: string): Evidence {
  return decodeEvidence(fromHex(parseString(value, field), field));
}

/** Reads what is revealed of a body. @throws FormatError naming the member */
export function parseRevealedBody(value: unknown, field: string): RevealedBody {
  const members = parseMembers(value, field, { required: ['size', 'fields'], optional: ['end'] });
  const size = parseCount(members['size'], `${field}.size`, MAX_FIELDS);
  const fields = parseArray(members['fields'], `${field}.fields`, parseFieldProof);
  requireAscending(
    fields.map(({ index }) => index),
    `${field}.fields`,
  );
  const isLastRevealed = fields.at(-1)?.index === size - 1;
  if (isLastRevealed === (members['end'] !== undefined)) {
    throw new FormatError(`${field}.end`, 'must be given exactly when the last field is not revealed');
  }
  return isLastRevealed ? { size, fields } : { size, fields, end: parseEnd(members['end'], `${field}.end`) };
}

function parseEnd(value: unknown, field: string): NonNullable<RevealedBody['end']> {
  const { leafHash, proof } = parseMembers(value, field, { required: ['leafHash', 'proof'] });
  return {
    leafHash: parseBytes32(leafHash, `${field}.leafHash`),
    proof: parseArray(proof, `${field}.proof`, parseBytes32),
  };
}

/** @throws FormatError */
export function parseLeafPlace(value: unknown, field: string): LeafPlace {
  const { index, proof } = parseMembers(value, field, { required: ['index', 'proof'] });
  return {
    index: parseCount(index, `${field}.index`),
    proof: parseArray(proof, `${field}.proof`, parseBytes32),
  };
}

/** @throws FormatError */
export function requireAscending(indexes: readonly number[], field: string): void {
  const isAscending = indexes.every((index, at) => at === 0 || index > (indexes[at - 1] ?? index));
  if (!isAscending) throw new FormatError(field, 'is not in the order of the indexes');
}
