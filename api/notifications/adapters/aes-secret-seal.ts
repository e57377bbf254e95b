import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SecretSeal } from '../ports/secret-seal.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Base64 of nonce, tag and ciphertext. */
export class AesSecretSeal implements SecretSeal {
  readonly #keys: readonly Buffer[];

  /** @param keys of 32 bytes, the newest first */
  constructor(keys: readonly Buffer[]) {
    this.#keys = keys;
  }

  seal(secret: string): string {
    const [key] = this.#keys;
    if (key === undefined) throw new RangeError('There is no key to seal with.');
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, key, nonce);
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  }

  open(sealed: string): string | null {
    const bytes = Buffer.from(sealed, 'base64');
    for (const key of this.#keys) {
      const secret = openWith(key, bytes);
      if (secret !== null) return secret;
    }
    return null;
  }
}

function openWith(key: Buffer, bytes: Buffer): string | null {
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const opened = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([opened, decipher.final()]).toString('utf8');
  } catch {
    // Sealed with another key.
    return null;
  }
}
