import xxhash from 'xxhash-wasm';
import { toPlainHex } from '../kernel/bytes.ts';
import type { FileDigest } from './file-digest.ts';
import { createNobleSha256, type Sha256Factory } from '../kernel/hash.ts';
import { UnixFsHasher, type UnixFsOptions } from './unixfs.ts';

const loadXxhash = memoize(xxhash);

/** A digest that takes a file piece by piece, for callers that write it elsewhere in the same pass. */
export interface FileHasher {
  update(bytes: Uint8Array): void;
  digest(): FileDigest;
}

/** What a digest says besides the length. Each part can be computed on its own, as on a thread of its own. */
export type DigestPart = 'sha256' | 'cid' | 'xxh64';

export interface PartHasher {
  update(bytes: Uint8Array): unknown;
  /** As it stands in a `FileDigest`. */
  digest(): string;
}

/** How to begin each part; `onLeaf` takes the hashes that the CID is made of. */
export async function loadPartHashers(
  createSha256: Sha256Factory = createNobleSha256,
): Promise<Readonly<Record<DigestPart, (onLeaf?: UnixFsOptions['onLeaf']) => PartHasher>>> {
  const { create64 } = await loadXxhash();
  return {
    sha256: () => {
      const whole = createSha256();
      return { update: (bytes) => whole.update(bytes), digest: () => toPlainHex(whole.digest()) };
    },
    cid: (onLeaf) => new UnixFsHasher({ createSha256, ...(onLeaf !== undefined && { onLeaf }) }),
    xxh64: () => {
      const xxh64 = create64();
      return {
        update: (bytes) => xxh64.update(bytes),
        digest: () => xxh64.digest().toString(16).padStart(16, '0'),
      };
    },
  };
}

export async function createFileHasher(createSha256: Sha256Factory = createNobleSha256): Promise<FileHasher> {
  const begin = await loadPartHashers(createSha256);
  const parts = { sha256: begin.sha256(), cid: begin.cid(), xxh64: begin.xxh64() };
  let byteCount = 0;
  return {
    update(bytes) {
      byteCount += bytes.length;
      for (const part of Object.values(parts)) part.update(bytes);
    },
    digest: () => ({
      bytes: byteCount,
      sha256: parts.sha256.digest(),
      cid: parts.cid.digest(),
      xxh64: parts.xxh64.digest(),
    }),
  };
}

/** One pass over a file in constant memory. */
export async function digestFile(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: { readonly createSha256?: Sha256Factory } = {},
): Promise<FileDigest> {
  const hasher = await createFileHasher(options.createSha256);
  for await (const bytes of source) hasher.update(bytes);
  return hasher.digest();
}

function memoize<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return () => (loading ??= load());
}
