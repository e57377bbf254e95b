import { AbiCoder, type TypedDataDomain, TypedDataEncoder } from 'ethers';
import { fromHex, type Hex, toHex } from '../kernel/bytes.ts';
import type { Address } from '../kernel/signature.ts';
import { MemoryTree } from '../log/memory-tree.ts';

/** Of what the platform's forwarder checks, single requests and batches alike. */
export interface ForwarderDomain {
  readonly chainId: bigint;
  readonly forwarder: Address;
}

export function forwarderDomain({ chainId, forwarder }: ForwarderDomain): TypedDataDomain {
  return { name: 'LanranForwarder', version: '1', chainId, verifyingContract: forwarder };
}

/** EIP-712 type of a batch as BatchForwarder checks it. */
export const FORWARD_BATCH = {
  ForwardBatch: [
    { name: 'from', type: 'address' },
    { name: 'root', type: 'bytes32' },
    { name: 'size', type: 'uint64' },
    { name: 'salt', type: 'uint256' },
    { name: 'deadline', type: 'uint48' },
  ],
};

/** A call of a contract that trusts the forwarder. */
export interface BatchedCall {
  readonly to: Address;
  readonly data: Hex;
}

/** Many calls as their signer names them. */
export interface UnsignedBatch {
  readonly from: Address;
  /** RFC 9162 root over the calls' leaves. */
  readonly root: Hex;
  readonly size: number;
  /** Lets the same calls be signed again. */
  readonly salt: bigint;
  /** Unix seconds, included. */
  readonly deadline: number;
}

/** `abi.encode(to, data)` */
export function callLeaf({ to, data }: BatchedCall): Uint8Array {
  return fromHex(AbiCoder.defaultAbiCoder().encode(['address', 'bytes'], [to, data]));
}

/** Root and proofs of a list of calls. */
export class CallTree {
  readonly #tree: MemoryTree;

  constructor(calls: readonly BatchedCall[]) {
    this.#tree = new MemoryTree(calls.map(callLeaf));
  }

  get root(): Hex {
    return toHex(this.#tree.root());
  }

  get size(): number {
    return this.#tree.size;
  }

  /** @throws TreeRangeError when there is no such call */
  proofOf(index: number): Hex[] {
    return this.#tree.inclusionProof(index).map(toHex);
  }
}

/** What the signer signs, and what names the batch on the chain: the forwarder's own `batchIdOf`. */
export function batchIdOf(domain: ForwarderDomain, { from, root, size, salt, deadline }: UnsignedBatch): Hex {
  const message = { from, root, size, salt, deadline };
  // ethers hashes to lower-case hex.
  return TypedDataEncoder.hash(forwarderDomain(domain), FORWARD_BATCH, message) as Hex;
}
