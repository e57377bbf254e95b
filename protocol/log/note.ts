import { ed25519 } from '@noble/curves/ed25519.js';
import { concat, equal, fromBase64, toBase64, toPlainHex, utf8 } from '../kernel/bytes.ts';
import { FormatError, refuse, type Verdict } from '../kernel/errors.ts';
import { sha256 } from '../kernel/hash.ts';

/* C2SP signed-note with Ed25519 keys, as golang.org/x/mod/sumdb/note writes it. */

/** A public key with the name it signs under. */
export interface NoteVerifier {
  readonly name: string;
  /** First 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ publicKey). */
  readonly keyHash: Uint8Array;
  readonly publicKey: Uint8Array;
}

export interface NoteSigner extends NoteVerifier {
  sign(message: Uint8Array): Uint8Array;
}

export interface NoteSignature {
  readonly name: string;
  readonly keyHash: Uint8Array;
  readonly signature: Uint8Array;
}

export interface Note {
  /** Ends with a newline; what is signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const ED25519 = 1;
const SIGNATURE_MARK = '— ';
const MAX_SIGNATURES = 100;
// Spaces and plus signs are the separators of keys and signature lines.
const KEY_NAME = /^[^\s+\p{Cc}]+$/u;

/** A fresh key pair as texts, `vkey` to publish and `skey` to keep. `seed` is 32 secret bytes. */
export function generateNoteKey(
  name: string,
  seed: Uint8Array = globalThis.crypto.getRandomValues(new Uint8Array(32)),
): { vkey: string; skey: string } {
  requireName(name);
  const verifier = verifierOf(name, ed25519.getPublicKey(seed));
  const skey = `PRIVATE+KEY+${name}+${toPlainHex(verifier.keyHash)}+${encodeKey(seed)}`;
  return { vkey: formatVerifierKey(verifier), skey };
}

/** `name+hash+base64(0x01 ‖ key)` */
export function formatVerifierKey({ name, keyHash, publicKey }: NoteVerifier): string {
  return `${name}+${toPlainHex(keyHash)}+${encodeKey(publicKey)}`;
}

/** @throws FormatError */
export function parseVerifierKey(vkey: string, field = 'vkey'): NoteVerifier {
  // The key's base64 may hold plus signs, so it is all that follows the second one.
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey);
  const [, name, hash, key] = match ?? [];
  if (name === undefined || key === undefined) throw new FormatError(field, 'must be name+hash+key');
  requireName(name, field);
  const verifier = verifierOf(name, decodeKey(key, field));
  if (toPlainHex(verifier.keyHash) !== hash)
    throw new FormatError(field, 'has a hash that is not of its name and key');
  return verifier;
}

/** @throws FormatError; the message never holds the key */
export function parseSigningKey(skey: string): NoteSigner {
  const match = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(skey);
  const [, name, hash, key] = match ?? [];
  if (name === undefined || key === undefined)
    throw new FormatError('skey', 'must be PRIVATE+KEY+name+hash+key');
  requireName(name, 'skey');
  const seed = decodeKey(key, 'skey');
  const verifier = verifierOf(name, ed25519.getPublicKey(seed));
  if (toPlainHex(verifier.keyHash) !== hash)
    throw new FormatError('skey', 'has a hash that is not of its name and key');
  return { ...verifier, sign: (message) => ed25519.sign(message, seed) };
}

function verifierOf(name: string, publicKey: Uint8Array): NoteVerifier {
  const keyHash = sha256(concat(utf8(name), Uint8Array.of(0x0a, ED25519), publicKey)).subarray(0, 4);
  return { name, keyHash, publicKey };
}

function encodeKey(key: Uint8Array): string {
  return toBase64(concat(Uint8Array.of(ED25519), key));
}

function decodeKey(text: string, field: string): Uint8Array {
  const bytes = fromBase64(text, field);
  if (bytes.length !== 33 || bytes[0] !== ED25519) throw new FormatError(field, 'is not an Ed25519 key');
  return bytes.slice(1);
}

function requireName(name: string, field = 'name'): void {
  if (!KEY_NAME.test(name))
    throw new FormatError(field, 'has a key name that is empty or has spaces or plus signs');
}

/** @throws FormatError when the text cannot be that of a note */
export function signNote(text: string, ...signers: readonly NoteSigner[]): string {
  requireText(text);
  const message = utf8(text);
  const lines = signers.map(({ name, keyHash, sign }) =>
    formatSignature({ name, keyHash, signature: sign(message) }),
  );
  return `${text}\n${lines.join('')}`;
}

function formatSignature({ name, keyHash, signature }: NoteSignature): string {
  return `${SIGNATURE_MARK}${name} ${toBase64(concat(keyHash, signature))}\n`;
}

/** @throws FormatError when it is no signed note; signatures are not checked */
export function parseNote(note: string, field = 'note'): Note {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) throw new FormatError(field, 'is not a signed note');
  const text = note.slice(0, split + 1);
  requireText(text, field);
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES)
    throw new FormatError(field, `has more than ${MAX_SIGNATURES} signatures`);
  return { text, signatures: lines.map((line) => parseSignature(line, field)) };
}

function parseSignature(line: string, field: string): NoteSignature {
  const match = /^— (\S+) (\S+)$/.exec(line);
  const [, name, base64] = match ?? [];
  if (name === undefined || base64 === undefined)
    throw new FormatError(field, 'has a malformed signature line');
  requireName(name, field);
  const bytes = fromBase64(base64, field);
  if (bytes.length < 5) throw new FormatError(field, 'has a signature that is too short');
  return { name, keyHash: bytes.slice(0, 4), signature: bytes.slice(4) };
}

function requireText(text: string, field = 'note'): void {
  const isClean = !/\p{Cc}|\p{Surrogate}/u.test(text.replaceAll('\n', ''));
  if (!text.endsWith('\n') || !isClean)
    throw new FormatError(field, 'has control characters or no final newline');
}

/**
 * Whether the note carries a valid signature by this key. Signatures by other keys are ignored, as C2SP demands; a signature
 * that claims this key and does not verify spoils the note.
 */
export function verifyNote({ text, signatures }: Note, verifier: NoteVerifier): Verdict {
  const own = signatures.filter((signature) => isBy(signature, verifier));
  if (own.length === 0) return refuse(`no signature by ${verifier.name}+${toPlainHex(verifier.keyHash)}`);
  const message = utf8(text);
  const isValid = own.every(({ signature }) => verifyEd25519(signature, message, verifier.publicKey));
  return isValid ? { ok: true } : refuse(`the signature by ${verifier.name} does not verify`);
}

export function isBy(signature: NoteSignature, verifier: NoteVerifier): boolean {
  return signature.name === verifier.name && equal(signature.keyHash, verifier.keyHash);
}

/** Strict RFC 8032 verification; anything malformed is simply not a signature. */
export function verifyEd25519(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 32) return false;
  return ed25519.verify(signature, message, publicKey, { zip215: false });
}
