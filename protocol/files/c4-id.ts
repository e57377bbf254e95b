import { bytesUint } from '../kernel/bytes.ts';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const DIGITS = 88;

/** The C4 ID of a SHA-512 (SMPTE ST 2114): `c4`, then its number in base 58, filled up to 88 digits. */
export function c4IdOf(sha512: Uint8Array): string {
  let number = bytesUint(sha512);
  let digits = '';
  for (; number > 0n; number /= 58n) digits = `${ALPHABET[Number(number % 58n)] ?? ''}${digits}`;
  return `c4${digits.padStart(DIGITS, '1')}`;
}
