import { z } from 'zod';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Address } from '@lanran/protocol/kernel/signature';
import { BadInputError } from '../../platform/kernel/errors.ts';

const MAX_KEYSTORE_BYTES = 4_096;
const MAX_DISPLAY_NAME = 100;

/** A person's name on this platform, and their key under a passphrase that only they know (ADR 17). */
export interface Account {
  /** As `parseAccountName` spells it. */
  readonly name: string;
  readonly displayName: string;
  readonly address: Address;
  /** Web3 Secret Storage version 3: ciphertext. */
  readonly keystore: string;
  /** SHA-256 of the secret that fetches the keystore. */
  readonly retrievalHash: Hex;
  readonly createdAt: Date;
}

const Encrypted = z.object({
  cipher: z.string(),
  ciphertext: z.string(),
  kdf: z.enum(['scrypt', 'pbkdf2']),
  mac: z.string(),
});
const Keystore = z.object({
  version: z.literal(3),
  address: z.string().optional(),
  crypto: Encrypted.optional(),
  // As ethers and Geth's first versions write it.
  Crypto: Encrypted.optional(),
});

/** @throws BadInputError unless it is a keystore, small, and of that key where it says whose it is */
export function requireKeystore(text: string, address: Address, field: string): void {
  if (Buffer.byteLength(text) > MAX_KEYSTORE_BYTES)
    throw new BadInputError(field, `must have at most ${MAX_KEYSTORE_BYTES} bytes.`);
  const parsed = Keystore.safeParse(parseJson(text));
  if (!parsed.success || (parsed.data.crypto ?? parsed.data.Crypto) === undefined)
    throw new BadInputError(field, 'must be the JSON of a Web3 Secret Storage keystore, version 3.');
  const named = parsed.data.address?.toLowerCase().replace(/^0x/, '');
  if (named !== undefined && `0x${named}` !== address)
    throw new BadInputError(field, `is of key 0x${named}, not of ${address}. Encrypt that key.`);
}

/** @throws BadInputError */
export function parseDisplayName(text: string, field: string): string {
  const name = text.normalize('NFC').trim();
  if (name !== '' && name.length <= MAX_DISPLAY_NAME && !/\p{Cc}|\p{Surrogate}/u.test(name)) return name;
  throw new BadInputError(field, `must be 1 to ${MAX_DISPLAY_NAME} characters on one line.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
