import {
  bytesUint,
  concat,
  equal,
  fromHex,
  parseBytes32,
  parseHex,
  toHex,
  uintBytes,
  ZERO_32,
  type Hex,
} from '../kernel/bytes.ts';
import { FormatError, refuse, type Refusal } from '../kernel/errors.ts';
import { keccak256 } from '../kernel/hash.ts';
import { parseArray, parseMembers } from '../kernel/shape.ts';
import { parseAddress, type Address } from '../kernel/signature.ts';
import { decodeRlp, decodeRlpList, readTrie } from './trie.ts';

/** One storage slot with its proof, as in EIP-1186. */
export interface SlotProof {
  readonly key: Hex;
  /** 32 bytes; zero for a slot never written. */
  readonly value: Hex;
  readonly proof: readonly Hex[];
}

/** What some slots of one contract hold under a block's state root. */
export interface ContractProof {
  readonly address: Address;
  readonly accountProof: readonly Hex[];
  readonly storageProof: readonly SlotProof[];
}

/** What a block header commits to. */
export interface BlockHeader {
  readonly hash: Hex;
  readonly number: bigint;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly parentHash: Hex;
  readonly stateRoot: Hex;
  readonly transactionsRoot: Hex;
}

/** @throws FormatError when the bytes are not an RLP block header */
export function parseHeader(rlp: Hex, field = 'header'): BlockHeader {
  const bytes = fromHex(rlp, field);
  const items = decodeRlpList(bytes, 15, field);
  const item = (at: number): Uint8Array => items[at] ?? new Uint8Array(0);
  return {
    hash: keccak256(bytes),
    number: bytesUint(item(8)),
    timestamp: Number(bytesUint(item(11))),
    parentHash: parseBytes32(toHex(item(0)), `${field}.parentHash`),
    stateRoot: parseBytes32(toHex(item(3)), `${field}.stateRoot`),
    transactionsRoot: parseBytes32(toHex(item(4)), `${field}.transactionsRoot`),
  };
}

/** @throws FormatError */
export function parseContractProof(value: unknown, field: string): ContractProof {
  const members = parseMembers(value, field, { required: ['address', 'accountProof', 'storageProof'] });
  return {
    address: parseAddress(members['address'], `${field}.address`),
    accountProof: parseArray(members['accountProof'], `${field}.accountProof`, parseNode),
    storageProof: parseArray(members['storageProof'], `${field}.storageProof`, parseSlotProof),
  };
}

function parseSlotProof(value: unknown, field: string): SlotProof {
  const {
    key,
    value: slotValue,
    proof,
  } = parseMembers(value, field, { required: ['key', 'value', 'proof'] });
  return {
    key: parseBytes32(key, `${field}.key`),
    value: parseBytes32(slotValue, `${field}.value`),
    proof: parseArray(proof, `${field}.proof`, parseNode),
  };
}

export function parseNode(value: unknown, field: string): Hex {
  const byteLength = typeof value === 'string' ? value.length / 2 - 1 : 0;
  return parseHex(value, byteLength, field);
}

/**
 * Turns a node's answer to `eth_getProof` into the form bundles hold (32-byte keys and values, lower case).
 * @throws FormatError when the answer is malformed
 */
export function contractProofOfRpc(answer: unknown): ContractProof {
  const { address, accountProof, storageProof } = record(answer, 'eth_getProof');
  return parseContractProof(
    {
      address: lowerCase(address),
      accountProof,
      storageProof: parseArray(storageProof, 'storageProof', (slot, field) => {
        const { key, value, proof } = record(slot, field);
        return { key: padWord(key, `${field}.key`), value: padWord(value, `${field}.value`), proof };
      }),
    },
    'eth_getProof',
  );
}

function record(
  value: unknown,
  field: string,
): Readonly<Record<'address' | 'accountProof' | 'storageProof' | 'key' | 'value' | 'proof', unknown>> {
  if (typeof value !== 'object' || value === null) throw new FormatError(field, 'must be an object');
  const absent = {
    address: undefined,
    accountProof: undefined,
    storageProof: undefined,
    key: undefined,
    value: undefined,
    proof: undefined,
  };
  return { ...absent, ...value };
}

function lowerCase(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

/** Nodes answer quantities such as 0x1 where a word is meant. */
function padWord(value: unknown, field: string): Hex {
  const digits = typeof value === 'string' ? /^0x([0-9a-fA-F]{0,64})$/.exec(value)?.[1] : undefined;
  if (digits === undefined) throw new FormatError(field, 'must be at most 32 bytes of hex');
  return `0x${digits.toLowerCase().padStart(64, '0')}`;
}

export type SlotValues = { readonly ok: true; readonly values: readonly Hex[] } | Refusal;

/**
 * The proven values of `slots`, which must be exactly the slots the proof has, in that order.
 * @throws FormatError when a node of the proof is not RLP
 */
export function readSlots(proof: ContractProof, stateRoot: Hex, slots: readonly Hex[]): SlotValues {
  const account = readTrie({
    root: stateRoot,
    key: fromHex(keccak256(fromHex(proof.address))),
    proof: proof.accountProof,
  });
  if (!account.ok) return refuse(`account ${proof.address}: ${account.reason}`);
  if (account.value === null) return refuse(`there is no account ${proof.address} in that block`);
  const storageRoot = parseBytes32(
    toHex(decodeRlpList(account.value, 4, 'account')[2] ?? new Uint8Array(0)),
    'storageRoot',
  );
  if (proof.storageProof.length !== slots.length)
    return refuse(`the proof must have ${slots.length} storage slots`);

  const values: Hex[] = [];
  for (const [at, slot] of slots.entries()) {
    const stated = proof.storageProof[at];
    if (stated?.key !== slot)
      return refuse(`the proof is of slot ${stated?.key ?? 'none'} instead of ${slot}`);
    const proven = readTrie({
      root: storageRoot,
      key: fromHex(keccak256(fromHex(slot))),
      proof: stated.proof,
    });
    if (!proven.ok) return refuse(`slot ${slot}: ${proven.reason}`);
    if (!equal(wordOf(proven.value), fromHex(stated.value)))
      return refuse(`slot ${slot} does not hold the stated value`);
    values.push(stated.value);
  }
  return { ok: true, values };
}

/** Storage tries hold the RLP of the value without leading zeros. */
function wordOf(stored: Uint8Array | null): Uint8Array {
  if (stored === null) return fromHex(ZERO_32);
  const value = decodeRlp(stored, 'slot');
  return value instanceof Uint8Array ? uintBytes(bytesUint(value), 32) : new Uint8Array(0);
}

/** Slot of `mapping[key]` for a mapping at `slot`: keccak256(key ‖ slot) of two words. */
export function mappingSlot(key: Hex, slot: Hex): Hex {
  return keccak256(concat(uintBytes(BigInt(key), 32), fromHex(slot)));
}

/** The slot `offset` words after `slot`. */
export function slotAt(slot: Hex | number, offset = 0): Hex {
  return toHex(uintBytes((BigInt(slot) + BigInt(offset)) % 2n ** 256n, 32));
}

/** An unsigned integer packed into a storage word: `byteLength` bytes from the low end's `offset` on. */
export function packedUint(word: Hex, offset: number, byteLength: number): bigint {
  return bytesUint(fromHex(word).subarray(32 - offset - byteLength, 32 - offset));
}
