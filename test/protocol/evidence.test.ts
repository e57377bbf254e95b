import { AbiCoder, TypedDataEncoder } from 'ethers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchDigest, batchSigner, batchTypedData, buildBatch } from '@lanran/protocol/log/batch';
import { concat, fromHex, toHex, uintBytes, type Hex } from '@lanran/protocol/kernel/bytes';
import { FormatError, SignatureError } from '@lanran/protocol/kernel/errors';
import {
  decodeEvidence,
  encodeEvidence,
  isNoteEvidenceBy,
  memberSignatureSigner,
  noteEvidence,
  type Evidence,
} from '@lanran/protocol/log/evidence';
import { sha256 } from '@lanran/protocol/kernel/hash';
import { decodeLeaf, encodeLeaf, isLeafOf } from '@lanran/protocol/log/leaf';
import { generateNoteKey, parseSigningKey, parseVerifierKey } from '@lanran/protocol/log/note';
import { addressOf, signDigest } from '@lanran/protocol/kernel/signature';
import { statementDigest } from '@lanran/protocol/log/statement';
import { arbitraryBytes32, arbitraryStatement, buildStatement, filled, LOG_ID } from './builders.ts';
import { walks } from '../support/walks.ts';

const KEY = filled(0x11);
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

const bytesHex = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(toHex);

const arbitraryEvidence: fc.Arbitrary<Evidence> = fc.oneof(
  fc.record({ type: fc.constant('member' as const), signature: bytesHex(65) }),
  fc.record({ type: fc.constant('note' as const), signature: bytesHex(64) }),
  fc.record({
    type: fc.constant('batch' as const),
    signature: bytesHex(65),
    index: fc.maxSafeNat(),
    count: fc.maxSafeNat(),
    path: fc.array(arbitraryBytes32, { maxLength: 5 }),
  }),
  fc.record({
    type: fc.constant('chain-event' as const),
    chainId: fc.bigInt(0n, 2n ** 256n - 1n),
    blockHash: arbitraryBytes32,
    transactionHash: arbitraryBytes32,
    logIndex: fc.integer({ min: 0, max: 0xffff_ffff }),
  }),
);

describe('evidence', () => {
  it('decodes to what was encoded, for every type', () => {
    fc.assert(
      fc.property(arbitraryEvidence, (evidence) => {
        expect(decodeEvidence(encodeEvidence(evidence))).toEqual(evidence);
      }),
    );
  });

  it('of a batch is what the ABI has of it', () => {
    const coder = AbiCoder.defaultAbiCoder();
    fc.assert(
      fc.property(
        bytesHex(65),
        fc.maxSafeNat(),
        fc.maxSafeNat(),
        fc.array(arbitraryBytes32, { maxLength: 40 }),
        (signature, index, count, path) => {
          const payload = coder.encode(
            ['bytes', 'uint64', 'uint64', 'bytes32[]'],
            [signature, index, count, path],
          );
          expect(toHex(encodeEvidence({ type: 'batch', signature, index, count, path }))).toBe(
            coder.encode(['uint8', 'bytes'], [2, payload]),
          );
        },
      ),
    );
  });

  it('has one encoding: any changed, added or missing byte is refused or means something else', () => {
    fc.assert(
      fc.property(arbitraryEvidence, fc.nat(), fc.integer({ min: 1, max: 255 }), (evidence, at, mask) => {
        const bytes = encodeEvidence(evidence);
        const changed = Uint8Array.from(bytes);
        changed[at % bytes.length] = (changed[at % bytes.length] ?? 0) ^ mask;
        expect(readOrNull(changed)).not.toEqual(evidence);
        expect(readOrNull(concat(bytes, new Uint8Array(32)))).toBeNull();
        expect(readOrNull(bytes.subarray(0, bytes.length - 1))).toBeNull();
      }),
      { numRuns: walks(100) },
    );
  });

  it('refuses unknown types and signatures of the wrong length', () => {
    const encode = (type: number, payload: string): Uint8Array =>
      fromHex(AbiCoder.defaultAbiCoder().encode(['uint8', 'bytes'], [type, payload]));
    expect(() => decodeEvidence(encode(5, '0x'))).toThrow(/evidence\.type/);
    expect(() => decodeEvidence(encode(1, `0x${'00'.repeat(64)}`))).toThrow(/65 bytes/);
    expect(() => decodeEvidence(encode(4, `0x${'00'.repeat(65)}`))).toThrow(/64 bytes/);
    expect(() => decodeEvidence(new Uint8Array(0))).toThrow(FormatError);
  });
});

function readOrNull(bytes: Uint8Array): Evidence | null {
  try {
    return decodeEvidence(bytes);
  } catch (cause) {
    if (cause instanceof FormatError) return null;
    throw cause;
  }
}

describe('member signature', () => {
  const statement = buildStatement();
  const signature = signDigest(statementDigest(statement, LOG_ID), KEY);

  it('names the key that signed', () => {
    expect(memberSignatureSigner(statement, LOG_ID, signature)).toBe(addressOf(KEY));
  });

  it('refuses the high-s twin of a good signature', () => {
    const bytes = fromHex(signature);
    const s = ORDER - BigInt(toHex(bytes.subarray(32, 64)));
    const twin = toHex(
      concat(bytes.subarray(0, 32), uintBytes(s, 32), Uint8Array.of(bytes[64] === 27 ? 28 : 27)),
    );
    expect(() => memberSignatureSigner(statement, LOG_ID, twin)).toThrow(/high/);
  });

  it.each([
    ['64 bytes', signature.slice(0, -2)],
    ['66 bytes', `${signature}00`],
    ['v of 0', `${signature.slice(0, -2)}00`],
    ['r of zero', `0x${'00'.repeat(32)}${signature.slice(66)}`],
    ['s of zero', `${signature.slice(0, 66)}${'00'.repeat(32)}1b`],
    ['upper case', signature.toUpperCase().replace('0X', '0x')],
    ['r beyond the field', `0x${'ff'.repeat(32)}${signature.slice(66)}`],
  ])('refuses %s', (_what, changed) => {
    expect(() => memberSignatureSigner(statement, LOG_ID, changed as Hex)).toThrow(SignatureError);
  });

  it('is nobody’s, or another key’s, for any other statement', () => {
    fc.assert(
      fc.property(arbitraryStatement, (other) => {
        expect(memberSignatureSigner(other, LOG_ID, signature)).not.toBe(addressOf(KEY));
      }),
      { numRuns: 20 },
    );
  });
});

describe('batch', () => {
  const statements = Array.from({ length: 7 }, (_, at) => buildStatement({ issuedAt: at }));
  const batch = buildBatch(statements);
  const signature = signDigest(batchDigest(batch, LOG_ID), KEY);

  it('has the digest that ethers computes from the typed data', () => {
    const { domain, types, message } = batchTypedData(batch, LOG_ID);
    expect(batchDigest(batch, LOG_ID)).toBe(
      TypedDataEncoder.hash(domain, { Batch: [...(types['Batch'] ?? [])] }, message),
    );
  });

  it('makes evidence that names the signer for each of its statements and for no other', () => {
    for (const [index, statement] of statements.entries()) {
      const evidence = batch.evidenceFor(index, signature);
      expect(batchSigner(statement, LOG_ID, evidence)).toBe(addressOf(KEY));
      const other = statements[(index + 1) % statements.length] ?? statement;
      expect(batchSigner(other, LOG_ID, evidence)).not.toBe(addressOf(KEY));
    }
  });

  it('refuses a path of the wrong length and a place outside the batch', () => {
    const evidence = batch.evidenceFor(0, signature);
    const statement = buildStatement({ issuedAt: 0 });
    expect(() => batchSigner(statement, LOG_ID, { ...evidence, path: evidence.path.slice(1) })).toThrow(
      SignatureError,
    );
    expect(() => batchSigner(statement, LOG_ID, { ...evidence, index: 7 })).toThrow(SignatureError);
  });

  it('refuses to sign nothing', () => {
    expect(() => buildBatch([])).toThrow(FormatError);
  });
});

describe('note evidence', () => {
  const { skey, vkey } = generateNoteKey('lanran/test', new Uint8Array(32).fill(7));
  const statement = buildStatement({ kind: 'genesis' });
  const evidence = noteEvidence(statement, LOG_ID, parseSigningKey(skey));

  it('is the checkpoint key’s for this statement alone', () => {
    const verifier = parseVerifierKey(vkey);
    expect(isNoteEvidenceBy(evidence, statement, LOG_ID, verifier)).toBe(true);
    expect(isNoteEvidenceBy(evidence, buildStatement(), LOG_ID, verifier)).toBe(false);
    const other = parseVerifierKey(generateNoteKey('lanran/test').vkey);
    expect(isNoteEvidenceBy(evidence, statement, LOG_ID, other)).toBe(false);
  });
});

describe('leaf', () => {
  it('is the statement and the hash of its evidence, 224 bytes', () => {
    fc.assert(
      fc.property(arbitraryStatement, arbitraryEvidence, (statement, evidence) => {
        const leaf = encodeLeaf(statement, evidence);
        expect(leaf).toHaveLength(224);
        expect(decodeLeaf(leaf).statement).toEqual(statement);
        expect(toHex(decodeLeaf(leaf).evidenceHash)).toBe(toHex(sha256(encodeEvidence(evidence))));
        expect(isLeafOf(leaf, statement, evidence)).toBe(true);
        expect(() => decodeLeaf(leaf.subarray(1))).toThrow(FormatError);
      }),
    );
  });
});
