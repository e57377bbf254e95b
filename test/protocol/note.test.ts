import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '@lanran/protocol/kernel/bytes';
import {
  formatCheckpoint,
  originOf,
  parseCheckpoint,
  signCheckpoint,
  verifyCheckpoint,
} from '@lanran/protocol/log/checkpoint';
import { FormatError, ProtocolError, SignatureError } from '@lanran/protocol/kernel/errors';
import {
  formatVerifierKey,
  generateNoteKey,
  parseNote,
  parseSigningKey,
  parseVerifierKey,
  signNote,
  verifyNote,
} from '@lanran/protocol/log/note';
import { buildTrust, formatTrustFile, parseTrustFile } from '@lanran/protocol/log/trust';
import {
  cosign,
  cosignedAt,
  formatWitnessKey,
  parseWitnessKey,
  witnessOf,
} from '@lanran/protocol/log/witness';
import { filled, LOG_ID } from './builders.ts';
import { walks } from '../support/walks.ts';

// The example of golang.org/x/mod/sumdb/note's documentation.
const GO_VKEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const GO_SKEY = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const GO_NOTE =
  'If you think cryptography is the answer to your problem,\n' +
  "then you don't know what your problem is.\n\n" +
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

const origin = originOf(LOG_ID);
const { skey, vkey } = generateNoteKey(origin, new Uint8Array(32).fill(9));
const signer = parseSigningKey(skey);
const checkpoint = { origin, size: 1234, root: filled(5) };

describe('signed note', () => {
  it('is the one that Go’s note package makes', () => {
    const goSigner = parseSigningKey(GO_SKEY);
    expect(formatVerifierKey(goSigner)).toBe(GO_VKEY);
    expect(signNote(parseNote(GO_NOTE).text, goSigner)).toBe(GO_NOTE);
    expect(verifyNote(parseNote(GO_NOTE), parseVerifierKey(GO_VKEY))).toEqual({ ok: true });
  });

  it('ignores signatures by other keys, and is spoiled by a false one of its own', () => {
    const other = parseSigningKey(generateNoteKey('other').skey);
    const note = signNote('text\n', other, signer);
    expect(verifyNote(parseNote(note), signer).ok).toBe(true);
    const forged = note.replace('text\n', 'test\n');
    expect(verifyNote(parseNote(forged), signer)).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/does not verify/),
    });
    expect(verifyNote(parseNote(signNote('text\n', other)), signer).ok).toBe(false);
  });

  it('may hold empty lines in its text', () => {
    const note = signNote('a\n\nb\n', signer);
    expect(parseNote(note).text).toBe('a\n\nb\n');
  });

  it.each([
    '',
    'text',
    'text\n',
    'text\n\n',
    'text\n\n— name\n',
    'text\n\n- name AAAAAAA=\n',
    'te\rxt\n\n— n AAAAAAAA\n',
    'text\n\n— n AAA=\n',
  ])('refuses %j', (note) => {
    expect(() => parseNote(note)).toThrow(FormatError);
  });

  it.each([
    '',
    'a+b',
    'a+00000000+AAAA',
    vkey.replace(/\+[0-9a-f]{8}\+/, '+00000000+'),
    vkey.slice(0, -1),
    `x${vkey}`,
    `${vkey} `,
  ])('refuses the key %j', (text) => {
    expect(() => parseVerifierKey(text)).toThrow(FormatError);
  });

  it('never shows a signing key in an error', () => {
    const broken = skey.replace(/\+[0-9a-f]{8}\+/, '+00000000+');
    const secret = skey.split('+').at(-1) ?? '';
    expect(() => parseSigningKey(broken)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(secret) }),
    );
  });
});

describe('checkpoint', () => {
  const note = signCheckpoint(checkpoint, signer);

  it('is three lines, signed by the log’s key', () => {
    expect(note).toMatch(new RegExp(`^${origin}\n1234\n[A-Za-z0-9+/]{43}=\n\n— ${origin} `));
    expect(verifyCheckpoint(note, vkey)).toEqual({ ...checkpoint, extensions: [] });
  });

  it('is refused after any change of a character', () => {
    fc.assert(
      fc.property(
        fc.nat(note.length - 1),
        fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme-ascii' }),
        (at, char) => {
          fc.pre(note[at] !== char);
          expect(() => verifyCheckpoint(note.slice(0, at) + char + note.slice(at + 1), vkey)).toThrow(
            ProtocolError,
          );
        },
      ),
      { numRuns: walks(100) },
    );
  });

  it('is refused under another log’s name even by the right key', () => {
    const foreign = signCheckpoint({ ...checkpoint, origin: 'lanran/other' }, signer);
    expect(() => verifyCheckpoint(foreign, vkey)).toThrow(SignatureError);
  });

  it.each(['', 'a\n1\n', 'a\n01\nAAAA\n', `a\n1\n${'A'.repeat(43)}=`, '\n1\nAAAA\n', 'a\n-1\nAAAA\n'])(
    'refuses the text %j',
    (text) => {
      expect(() => parseCheckpoint(text)).toThrow(FormatError);
    },
  );

  it('keeps extension lines', () => {
    const text = formatCheckpoint({ ...checkpoint, extensions: ['more'] });
    expect(parseCheckpoint(text).extensions).toEqual(['more']);
  });
});

describe('witness', () => {
  it('states when it saw a checkpoint, and nobody can state it for it', () => {
    const key = parseSigningKey(generateNoteKey('witness.example/w1', new Uint8Array(32).fill(3)).skey);
    const witness = parseWitnessKey(formatWitnessKey(witnessOf(key.name, key.publicKey)));
    const text = formatCheckpoint(checkpoint);
    const note = signCheckpoint(checkpoint, signer) + cosign(text, 1_795_000_000, key);
    const line = parseNote(note).signatures[1] ?? {
      name: '',
      keyHash: new Uint8Array(4),
      signature: new Uint8Array(0),
    };
    expect(verifyCheckpoint(note, vkey).size).toBe(1234);
    expect(cosignedAt(line, text, witness)).toBe(1_795_000_000n);
    const later = Uint8Array.from(line.signature);
    later[7] = (later[7] ?? 0) ^ 1;
    expect(cosignedAt({ ...line, signature: later }, text, witness)).toBeNull();
    expect(() => parseWitnessKey(formatVerifierKey(key))).toThrow(FormatError);
  });
});

describe('trust file', () => {
  const trust = buildTrust({ logId: LOG_ID, checkpointKey: vkey, chainId: '1337', contracts: {} });

  it('survives a file', () => {
    expect(parseTrustFile(formatTrustFile(trust))).toEqual(trust);
    expect(trust.origin).toBe(origin);
  });

  it.each([
    ['trust.origin', { origin: 'lanran/other' }],
    ['trust.checkpointKey', { checkpointKey: GO_VKEY }],
    ['trust.chainId', { chainId: 1337 }],
    ['trust.contracts.ProvenanceLog', { contracts: { ProvenanceLog: '0x00' } }],
    ['trust.format', { format: 'lanran/trust/2' }],
    ['trust.extra', { extra: 1 }],
    ['trust.logId', { logId: toHex(new Uint8Array(31)) }],
  ])('names %s when it is wrong', (field, change) => {
    expect(() => parseTrustFile(JSON.stringify({ ...trust, ...change }))).toThrow(
      expect.objectContaining({ field }),
    );
  });

  it('refuses text that is not JSON', () => {
    expect(() => parseTrustFile('{')).toThrow(FormatError);
  });
});
