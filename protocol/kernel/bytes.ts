import { FormatError } from './errors.ts';

/** Lower-case hex with `0x`, whole bytes. */
export type Hex = `0x${string}`;

export const ZERO_32: Hex = `0x${'00'.repeat(32)}`;

const HEX = /^0x(?:[0-9a-f]{2})*$/;
const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function toHex(bytes: Uint8Array): Hex {
  let digits = '';
  for (const byte of bytes) digits += DIGITS[byte] ?? '';
  return `0x${digits}`;
}

/** Lower-case hex without `0x`, as checksums are usually written. */
export function toPlainHex(bytes: Uint8Array): string {
  return toHex(bytes).slice(2);
}

/** @throws FormatError when `hex` is not lower-case `0x` hex of whole bytes */
export function fromHex(hex: string, field = 'hex'): Uint8Array {
  if (!HEX.test(hex)) throw new FormatError(field, 'must be lower-case hex that starts with 0x');
  const bytes = new Uint8Array(hex.length / 2 - 1);
  for (let at = 0; at < bytes.length; at++)
    bytes[at] = (digitValue(hex.charCodeAt(2 + 2 * at)) << 4) | digitValue(hex.charCodeAt(3 + 2 * at));
  return bytes;
}

/** Of `0` to `9` and `a` to `f`. */
function digitValue(code: number): number {
  return code < 58 ? code - 48 : code - 87;
}

export function isHex(value: unknown, byteLength?: number): value is Hex {
  if (typeof value !== 'string' || !HEX.test(value)) return false;
  return byteLength === undefined || value.length === 2 + 2 * byteLength;
}

/** @throws FormatError when `value` is not `byteLength` bytes of lower-case hex */
export function parseHex(value: unknown, byteLength: number, field: string): Hex {
  if (!isHex(value, byteLength)) {
    throw new FormatError(field, `must be ${byteLength} bytes of lower-case hex that starts with 0x`);
  }
  return value;
}

export function parseBytes32(value: unknown, field: string): Hex {
  return parseHex(value, 32, field);
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** @throws FormatError when the bytes are not UTF-8; a byte order mark is kept, so that the text encodes to the same bytes */
export function utf8Text(bytes: Uint8Array, field = 'text'): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new FormatError(field, 'is not UTF-8', { cause });
  }
}

/** Standard padded base64 (RFC 4648 §4). */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** @throws FormatError unless `text` is the one canonical base64 of its bytes */
export function fromBase64(text: string, field = 'base64'): Uint8Array {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) {
    throw new FormatError(field, 'is not base64');
  }
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  if (toBase64(bytes) !== text) throw new FormatError(field, 'is not canonical base64');
  return bytes;
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

export function equal(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}

/** Big-endian unsigned integer in `byteLength` bytes. */
export function uintBytes(value: bigint | number, byteLength: number): Uint8Array {
  const bytes = new Uint8Array(byteLength);
  if (typeof value === 'number' && byteLength >= 8 && Number.isSafeInteger(value) && value >= 0) {
    const view = new DataView(bytes.buffer);
    view.setUint32(byteLength - 8, Math.floor(value / 2 ** 32));
    view.setUint32(byteLength - 4, value % 2 ** 32);
    return bytes;
  }
  let rest = BigInt(value);
  if (rest < 0n) throw new RangeError(`${value} is negative`);
  for (let at = byteLength - 1; at >= 0; at--) {
    bytes[at] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  if (rest !== 0n) throw new RangeError(`${value} does not fit ${byteLength} bytes`);
  return bytes;
}

export function bytesUint(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(toHex(bytes));
}
