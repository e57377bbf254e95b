import { crc32 } from 'node:zlib';

/** Bytes before each record's payload: its length, a check of that length, a check of the payload (each a uint32). */
export const FRAME_BYTES = 12;

const TIMESTAMP_BYTES = 8;
const HASH_BYTES = 32;

/** One transaction and all that its block needs to come out with the same hash again. */
export interface JournalEntry {
  /** Of the block, in Unix seconds. */
  readonly timestamp: number;
  /** Hash of the block before, 0x-prefixed: replay is checked against it. */
  readonly parentHash: string;
  readonly transaction: Uint8Array;
}

/**
 * A record ready to be written. The length has a check of its own, because a damaged length would otherwise look like
 * the torn end of the file and hide every record after it.
 */
export function encodeRecord(payload: Uint8Array, record: number): Buffer {
  const bytes = Buffer.alloc(FRAME_BYTES + payload.length);
  bytes.writeUInt32BE(payload.length, 0);
  bytes.writeUInt32BE(lengthCheck(payload.length, record), 4);
  bytes.writeUInt32BE(crc32(payload), 8);
  bytes.set(payload, FRAME_BYTES);
  return bytes;
}

export interface Frame {
  readonly length: number;
  readonly payloadCheck: number;
}

/** The frame of a record, null when it is not one. */
export function decodeFrame(bytes: Buffer, record: number): Frame | null {
  const length = bytes.readUInt32BE(0);
  if (bytes.readUInt32BE(4) !== lengthCheck(length, record)) return null;
  return { length, payloadCheck: bytes.readUInt32BE(8) };
}

export function isIntact(payload: Uint8Array, frame: Frame): boolean {
  return crc32(payload) === frame.payloadCheck;
}

export function encodeEntry({ timestamp, parentHash, transaction }: JournalEntry): Buffer {
  const head = Buffer.alloc(TIMESTAMP_BYTES);
  head.writeBigUInt64BE(BigInt(timestamp));
  return Buffer.concat([head, Buffer.from(parentHash.slice(2), 'hex'), transaction]);
}

/** Null when the payload is too short to be an entry. */
export function decodeEntry(payload: Buffer): JournalEntry | null {
  const start = TIMESTAMP_BYTES + HASH_BYTES;
  if (payload.length <= start) return null;
  return {
    timestamp: Number(payload.readBigUInt64BE(0)),
    parentHash: `0x${payload.toString('hex', TIMESTAMP_BYTES, start)}`,
    transaction: payload.subarray(start),
  };
}

/** Takes the record's number too, so that a record cannot stand in another's place. */
function lengthCheck(length: number, record: number): number {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(length, 0);
  bytes.writeUInt32BE(record, 4);
  return crc32(bytes);
}
