import { createMPT } from '@ethereumjs/mpt';
import { RLP } from '@ethereumjs/rlp';
import { fromHex, toHex, type Hex } from '../kernel/bytes.ts';
import { FormatError, refuse, type Refusal } from '../kernel/errors.ts';
import { keccak256 } from '../kernel/hash.ts';

/* Ethereum's Merkle Patricia tries (Yellow Paper, appendix D), as `eth_getProof` proves them. */

export interface TrieClaim {
  readonly root: Hex;
  /** The path in the trie: for state and storage the keccak256 of address or slot, for transactions the RLP of the index. */
  readonly key: Uint8Array;
  /** Nodes from the root down, each named by the one before it. */
  readonly proof: readonly Hex[];
}

export type TrieValue = { readonly ok: true; readonly value: Uint8Array | null } | Refusal;

type RlpItem = Uint8Array | RlpItem[];

const EMPTY_TRIE = keccak256(Uint8Array.of(0x80));

/**
 * What a trie holds at a key: bytes, or null when the proof shows that it holds nothing there. Every node given must be on the
 * way, so that no byte of a proof goes unchecked.
 */
export function readTrie({ root, key, proof }: TrieClaim): TrieValue {
  if (proof.length === 0) return root === EMPTY_TRIE ? absent() : refuse('the proof is empty');
  const nibbles = nibblesOf(key);
  let expected = root;
  for (const [place, encoded] of proof.entries()) {
    const node = fromHex(encoded);
    if (keccak256(node) !== expected)
      return refuse(`node ${place} of the proof is not the one named above it`);
    const step = descend(decodeRlp(node), nibbles);
    if (step.next === null) {
      return place === proof.length - 1
        ? { ok: true, value: step.value }
        : refuse('the proof has nodes off the way');
    }
    expected = step.next;
  }
  return refuse('the proof ends before the key does');
}

type Step = { readonly next: Hex } | { readonly next: null; readonly value: Uint8Array | null };

/** A node is inlined when it is below 32 bytes, so that more levels than this cannot be honest. */
const MAX_INLINED = 32;

/** Follows `nibbles`, consuming them, through a node and the nodes inlined in it. */
function descend(node: RlpItem, nibbles: number[], depth = 0): Step {
  if (!Array.isArray(node) || depth > MAX_INLINED) return { next: null, value: null };
  const child = node.length === 17 ? branchChild(node, nibbles) : pathChild(node, nibbles);
  if (child.isValue) return { next: null, value: bytesOrNull(child.item) };
  if (Array.isArray(child.item)) return descend(child.item, nibbles, depth + 1);
  if (child.item.length === 32) return { next: toHex(child.item) };
  return { next: null, value: null };
}

interface Child {
  readonly item: RlpItem;
  readonly isValue: boolean;
}

const NOTHING: Child = { item: new Uint8Array(0), isValue: true };

function branchChild(node: RlpItem[], nibbles: number[]): Child {
  const nibble = nibbles.shift();
  if (nibble === undefined) return { item: node[16] ?? NOTHING.item, isValue: true };
  return { item: node[nibble] ?? NOTHING.item, isValue: false };
}

/** A leaf or an extension: a path in hex-prefix encoding, then a value or a node. */
function pathChild([prefixed, item]: RlpItem[], nibbles: number[]): Child {
  if (!(prefixed instanceof Uint8Array) || item === undefined) return NOTHING;
  const [flag = 0, ...rest] = nibblesOf(prefixed);
  const isLeaf = flag >= 2;
  const path = flag % 2 === 1 ? rest : rest.slice(1);
  const isOnPath = path.every((nibble, at) => nibble === nibbles[at]);
  if (!isOnPath || (isLeaf && path.length !== nibbles.length)) return NOTHING;
  nibbles.splice(0, path.length);
  return { item, isValue: isLeaf };
}

function bytesOrNull(item: RlpItem): Uint8Array | null {
  return item instanceof Uint8Array && item.length > 0 ? item : null;
}

function absent(): TrieValue {
  return { ok: true, value: null };
}

function nibblesOf(bytes: Uint8Array): number[] {
  return Array.from(bytes).flatMap((byte) => [byte >> 4, byte & 15]);
}

/** @throws FormatError when the bytes are not RLP */
export function decodeRlp(bytes: Uint8Array, field = 'rlp'): RlpItem {
  try {
    return RLP.decode(bytes);
  } catch (cause) {
    throw new FormatError(field, 'is not RLP', { cause });
  }
}

/** @throws FormatError unless the bytes are a flat list of at least `minLength` byte strings */
export function decodeRlpList(bytes: Uint8Array, minLength: number, field: string): Uint8Array[] {
  const items = decodeRlp(bytes, field);
  if (!Array.isArray(items) || items.length < minLength) throw new FormatError(field, 'is too short a list');
  return items.map((item) => {
    if (!(item instanceof Uint8Array)) throw new FormatError(field, 'is not a list of byte strings');
    return item;
  });
}

/** Where a transaction lies in its block's transactions trie. */
export interface TransactionProof {
  readonly index: number;
  readonly proof: readonly Hex[];
}

/** Key of a transaction in the transactions trie. */
export function transactionKey(index: number): Uint8Array {
  return RLP.encode(index);
}

/**
 * Proves one transaction of a block from all its raw transactions (typed ones with their type byte first).
 * @throws FormatError when the block has no such transaction
 */
export async function proveTransaction(
  rawTransactions: readonly Hex[],
  index: number,
): Promise<TransactionProof> {
  if (rawTransactions[index] === undefined)
    throw new FormatError('transactions', `has no transaction ${index}`);
  const trie = await createMPT();
  for (const [at, raw] of rawTransactions.entries()) await trie.put(transactionKey(at), fromHex(raw));
  const { stack } = await trie.findPath(transactionKey(index));
  // Nodes below 32 bytes are inlined in their parent and not listed.
  const nodes = stack.map((node) => node.serialize()).filter((node, at) => at === 0 || node.length >= 32);
  return { index, proof: nodes.map(toHex) };
}
