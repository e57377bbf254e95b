import { AbiCoder, keccak256 } from 'ethers';
import { beforeAll, describe, expect, it } from 'vitest';
import { batchDigest, buildBatch } from '@lanran/protocol/log/batch';
import { concat, fromHex, toHex, type Hex } from '@lanran/protocol/kernel/bytes';
import { decodeEvidence, encodeEvidence } from '@lanran/protocol/log/evidence';
import { sha256 } from '@lanran/protocol/kernel/hash';
import { signDigest } from '@lanran/protocol/kernel/signature';
import { encodeStatement } from '@lanran/protocol/log/statement';
import { LOG_ID, mined, MUSEUM, Platform, type Published } from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';

const WORD = 32;
const coder = AbiCoder.defaultAbiCoder();
const word = (value: bigint | number): Uint8Array => fromHex(coder.encode(['uint256'], [value]));

/** The same bytes with another word at this place. */
function withWord(bytes: Uint8Array, at: number, value: bigint | number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed.set(word(value), at * WORD);
  return changed;
}

/** In the log and properly signed, with evidence that says so in other bytes than the one canonical encoding. */
describe('evidence', () => {
  let platform: Platform;
  let published: Published;
  let signed: Uint8Array;
  let batch: Uint8Array;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
    published = platform.publish();
    signed = encodeEvidence(published.evidence);
    const statements = buildBatch([published.statement, platform.publish().statement]);
    // ethers types its keys as strings.
    const key = platform.people.museum.privateKey as Hex;
    batch = encodeEvidence(statements.evidenceFor(0, signDigest(batchDigest(statements, LOG_ID), key)));
  });

  async function materialize(evidence: Uint8Array): Promise<unknown> {
    platform.tree.append(concat(encodeStatement(published.statement), sha256(evidence)));
    const leafIndex = platform.tree.size - 1;
    await platform.anchor();
    const materialization = {
      ...platform.materializationOf({ ...published, leafIndex }),
      evidence: toHex(evidence),
    };
    return mined(platform.assets.connect(platform.people.stranger).materialize(materialization));
  }

  /** Evidence of type 2 around these bytes. */
  const wrapBatch = (payload: Uint8Array): Uint8Array =>
    fromHex(coder.encode(['uint8', 'bytes'], [2, payload]));
  /** Without type, offset, length and padding. */
  const payloadOf = (evidence: Uint8Array): Uint8Array => {
    const length = Number(toHex(evidence.slice(2 * WORD, 3 * WORD)));
    return evidence.slice(3 * WORD, 3 * WORD + length);
  };

  const LOOSE: [name: string, loosen: () => Uint8Array][] = [
    ['nothing', () => new Uint8Array()],
    ['a byte less than type, offset and length', () => signed.slice(0, 3 * WORD - 1)],
    ['a type of more than a byte', () => withWord(signed, 0, 257)],
    ['the payload at another offset', () => concat(word(1), word(96), word(0), signed.slice(2 * WORD))],
    ['a length beyond the end', () => withWord(signed, 2, 1_000)],
    ['a length of which nothing remains', () => withWord(signed, 2, 2n ** 256n - 1n)],
    ['a word too many', () => concat(signed, word(0))],
    ['a byte too many', () => concat(signed, new Uint8Array(1))],
    ['padding that is not zero', () => concat(signed.slice(0, -1), Uint8Array.of(1))],
  ];

  it.each(LOOSE)('is refused as %s', async (_name, loosen) => {
    const evidence = loosen();
    expect(await refusalOf(materialize(evidence))).toEqual(['EvidenceNotCanonical', keccak256(evidence)]);
    expect(() => decodeEvidence(evidence)).toThrow();
  });

  const LOOSE_BATCHES: [name: string, loosen: (payload: Uint8Array) => Uint8Array][] = [
    ['nothing', () => new Uint8Array()],
    ['a word less than signature and path need', (payload) => payload.slice(0, 8 * WORD)],
    ['a signature at another offset', (payload) => withWord(payload, 0, 160)],
    ['an index of more than 64 bits', (payload) => withWord(payload, 1, 2n ** 64n)],
    ['a count of more than 64 bits', (payload) => withWord(payload, 2, 2n ** 64n + 2n)],
    ['a path that is said to be longer', (payload) => withWord(payload, 8, 2)],
    ['a word too many', (payload) => concat(payload, word(0))],
    ['half a word too many', (payload) => concat(payload, new Uint8Array(WORD / 2))],
  ];

  it.each(LOOSE_BATCHES)('is refused in a batch as %s', async (_name, loosen) => {
    const payload = loosen(payloadOf(batch));
    const evidence = wrapBatch(payload);
    expect(await refusalOf(materialize(evidence))).toEqual(['EvidenceNotCanonical', keccak256(payload)]);
    expect(() => decodeEvidence(evidence)).toThrow();
  });

  it('is taken in its one encoding, so that it was the encoding that was refused', async () => {
    await materialize(wrapBatch(payloadOf(batch)));
    expect((await platform.assets.assetOf(published.assetId)).holder).toBe(MUSEUM);
  });
});
