import { concat, fromHex, toHex, uintBytes, utf8, type Hex } from '../kernel/bytes.ts';
import { FormatError, SignatureError } from '../kernel/errors.ts';
import type { BatchEvidence } from './evidence.ts';
import { keccak256 } from '../kernel/hash.ts';
import type { LogId } from '../kernel/ids.ts';
import { MemoryTree } from './memory-tree.ts';
import { inclusionRoot } from './merkle-check.ts';
import { leafHash } from './merkle.ts';
import { recoverSigner, type Address } from '../kernel/signature.ts';
import { encodeStatement, type Statement } from './statement.ts';
import { DOMAIN_FIELDS, domainOf, typedDataDigest, type TypedData } from '../kernel/typed-data.ts';

/** Many statements under one signature: `root` is the RFC 9162 root over their 192-byte encodings. */
export interface Batch {
  readonly root: Hex;
  readonly count: number;
}

export interface BuiltBatch extends Batch {
  /** The evidence of statement `index` once the batch is signed. */
  evidenceFor(index: number, signature: Hex): BatchEvidence;
}

const BATCH_FIELDS = [
  { name: 'root', type: 'bytes32' },
  { name: 'count', type: 'uint64' },
] as const;
const BATCH_TYPE_HASH = fromHex(keccak256(utf8('Batch(bytes32 root,uint64 count)')));

/** @throws FormatError when there is nothing to sign */
export function buildBatch(statements: readonly Statement[]): BuiltBatch {
  if (statements.length === 0) throw new FormatError('statements', 'a batch needs at least one');
  const tree = new MemoryTree(statements.map(encodeStatement));
  const count = statements.length;
  return {
    root: toHex(tree.root()),
    count,
    evidenceFor: (index, signature) => ({
      type: 'batch',
      signature,
      index,
      count,
      path: tree.inclusionProof(index).map(toHex),
    }),
  };
}

export function batchDigest({ root, count }: Batch, logId: LogId): Hex {
  return typedDataDigest(keccak256(concat(BATCH_TYPE_HASH, fromHex(root), uintBytes(count, 32))), logId);
}

export function batchTypedData({ root, count }: Batch, logId: LogId): TypedData {
  return {
    domain: domainOf(logId),
    types: { EIP712Domain: DOMAIN_FIELDS, Batch: BATCH_FIELDS },
    primaryType: 'Batch',
    message: { root, count: String(count) },
  };
}

/**
 * Who signed the batch that this evidence puts the statement in.
 * @throws SignatureError when the path has the wrong length, or the signature is malformed or nobody's
 */
export function batchSigner(statement: Statement, logId: LogId, evidence: BatchEvidence): Address {
  const { index, count, signature } = evidence;
  const proof = evidence.path.map((hash) => fromHex(hash, 'evidence.path'));
  const reached = inclusionRoot({
    leafHash: leafHash(encodeStatement(statement)),
    index,
    size: count,
    proof,
  });
  if (!reached.ok) throw new SignatureError(`The batch's path is wrong: ${reached.reason}.`);
  return recoverSigner(batchDigest({ root: toHex(reached.root), count }, logId), signature);
}
