import { AbiCoder } from 'ethers';
import { concat, fromHex, toHex, uintBytes, utf8, type Hex } from '../kernel/bytes.ts';
import { FormatError } from '../kernel/errors.ts';
import { sha256 } from '../kernel/hash.ts';
import type { LogId } from '../kernel/ids.ts';
import { verifyEd25519, type NoteSigner, type NoteVerifier } from './note.ts';
import { recoverSigner, type Address } from '../kernel/signature.ts';
import { statementDigest, statementHash, type Statement } from './statement.ts';

export interface MemberEvidence {
  readonly type: 'member';
  /** 65 bytes r ‖ s ‖ v over the statement's EIP-712 digest. */
  readonly signature: Hex;
}

/** One signature over the Merkle root of many statements (see batch.ts). */
export interface BatchEvidence {
  readonly type: 'batch';
  readonly signature: Hex;
  readonly index: number;
  readonly count: number;
  readonly path: readonly Hex[];
}

export interface ChainEventEvidence {
  readonly type: 'chain-event';
  readonly chainId: bigint;
  readonly blockHash: Hex;
  readonly transactionHash: Hex;
  readonly logIndex: number;
}

/** The checkpoint key's 64-byte Ed25519 signature over `noteEvidenceText`. */
export interface NoteEvidence {
  readonly type: 'note';
  readonly signature: Hex;
}

export type Evidence = MemberEvidence | BatchEvidence | ChainEventEvidence | NoteEvidence;

const TYPE_CODES = { member: 1, batch: 2, 'chain-event': 3, note: 4 } as const;
const BATCH_TYPES = ['bytes', 'uint64', 'uint64', 'bytes32[]'];
const CHAIN_EVENT_TYPES = ['uint256', 'bytes32', 'bytes32', 'uint32'];
/** Bytes of a word of the ABI. */
const WORD = 32;
const coder = AbiCoder.defaultAbiCoder();

/** `abi.encode(uint8 type, bytes payload)` (docs/formats.md, "Evidence"). */
export function encodeEvidence(evidence: Evidence): Uint8Array {
  return concat(word(TYPE_CODES[evidence.type]), word(2 * WORD), encodeBytes(encodePayload(evidence)));
}

function encodePayload(evidence: Evidence): Uint8Array {
  switch (evidence.type) {
    case 'member':
    case 'note':
      return fromHex(evidence.signature);
    case 'batch':
      return encodeBatch(evidence);
    case 'chain-event': {
      const { chainId, blockHash, transactionHash, logIndex } = evidence;
      return fromHex(coder.encode(CHAIN_EVENT_TYPES, [chainId, blockHash, transactionHash, logIndex]));
    }
  }
}

/** As the coder does with `BATCH_TYPES`, which takes most of the time that appending an imported record takes. */
function encodeBatch({ signature, index, count, path }: BatchEvidence): Uint8Array {
  const signed = encodeBytes(fromHex(signature));
  const head = BATCH_TYPES.length * WORD;
  return concat(
    word(head),
    word(index),
    word(count),
    word(head + signed.length),
    signed,
    word(path.length),
    ...path.map((hash) => fromHex(hash)),
  );
}

/** `bytes`: its length, then itself in whole words. */
function encodeBytes(bytes: Uint8Array): Uint8Array {
  return concat(word(bytes.length), bytes, new Uint8Array(-bytes.length & (WORD - 1)));
}

function word(value: number): Uint8Array {
  return uintBytes(value, WORD);
}

/** @throws FormatError unless the bytes are exactly those that `encodeEvidence` makes of what they say */
export function decodeEvidence(bytes: Uint8Array): Evidence {
  const evidence = decodeLoosely(bytes);
  if (toHex(encodeEvidence(evidence)) !== toHex(bytes))
    throw new FormatError('evidence', 'is not canonically encoded');
  return evidence;
}

function decodeLoosely(bytes: Uint8Array): Evidence {
  try {
    const [code, payload] = coder.decode(['uint8', 'bytes'], bytes) as unknown as [bigint, Hex];
    return decodePayload(Number(code), payload);
  } catch (cause) {
    if (cause instanceof FormatError) throw cause;
    throw new FormatError('evidence', 'is not ABI-encoded evidence', { cause });
  }
}

function decodePayload(code: number, payload: Hex): Evidence {
  switch (code) {
    case TYPE_CODES.member:
      return { type: 'member', signature: requireLength(payload, 65) };
    case TYPE_CODES.note:
      return { type: 'note', signature: requireLength(payload, 64) };
    case TYPE_CODES.batch: {
      // The coder's results are untyped; BATCH_TYPES fixes them.
      const [signature, index, count, path] = coder.decode(BATCH_TYPES, payload) as unknown as [
        Hex,
        bigint,
        bigint,
        Hex[],
      ];
      return {
        type: 'batch',
        signature: requireLength(signature, 65),
        index: requireSafe(index, 'evidence.index'),
        count: requireSafe(count, 'evidence.count'),
        path: Array.from(path),
      };
    }
    case TYPE_CODES['chain-event']: {
      const decoded = coder.decode(CHAIN_EVENT_TYPES, payload) as unknown as [bigint, Hex, Hex, bigint];
      const [chainId, blockHash, transactionHash, logIndex] = decoded;
      return { type: 'chain-event', chainId, blockHash, transactionHash, logIndex: Number(logIndex) };
    }
    default:
      throw new FormatError('evidence.type', `${code} is not a known type of evidence`);
  }
}

function requireLength(signature: Hex, byteLength: number): Hex {
  if (signature.length !== 2 + 2 * byteLength) {
    throw new FormatError('evidence.signature', `must be ${byteLength} bytes`);
  }
  return signature;
}

function requireSafe(value: bigint, field: string): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new FormatError(field, 'is above 2^53-1');
  return Number(value);
}

/** SHA-256 of the encoded evidence, the last 32 bytes of a leaf. */
export function evidenceHash(evidence: Evidence): Uint8Array {
  return sha256(encodeEvidence(evidence));
}

/**
 * Who signed one statement.
 * @throws SignatureError when the signature is malformed, malleable (high s) or nobody's
 */
export function memberSignatureSigner(statement: Statement, logId: LogId, signature: Hex): Address {
  return recoverSigner(statementDigest(statement, logId), signature);
}

/** The UTF-8 text that the checkpoint key signs for leaf 0, key rotation and fixity. */
export function noteEvidenceText(statement: Statement, logId: LogId): string {
  return `lanran/statement\n${logId}\n${statementHash(statement)}\n`;
}

export function noteEvidence(statement: Statement, logId: LogId, signer: NoteSigner): NoteEvidence {
  return { type: 'note', signature: toHex(signer.sign(utf8(noteEvidenceText(statement, logId)))) };
}

export function isNoteEvidenceBy(
  evidence: NoteEvidence,
  statement: Statement,
  logId: LogId,
  verifier: NoteVerifier,
): boolean {
  const text = utf8(noteEvidenceText(statement, logId));
  return verifyEd25519(fromHex(evidence.signature), text, verifier.publicKey);
}
