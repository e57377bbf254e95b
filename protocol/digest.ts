import xxhash from 'xxhash-wasm';
import { toPlainHex } from './bytes.ts';
import type { FileDigest } from './file-digest.ts';
import { createNobleSha256, type Sha256Factory } from './hash.ts';
import { UnixFsHasher } from './unixfs.ts';

const loadXxhash = memoize(xxhash);

/** A digest that takes a file piece by piece, for callers that write it elsewhere in the same pass. */
export interface FileHasher {
  update(bytes: Uint8Array): void;
  digest(): FileDigest;
}

export async function createFileHasher(createSha256: Sha256Factory = createNobleSha256): Promise<FileHasher> {
  const whole = createSha256();
  const xxh64 = (await loadXxhash()).create64();
  const dag = new UnixFsHasher({ createSha256 });
  let byteCount = 0;
  return {
    update(bytes) {
      byteCount += bytes.length;
      whole.update(bytes);
      xxh64.update(bytes);
      dag.update(bytes);
    },
    digest: () => ({
      bytes: byteCount,
      sha256: toPlainHex(whole.digest()),
      cid: dag.digest(),
      xxh64: xxh64.digest().toString(16).padStart(16, '0'),
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
