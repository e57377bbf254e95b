import type { FileDigest } from '@lanran/protocol/files/file-digest';

/** @throws when the threads were asked for some parts alone */
export function wholeDigest({ bytes, sha256, cid, xxh64 }: Partial<FileDigest>): FileDigest {
  if (bytes === undefined || sha256 === undefined || cid === undefined || xxh64 === undefined)
    throw new Error('The threads of a team do not compute every part of a digest.');
  return { bytes, sha256, cid, xxh64 };
}
