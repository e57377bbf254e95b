import { fromHex, type Hex } from '@lanran/protocol/kernel/bytes';
import { verifyCheckpoint } from '@lanran/protocol/log/checkpoint';
import { ProtocolError } from '@lanran/protocol/kernel/errors';
import type { Evidence } from '@lanran/protocol/log/evidence';
import { encodeLeaf } from '@lanran/protocol/log/leaf';
import { leafHash } from '@lanran/protocol/log/merkle';
import { verifyInclusion } from '@lanran/protocol/log/merkle-check';
import type { Statement } from '@lanran/protocol/log/statement';
import { RefusedError } from '../kernel/errors.ts';

interface SignedStatement {
  readonly statement: Statement;
  /** The signature over it, alone or in a batch. */
  readonly evidence: Evidence;
  readonly checkpointKey: string;
}

/**
 * The signed statement is a leaf of the tree that the log's key signed.
 * @throws RefusedError when the receipt does not show it
 */
export function requireLogged(
  receipt: {
    readonly assetId: string;
    readonly leafIndex: number;
    readonly checkpoint: string;
    readonly inclusionProof: readonly Hex[];
  },
  { statement, evidence, checkpointKey }: SignedStatement,
): void {
  const refuse = (problem: string, cause?: unknown) => {
    throw new RefusedError(
      'BAD_RECEIPT',
      `The platform took the statement, but does not prove it (${problem}). Keep the files and tell the operator and an auditor.`,
      { cause },
    );
  };
  if (receipt.assetId !== statement.assetId) refuse(`it is of asset ${receipt.assetId}`);
  try {
    const { size, root } = verifyCheckpoint(receipt.checkpoint, checkpointKey);
    const verdict = verifyInclusion({
      leafHash: leafHash(encodeLeaf(statement, evidence)),
      index: receipt.leafIndex,
      size,
      proof: receipt.inclusionProof.map((hash) => fromHex(hash)),
      root: fromHex(root),
    });
    if (!verdict.ok) refuse(verdict.reason);
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    refuse(cause.message, cause);
  }
}
