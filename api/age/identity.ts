import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { bech32 } from '@scure/base';

/** An X25519 key pair of age (https://c2sp.org/age#the-x25519-recipient-type). Its secret is in no text we make. */
export interface Identity {
  readonly recipient: Recipient;
  readonly privateKey: KeyObject;
}

/** Whom files are encrypted to: a public key and its text, `age1…`. */
export interface Recipient {
  readonly text: string;
  readonly publicKey: Uint8Array;
}

export class AgeKeyError extends Error {
  override readonly name = 'AgeKeyError';
}

const KEY_BYTES = 32;
/** What stands before the 32 bytes in DER (RFC 8410): Node takes private keys so. Public ones go as JWK, in an eighth of the time. */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** @throws AgeKeyError, which never shows the text */
export function parseIdentity(text: string): Identity {
  const secret = decode(text, 'age-secret-key-');
  if (secret === null)
    throw new AgeKeyError('is no age identity: it has to be AGE-SECRET-KEY-1…, as `age-keygen` prints it');
  return identityOf(secret);
}

/** @throws AgeKeyError */
export function parseRecipient(text: string): Recipient {
  const publicKey = decode(text, 'age');
  if (publicKey === null)
    throw new AgeKeyError('is no age recipient: it has to be age1…, as `age-keygen` prints it');
  return { text, publicKey };
}

/** What is wrong with the text of a recipient; null for a sound one. */
export function faultOfRecipient(text: string): string | null {
  try {
    // A key that agrees on nothing would open no file.
    agree(generateEphemeral(), parseRecipient(text).publicKey);
    return null;
  } catch (error) {
    if (error instanceof AgeKeyError) return error.message;
    throw error;
  }
}

/** A new identity, as text. */
export function generateIdentity(): string {
  const secret = generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'der' });
  return encode('age-secret-key-', secret.subarray(-KEY_BYTES)).toUpperCase();
}

/** A key pair for one stanza of one file. */
export function generateEphemeral(): Identity {
  const { privateKey } = generateKeyPairSync('x25519');
  return { privateKey, recipient: recipientOf(privateKey) };
}

/** X25519. @throws AgeKeyError for a point that agrees on nothing */
export function agree(identity: Identity, publicKey: Uint8Array): Buffer {
  try {
    return diffieHellman({ privateKey: identity.privateKey, publicKey: publicKeyOf(publicKey) });
  } catch (cause) {
    throw new AgeKeyError('names a point of low order, which is no key', { cause });
  }
}

function identityOf(secret: Uint8Array): Identity {
  const der = Buffer.concat([PRIVATE_PREFIX, secret]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { privateKey, recipient: recipientOf(privateKey) };
}

function recipientOf(privateKey: KeyObject): Recipient {
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  const publicKey = Uint8Array.from(Buffer.from(x, 'base64url'));
  return { text: encode('age', publicKey), publicKey };
}

function publicKeyOf(bytes: Uint8Array): KeyObject {
  const x = Buffer.from(bytes).toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
}

function encode(prefix: string, bytes: Uint8Array): string {
  return bech32.encode(prefix, bech32.toWords(bytes));
}

function decode(text: string, prefix: string): Uint8Array | null {
  try {
    // Bech32 is all of one case; the decoder checks that.
    const decoded = bech32.decodeToBytes(text);
    return decoded.prefix === prefix && decoded.bytes.length === KEY_BYTES ? decoded.bytes : null;
  } catch {
    return null;
  }
}
