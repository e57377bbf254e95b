import { concat, equal, type Hex, toHex } from '@lanran/protocol/kernel/bytes';
import { sha256 } from '@lanran/protocol/kernel/hash';
import { bodyHash } from '@lanran/protocol/log/body';
import { type HashReader, inclusionProof, leafHash } from '@lanran/protocol/log/merkle';
import { inclusionRoot } from '@lanran/protocol/log/merkle-check';
import { encodeStatement } from '@lanran/protocol/log/statement';
import type { LoggedStatement } from '../domain/logged-statement.ts';
import type { LeafStore } from '../ports/leaf-store.ts';

export interface SampledProofs {
  readonly leaves: Pick<LeafStore, 'find'>;
  readonly tree: HashReader;
  readonly size: number;
  /** Of the log of this size. */
  readonly root: Hex;
  /** Indexes of the leaves that are looked at. */
  readonly sample: Iterable<number>;
}

/** The first leaf of a sample that does not prove what is stored beside it under the root, or null. */
export async function findUnproven({
  leaves,
  tree,
  size,
  root,
  sample,
}: SampledProofs): Promise<number | null> {
  for (const index of sample) {
    const logged = await leaves.find(index);
    if (logged === null || !isConsistent(logged)) return index;
    const proof = await inclusionProof(index, size, tree);
    const reached = inclusionRoot({ leafHash: leafHash(logged.leaf), index, size, proof });
    if (!reached.ok || toHex(reached.root) !== root) return index;
  }
  return null;
}

function isConsistent({ leaf, statement, evidence, body }: LoggedStatement): boolean {
  const isOfBody = body.length === 0 || bodyHash({ fields: body }) === statement.bodyHash;
  return isOfBody && equal(leaf, concat(encodeStatement(statement), sha256(evidence)));
}
