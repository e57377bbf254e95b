import { randomBytes } from 'node:crypto';
import {
  Decrypter,
  Encrypter,
  generateIdentity as generateByLibrary,
  identityToRecipient,
} from 'age-encryption';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildHeader, generateFileKey, openHeader } from '@lanran/api/age/header';
import { generateIdentity, parseIdentity, parseRecipient } from '@lanran/api/age/identity';
import { openPart, openRange, sealedRangeOf } from '@lanran/api/age/open-range';
import {
  CHUNK_BYTES,
  DamagedPayloadError,
  NONCE_BYTES,
  payloadKeyOf,
  sealedBytesOf,
} from '@lanran/api/age/payload';
import { sealAll } from './sealing.ts';

/** At the edges; `test:interop` tries more with the stock tool. */
const LENGTHS = [0, CHUNK_BYTES, CHUNK_BYTES + 1];
const text = generateIdentity();
const identity = parseIdentity(text);

async function* inPortions(bytes: Uint8Array, portionBytes: number) {
  for (let at = 0; at < bytes.length; at += portionBytes) yield bytes.subarray(at, at + portionBytes);
}

async function opened(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

describe('an age file of ours', () => {
  it('is opened by the library of age, whatever its length', async () => {
    const decrypter = new Decrypter();
    decrypter.addIdentity(text);
    for (const length of LENGTHS) {
      const plain = randomBytes(length);
      const { header, payload } = sealAll(plain, [identity.recipient]);
      expect(payload.length).toBe(sealedBytesOf(length));
      expect(Buffer.from(await decrypter.decrypt(Buffer.concat([Buffer.from(header), payload])))).toEqual(
        plain,
      );
    }
  });

  it('is opened by each of its recipients and nobody else, who is told so', async () => {
    const [other, stranger] = [parseIdentity(generateIdentity()), parseIdentity(generateIdentity())];
    const fileKey = generateFileKey();
    const header = buildHeader(fileKey, [identity.recipient, other.recipient]);
    expect(openHeader(header, [identity])).toEqual(fileKey);
    expect(openHeader(header, [stranger, other])).toEqual(fileKey);
    expect(() => openHeader(header, [stranger])).toThrow('encrypted to other keys');
  });

  it('is refused when a byte of its header is another', () => {
    const header = buildHeader(generateFileKey(), [identity.recipient]);
    for (let at = 0; at < header.length; at++) {
      const altered = header.slice(0, at) + (header[at] === 'A' ? 'B' : 'A') + header.slice(at + 1);
      expect(() => openHeader(altered, [identity])).toThrow();
    }
  });
});

describe('an age file of the library', () => {
  it('is opened by us', async () => {
    const recipient = await identityToRecipient(text);
    expect(recipient).toBe(identity.recipient.text);
    for (const length of LENGTHS) {
      const encrypter = new Encrypter();
      encrypter.addRecipient(await identityToRecipient(await generateByLibrary()));
      encrypter.addRecipient(recipient);
      const plain = randomBytes(length);
      const file = Buffer.from(await encrypter.encrypt(plain));
      const end = file.indexOf('\n', file.indexOf('\n--- ') + 1) + 1;
      const payload = file.subarray(end);
      const key = payloadKeyOf(
        openHeader(file.subarray(0, end).toString(), [identity]),
        payload.subarray(0, NONCE_BYTES),
      );
      const range = { start: 0, end: length };
      const pieces = openRange(
        { payloadKey: key, bytes: length },
        range,
        inPortions(payload.subarray(NONCE_BYTES), 9_999),
      );
      expect(await opened(pieces)).toEqual(plain);
    }
  });
});

describe('a range of an age file', () => {
  const place = fc.integer({ min: 0, max: 2 * CHUNK_BYTES + 100 });

  it('is that of the plaintext, for all lengths, ranges and portions', async () => {
    const bytes = randomBytes(2 * CHUNK_BYTES + 100);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(place, fc.constantFrom(...LENGTHS)),
        place,
        place,
        fc.integer({ min: 1_000, max: 100_000 }),
        async (length, one, other, portionBytes) => {
          const plain = bytes.subarray(0, length);
          const range = { start: Math.min(one, other, length), end: Math.max(one, other) };
          const { payload, payloadKey } = sealAll(plain, [identity.recipient]);
          const { start, end } = sealedRangeOf({ bytes: length }, range);
          const sealed = inPortions(payload.subarray(start, end), portionBytes);
          const pieces = openRange({ payloadKey, bytes: length }, range, sealed);
          expect((await opened(pieces)).equals(plain.subarray(range.start, range.end))).toBe(true);
          const part = openPart({ payloadKey, bytes: length }, range, [payload.subarray(start, end)]);
          expect(Buffer.concat(part).equals(plain.subarray(range.start, range.end))).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('never has bytes of a chunk that was altered, moved or cut off', async () => {
    const plain = randomBytes(2 * CHUNK_BYTES + 100);
    const { payload, payloadKey } = sealAll(plain, [identity.recipient]);
    const sealedChunk = CHUNK_BYTES + 16;
    const [first, second, last] = [0, 1, 2].map((index) =>
      payload.subarray(NONCE_BYTES + index * sealedChunk, NONCE_BYTES + (index + 1) * sealedChunk),
    ) as [Buffer, Buffer, Buffer];
    const altered = Buffer.from(second);
    altered.writeUInt8(altered.readUInt8(5) ^ 1, 5);
    const wrong = [
      [first, altered, last],
      [second, first, last],
      [first, second],
      [first, last],
      [first, second, last, last],
    ];
    for (const chunks of wrong) {
      const whole = { start: 0, end: plain.length };
      expect(() => openPart({ payloadKey, bytes: plain.length }, whole, chunks)).toThrow(DamagedPayloadError);
      const read: Buffer[] = [];
      const reading = (async () => {
        const sealed = inPortions(Buffer.concat(chunks), 30_000);
        for await (const piece of openRange(
          { payloadKey, bytes: plain.length },
          { start: 0, end: plain.length },
          sealed,
        ))
          read.push(piece);
      })();
      await expect(reading).rejects.toMatchObject({ name: 'DamagedPayloadError' });
      expect(plain.subarray(0, Buffer.concat(read).length).equals(Buffer.concat(read))).toBe(true);
    }
  });
});

describe('a key', () => {
  it('that is none is refused without being shown', () => {
    const mistyped = text.replace(/.$/, (last) => (last === 'Q' ? 'P' : 'Q'));
    expect(() => parseIdentity(mistyped)).toThrow('is no age identity');
    for (const wrong of [mistyped, text.toLowerCase().slice(0, 30), identity.recipient.text])
      try {
        parseIdentity(wrong);
        expect.unreachable();
      } catch (error) {
        expect(String(error)).not.toContain(wrong.slice(16, 30));
      }
    expect(() => parseRecipient('age1nobody')).toThrow('is no age recipient');
  });
});
