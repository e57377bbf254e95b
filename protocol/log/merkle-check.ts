import { equal } from '../kernel/bytes.ts';
import { HOLDS, refuse, type Refusal, type Verdict } from '../kernel/errors.ts';
import { nodeHash } from './merkle.ts';

export interface InclusionClaim {
  readonly leafHash: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

export interface ConsistencyClaim {
  readonly size1: number;
  readonly size2: number;
  readonly root1: Uint8Array;
  readonly root2: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

export type InclusionRoot = { readonly ok: true; readonly root: Uint8Array } | Refusal;

/** RFC 9162 §2.1.3.2. */
export function verifyInclusion(claim: InclusionClaim): Verdict {
  const reached = inclusionRoot(claim);
  if (!reached.ok) return reached;
  return equal(reached.root, claim.root) ? HOLDS : refuse('the inclusion proof leads to another root');
}

/** The root that an audit path leads to, for whoever has the root signed rather than given. */
export function inclusionRoot({ leafHash, index, size, proof }: Omit<InclusionClaim, 'root'>): InclusionRoot {
  if (!isCount(index) || !isCount(size) || index >= size)
    return refuse(`leaf ${index} is outside a tree of ${size}`);
  if (!areHashes([leafHash, ...proof])) return refuse('a hash is not 32 bytes');
  let position = index;
  let last = size - 1;
  let hash = leafHash;
  for (const sibling of proof) {
    if (last === 0) return refuse('the inclusion proof is too long');
    if (isOdd(position) || position === last) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(position) && position !== 0) [position, last] = [half(position), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [position, last] = [half(position), half(last)];
  }
  return last === 0 ? { ok: true, root: hash } : refuse('the inclusion proof is too short');
}

/** RFC 9162 §2.1.4.2; a first size of 0 proves nothing and is refused. */
export function verifyConsistency(claim: ConsistencyClaim): Verdict {
  const { size1, size2, root1, root2 } = claim;
  if (!isCount(size1) || !isCount(size2) || size1 === 0 || size1 > size2) {
    return refuse(`a tree of ${size2} leaves cannot be shown to extend one of ${size1}`);
  }
  if (size1 === size2) return verifySameTree(claim);
  if (!areHashes([root1, root2, ...claim.proof])) return refuse('a hash is not 32 bytes');
  const proof = isPowerOfTwo(size1) ? [root1, ...claim.proof] : claim.proof;
  const [first, ...rest] = proof;
  if (first === undefined || claim.proof.length === 0) return refuse('the consistency proof is empty');

  let position = size1 - 1;
  let last = size2 - 1;
  while (isOdd(position)) [position, last] = [half(position), half(last)];
  let oldHash = first;
  let newHash = first;
  for (const sibling of rest) {
    if (last === 0) return refuse('the consistency proof is too long');
    if (isOdd(position) || position === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while (!isOdd(position) && position !== 0) [position, last] = [half(position), half(last)];
    } else {
      newHash = nodeHash(newHash, sibling);
    }
    [position, last] = [half(position), half(last)];
  }
  if (last !== 0) return refuse('the consistency proof is too short');
  if (!equal(oldHash, root1)) return refuse('the consistency proof leads to another old root');
  return equal(newHash, root2) ? HOLDS : refuse('the consistency proof leads to another new root');
}

function verifySameTree({ root1, root2, proof }: ConsistencyClaim): Verdict {
  if (proof.length > 0) return refuse('trees of equal size need no proof');
  return equal(root1, root2) ? HOLDS : refuse('two roots are given for one size');
}

function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every((hash) => hash.length === 32);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isOdd(value: number): boolean {
  return value % 2 === 1;
}

function half(value: number): number {
  return Math.floor(value / 2);
}

function isPowerOfTwo(value: number): boolean {
  let odd = value;
  while (odd > 1 && !isOdd(odd)) odd = half(odd);
  return odd === 1;
}
