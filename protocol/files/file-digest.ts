import { CID } from 'multiformats/cid';
import { FormatError } from '../kernel/errors.ts';
import { parseCount, parseMembers, parseString } from '../kernel/shape.ts';

/** What is recorded of a file's plain bytes. */
export interface FileDigest {
  readonly bytes: number;
  /** 64 lower-case hex digits without 0x. */
  readonly sha256: string;
  /** UnixFS CIDv1 in base32 (Kubo's `unixfs-v1-2025` profile). */
  readonly cid: string;
  /** 16 lower-case hex digits without 0x, as ASC MHL writes it. */
  readonly xxh64: string;
}

/** What was found of a file: without the CID where that was not computed, which the others imply. */
export type FoundDigest = Omit<FileDigest, 'cid'> & { readonly cid?: string };

const RAW = 0x55;
const DAG_PB = 0x70;
const SHA2_256 = 0x12;

/** @throws FormatError naming the member */
export function parseFileDigest(value: unknown, field = 'file'): FileDigest {
  const { bytes, sha256, cid, xxh64 } = parseMembers(value, field, {
    required: ['bytes', 'sha256', 'cid', 'xxh64'],
  });
  return {
    bytes: parseCount(bytes, `${field}.bytes`),
    sha256: parseDigits(sha256, 64, `${field}.sha256`),
    cid: parseFileCid(cid, `${field}.cid`),
    xxh64: parseDigits(xxh64, 16, `${field}.xxh64`),
  };
}

/** The first difference between what was stated and what was found, or null. A CID that was not computed is not compared. */
export function findDifference(stated: FileDigest, found: FoundDigest): keyof FileDigest | null {
  const names = ['bytes', 'sha256', 'cid', 'xxh64'] as const;
  return names.find((name) => found[name] !== undefined && stated[name] !== found[name]) ?? null;
}

function parseDigits(value: unknown, length: number, field: string): string {
  if (typeof value !== 'string' || value.length !== length || !/^[0-9a-f]+$/.test(value)) {
    throw new FormatError(field, `must be ${length} lower-case hex digits`);
  }
  return value;
}

/** A CIDv1 of a file in lower-case base32: raw or dag-pb, SHA-256. @throws FormatError */
export function parseFileCid(value: unknown, field = 'cid'): string {
  const text = parseString(value, field);
  const cid = decodeCid(text, field);
  const isFile =
    cid.version === 1 && (cid.code === RAW || cid.code === DAG_PB) && cid.multihash.code === SHA2_256;
  if (!isFile || cid.multihash.size !== 32)
    throw new FormatError(field, 'must be a CIDv1, raw or dag-pb, of SHA-256');
  if (cid.toString() !== text) throw new FormatError(field, 'must be in lower-case base32');
  return text;
}

function decodeCid(text: string, field: string): CID {
  try {
    return CID.parse(text);
  } catch (cause) {
    throw new FormatError(field, 'is not a CID', { cause });
  }
}
