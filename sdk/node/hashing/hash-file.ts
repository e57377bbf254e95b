import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { createXXHash128, createXXHash3 } from 'hash-wasm';
import { c4IdOf } from '@lanran/protocol/files/c4-id';
import { loadPartHashers, type PartHasher } from '@lanran/protocol/files/digest';
import type { FoundFile } from '@lanran/protocol/packages/found-file';
import type { MhlFormat } from '@lanran/protocol/packages/mhl-reader';

const READ_BYTES = 1024 * 1024;

export interface HashOrder {
  readonly path: string;
  /** Beside bytes, SHA-256 and XXH64, which are always computed. */
  readonly formats: readonly MhlFormat[];
  readonly withCid: boolean;
}

/** Reads a file once, for all of its hashes. Synchronous: for a worker thread, or a small file. */
export type HashFile = (order: HashOrder) => FoundFile;

/** @throws from the function, when the file can't be read or is a symbolic link */
export async function loadHashFile(): Promise<HashFile> {
  const begin = await loadPartHashers(() => createHash('sha256'));
  const xxh128 = await createXXHash128();
  const xxh3 = await createXXHash3();
  // One at a time: the WebAssembly hashers are used again.
  const beginFormat: Readonly<Record<MhlFormat, () => PartHasher>> = {
    c4: () => native('sha512', c4IdOf),
    md5: () => native('md5', hexOf),
    sha1: () => native('sha1', hexOf),
    xxh128: () => ({ update: (bytes) => xxh128.update(bytes), digest: () => xxh128.digest('hex') }),
    xxh3: () => ({ update: (bytes) => xxh3.update(bytes), digest: () => xxh3.digest('hex') }),
    xxh64: begin.xxh64,
  };
  return ({ path, formats, withCid }) => {
    xxh128.init();
    xxh3.init();
    const sha256 = begin.sha256();
    const cid = withCid ? begin.cid() : null;
    const hashers = new Map(
      [...new Set<MhlFormat>(['xxh64', ...formats])].map((format) => [format, beginFormat[format]()]),
    );
    const bytes = read(path, [sha256, ...hashers.values(), ...(cid === null ? [] : [cid])]);
    const hashes = new Map([...hashers].map(([format, hasher]) => [format, hasher.digest()]));
    return {
      bytes,
      sha256: sha256.digest(),
      xxh64: hashes.get('xxh64') ?? '',
      ...(cid !== null && { cid: cid.digest() }),
      hashes,
    };
  };
}

function read(path: string, hashers: readonly PartHasher[]): number {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    if (!fstatSync(file).isFile()) throw new Error(`${path} is not a file`);
    const buffer = Buffer.allocUnsafe(READ_BYTES);
    let whole = 0;
    for (;;) {
      const bytes = readSync(file, buffer, 0, READ_BYTES, null);
      if (bytes === 0) return whole;
      const portion = buffer.subarray(0, bytes);
      for (const hasher of hashers) hasher.update(portion);
      whole += bytes;
    }
  } finally {
    closeSync(file);
  }
}

function native(algorithm: string, show: (digest: Uint8Array) => string): PartHasher {
  const hash = createHash(algorithm);
  return { update: (bytes) => hash.update(bytes), digest: () => show(hash.digest()) };
}

function hexOf(digest: Uint8Array): string {
  return Buffer.from(digest).toString('hex');
}
