import { createHash } from 'node:crypto';

/** LMDB keys end at 1,978 bytes; an owner number goes before and a record number behind. */
const MAX_ENCODED_BYTES = 1_960;
const HASH_BYTES = 32;
/** What of a key past the limit is kept as it is. */
const KEPT_BYTES = MAX_ENCODED_BYTES - HASH_BYTES;
const OWNER_BYTES = 4;
const RECORD_BYTES = 8;

/** Key of a document: its collection's number and its own. */
export function recordKey(collection: number, record: number): Buffer {
  const key = Buffer.allocUnsafe(OWNER_BYTES + RECORD_BYTES);
  key.writeUInt32BE(collection);
  key.writeBigUInt64BE(BigInt(record), OWNER_BYTES);
  return key;
}

/** The record number at the end of a document's or an entry's key. */
export function recordOf(key: Buffer): number {
  return Number(key.readBigUInt64BE(key.length - RECORD_BYTES));
}

/** Every key of this owner lies in [start, end). */
export function ownerRange(owner: number): { start: Buffer; end: Buffer } {
  return { start: ownerPrefix(owner), end: ownerPrefix(owner + 1) };
}

function ownerPrefix(owner: number): Buffer {
  const prefix = Buffer.allocUnsafe(OWNER_BYTES);
  prefix.writeUInt32BE(owner);
  return prefix;
}

export function isTruncated(encoded: Buffer): boolean {
  return encoded.length > MAX_ENCODED_BYTES;
}

/** The entry's key without its record number: past the limit, the beginning and a hash of the whole. */
export function entryPrefix(index: number, encoded: Buffer): Buffer {
  if (!isTruncated(encoded)) return Buffer.concat([ownerPrefix(index), encoded]);
  const hash = createHash('sha256').update(encoded).digest();
  return Buffer.concat([ownerPrefix(index), encoded.subarray(0, KEPT_BYTES), hash]);
}

export function entryKey(prefix: Buffer, record: number): Buffer {
  const key = Buffer.allocUnsafe(prefix.length + RECORD_BYTES);
  prefix.copy(key);
  key.writeBigUInt64BE(BigInt(record), prefix.length);
  return key;
}

/** What of an entry's key is before its record number. */
export function prefixOf(key: Buffer): Buffer {
  return key.subarray(0, key.length - RECORD_BYTES);
}

/** Entries with exactly this prefix lie in [start, end). */
export function prefixRange(prefix: Buffer): { start: Buffer; end: Buffer } {
  return { start: prefix, end: successor(prefix) };
}

/**
 * The range of entries whose true key may lie between two bounds. A bound longer than what truncation keeps is cut and
 * the range widened, so that no truncated key is missed; the filter is checked on each document anyway.
 */
export function boundsRange(index: number, lower: Buffer, upper: Buffer): { start: Buffer; end: Buffer } {
  const owner = ownerPrefix(index);
  const start = Buffer.concat([owner, lower.subarray(0, KEPT_BYTES)]);
  const isCut = upper.length > KEPT_BYTES;
  const end = Buffer.concat([owner, upper.subarray(0, KEPT_BYTES)]);
  return { start, end: isCut ? successor(end) : end };
}

/** The least key above every key that starts with this prefix. */
export function successor(prefix: Buffer): Buffer {
  const next = Buffer.from(prefix);
  for (let index = next.length - 1; index >= 0; index -= 1) {
    const byte = next[index] ?? 0;
    if (byte < 0xff) {
      next[index] = byte + 1;
      return next.subarray(0, index + 1);
    }
  }
  return Buffer.alloc(prefix.length + 1, 0xff);
}
