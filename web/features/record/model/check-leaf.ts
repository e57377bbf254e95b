import { equal, fromHex } from '@lanran/protocol/kernel/bytes';
import { verifyCheckpoint } from '@lanran/protocol/log/checkpoint';
import { ProtocolError } from '@lanran/protocol/kernel/errors';
import { decodeLeaf } from '@lanran/protocol/log/leaf';
import { inclusionProof, leafHash, rootAt } from '@lanran/protocol/log/merkle';
import { verifyInclusion } from '@lanran/protocol/log/merkle-check';
import { statementHash } from '@lanran/protocol/log/statement';
import { readLeaf, type ReadTile, tileHashes } from './tiles.ts';

/** `checkpoint`: its signature. `leaf`: what stands at the place. `inclusion`: the way to the root. `anchor`: the contract. */
export type LeafCheckName = 'checkpoint' | 'leaf' | 'inclusion' | 'anchor';

export interface LeafCheck {
  readonly name: LeafCheckName;
  readonly status: 'pass' | 'fail' | 'unknown';
  readonly reason: string;
}

export interface LeafQuestion {
  readonly hash: string;
  readonly index: number;
  /** vkey that must have signed the checkpoint. */
  readonly checkpointKey: string;
  readCheckpoint(): Promise<string>;
  readonly readTile: ReadTile;
  /** The newest tree that the contract has. */
  readHead(): Promise<{ readonly size: number; readonly root: string }>;
}

/**
 * Whether a statement is in the log, from public files alone: the checkpoint, the tiles, and what the contract says. Works
 * for statements that their reader may not see, too: the leaf shows kind, ids and time.
 */
export async function checkLeaf(question: LeafQuestion): Promise<LeafCheck[]> {
  const { hash, index, checkpointKey, readTile } = question;
  const checks: LeafCheck[] = [];
  const note = (name: LeafCheckName, isTrue: boolean, reason: string) =>
    checks.push({ name, status: isTrue ? 'pass' : 'fail', reason });
  // Asked first: a checkpoint that is read later covers at least as much.
  const head = await question.readHead();
  try {
    const { size, root } = verifyCheckpoint(await question.readCheckpoint(), checkpointKey);
    note('checkpoint', true, `${size} leaves, root ${root}, signed by ${checkpointKey}`);

    const leaf = await readLeaf(index, size, readTile);
    const found = statementHash(decodeLeaf(leaf).statement);
    note('leaf', found === hash, `leaf ${index} is statement ${found}`);

    const hashes = tileHashes(size, readTile);
    const proof = await inclusionProof(index, size, hashes);
    const verdict = verifyInclusion({ leafHash: leafHash(leaf), index, size, proof, root: fromHex(root) });
    note(
      'inclusion',
      verdict.ok,
      verdict.ok ? `leaf ${index} of ${size}, by ${proof.length} hashes` : verdict.reason,
    );
    checks.push(await anchorCheck(question, { head, size }));
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const name = checks.length === 0 ? 'checkpoint' : checks.length === 1 ? 'leaf' : 'inclusion';
    checks.push({ name, status: 'fail', reason: error.message });
  }
  return checks;
}

/** The contract holds the root of the log's first leaves, this one among them. */
async function anchorCheck(
  { index, readTile }: LeafQuestion,
  { head, size }: { readonly head: { readonly size: number; readonly root: string }; readonly size: number },
): Promise<LeafCheck> {
  if (head.size > size)
    return {
      name: 'anchor',
      status: 'fail',
      reason: `the contract has ${head.size} leaves, the checkpoint only ${size}`,
    };
  if (head.size <= index)
    return {
      name: 'anchor',
      status: 'unknown',
      reason: `the contract has ${head.size} leaves so far; this is leaf ${index}`,
    };
  const own = await rootAt(head.size, tileHashes(size, readTile));
  const isSame = equal(own, fromHex(head.root, 'head.root'));
  return {
    name: 'anchor',
    status: isSame ? 'pass' : 'fail',
    reason: isSame
      ? `the contract holds the root of these very ${head.size} leaves`
      : `the contract holds another root for ${head.size} leaves: ${head.root}`,
  };
}
