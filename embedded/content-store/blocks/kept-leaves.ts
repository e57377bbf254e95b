import type { CID } from 'multiformats/cid';
import { readFile, stat } from 'node:fs/promises';
import { DIGEST_BYTES } from '../dag/cids.ts';
import { type DigestedFile, FileDigester } from '../files/file-digester.ts';
import { PROFILE } from '../dag/unixfs-tree.ts';

/**
 * What a file's bytes say, from `<path>.leaves`: the SHA-256 of each of its leaves, one after the other, kept by who wrote the
 * file. Null unless they were written after its last byte and lead to the CID that is expected: then the file has to be read.
 */
export async function digestOfLeaves(path: string, expected: CID): Promise<DigestedFile | null> {
  const leaves = `${path}.leaves`;
  const kept = await stat(leaves).catch(() => null);
  const file = await stat(path);
  const { chunkBytes } = PROFILE;
  const count = Math.ceil(file.size / chunkBytes);
  if (kept === null || kept.size !== count * DIGEST_BYTES || count === 0) return null;
  if (file.mtimeMs > kept.mtimeMs) return null;
  const digests = await readFile(leaves);
  const digester = new FileDigester(PROFILE);
  for (let at = 0; at < count; at++) {
    const digest = Uint8Array.from(digests.subarray(at * DIGEST_BYTES, (at + 1) * DIGEST_BYTES));
    digester.addLeaf(digest, Math.min(chunkBytes, file.size - at * chunkBytes));
  }
  const digested = digester.finish();
  return digested.cid.equals(expected.toV1()) ? digested : null;
}
