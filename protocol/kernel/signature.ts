import { computeAddress, recoverAddress, SigningKey } from 'ethers';
import { bytesUint, fromHex, isHex, parseHex, type Hex } from './bytes.ts';
import { SignatureError } from './errors.ts';

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** A secp256k1 address, lower case. */
export type Address = Hex & { readonly __brand: 'Address' };

/**
 * Who signed a digest. One key has one signature text for one digest: high s, other lengths and other v are refused.
 * @throws SignatureError
 */
export function recoverSigner(digest: Hex, signature: Hex): Address {
  const bytes = isHex(signature, 65) ? fromHex(signature) : null;
  if (bytes === null) throw new SignatureError('The signature must be 65 bytes r, s, v as lower-case hex.');
  const r = bytesUint(bytes.subarray(0, 32));
  const s = bytesUint(bytes.subarray(32, 64));
  const v = bytes[64];
  if (v !== 27 && v !== 28)
    throw new SignatureError(`The signature's v must be 27 or 28, not ${v ?? 'absent'}.`);
  if (r === 0n || r >= ORDER || s === 0n || s >= ORDER)
    throw new SignatureError("The signature's r or s is out of range.");
  if (s > ORDER / 2n)
    throw new SignatureError("The signature's s is high. Sign again with a wallet that makes low s.");
  try {
    return recoverAddress(digest, signature).toLowerCase() as Address;
  } catch (cause) {
    throw new SignatureError('The signature belongs to no key.', { cause });
  }
}

/** @throws FormatError when `value` is not a lower-case 20-byte address */
export function parseAddress(value: unknown, field = 'address'): Address {
  return parseHex(value, 20, field) as Address;
}

/** Signs a digest with a raw private key, as the command line and tests do; browsers' wallets sign typed data instead. */
export function signDigest(digest: Hex, privateKey: Hex): Hex {
  return new SigningKey(privateKey).sign(digest).serialized as Hex;
}

export function addressOf(privateKey: Hex): Address {
  return computeAddress(privateKey).toLowerCase() as Address;
}
