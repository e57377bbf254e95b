import { concat, equal } from '../kernel/bytes.ts';
import { FormatError } from '../kernel/errors.ts';
import { evidenceHash, type Evidence } from './evidence.ts';
import { decodeStatement, encodeStatement, STATEMENT_BYTES, type Statement } from './statement.ts';

export const LEAF_BYTES = STATEMENT_BYTES + 32;

/** `abi.encode(statement) ‖ SHA-256(evidence)`: 224 bytes; its leaf hash is `leafHash` of merkle.ts. */
export function encodeLeaf(statement: Statement, evidence: Evidence): Uint8Array {
  return concat(encodeStatement(statement), evidenceHash(evidence));
}

export interface DecodedLeaf {
  readonly statement: Statement;
  /** SHA-256 of the evidence that is stored beside the leaf. */
  readonly evidenceHash: Uint8Array;
}

/** @throws FormatError when the bytes are no leaf */
export function decodeLeaf(leaf: Uint8Array): DecodedLeaf {
  if (leaf.length !== LEAF_BYTES)
    throw new FormatError('leaf', `must be ${LEAF_BYTES} bytes, not ${leaf.length}`);
  return {
    statement: decodeStatement(leaf.subarray(0, STATEMENT_BYTES)),
    evidenceHash: leaf.slice(STATEMENT_BYTES),
  };
}

export function isLeafOf(leaf: Uint8Array, statement: Statement, evidence: Evidence): boolean {
  return equal(leaf, encodeLeaf(statement, evidence));
}
