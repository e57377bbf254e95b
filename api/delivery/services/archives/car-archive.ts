import { createHash } from 'node:crypto';
import type { CID } from 'multiformats/cid';
import { carHeader, carSectionHead } from '@lanran/protocol/files/car';
import { leafCidOf, UnixFsHasher } from '@lanran/protocol/files/unixfs';
import { dagSizeOf, sectionBytes } from '@lanran/protocol/files/unixfs-layout';
import { ContentMismatchError } from '../../../platform/kernel/errors.ts';
import { type Archive, type ArchiveContent, type ArchivedFile, exactly } from './archive.ts';
import { directoryBlocks } from './unixfs-directory.ts';

const CHUNK_BYTES = 1024 * 1024;

/**
 * CARv1 with the UnixFS directory of the files as its root: the directory's blocks first, the root before all, then each file's leaves
 * and nodes. What is read has to hash to the file's CID, or the stream ends short.
 */
export async function carArchive({
  files,
}: Pick<ArchiveContent, 'files'>): Promise<Archive & { readonly root: CID }> {
  const directory = (await directoryBlocks(files)).reverse();
  const [root] = directory;
  if (root === undefined) throw new Error('A directory has a block of its own.');
  const header = carHeader([root.cid.toString()]);
  const bytes =
    header.length +
    directory.reduce((sum, block) => sum + sectionBytes(block.bytes.length), 0) +
    files.reduce((sum, file) => sum + dagSizeOf(file.bytes).carBytes, 0);
  return {
    mediaType: 'application/vnd.ipld.car; version=1',
    root: root.cid,
    bytes,
    async *write() {
      yield [header];
      for (const block of directory) yield [carSectionHead(block.cid, block.bytes.length), block.bytes];
      for (const file of files) yield* blocksOf(file);
    },
  };
}

async function* blocksOf(file: ArchivedFile): AsyncGenerator<readonly Uint8Array[]> {
  const ready: Uint8Array[] = [];
  let chunk: Uint8Array[] = [];
  let chunkLength = 0;
  const hasher = new UnixFsHasher({
    createSha256: () => createHash('sha256'),
    // A leaf is finished before any byte of the next is taken.
    onLeaf: (sha256) => {
      ready.push(carSectionHead(leafCidOf(sha256), chunkLength), ...chunk);
      chunk = [];
      chunkLength = 0;
    },
    onBlock: (cid, block) => ready.push(carSectionHead(cid, block.length), block),
  });
  for await (const pieces of exactly(file)) {
    for (const piece of pieces) {
      for (let rest = piece; rest.length > 0;) {
        const part = rest.subarray(0, CHUNK_BYTES - (chunkLength % CHUNK_BYTES));
        hasher.update(part);
        chunk.push(part);
        chunkLength += part.length;
        rest = rest.subarray(part.length);
      }
    }
    if (ready.length > 0) yield ready.splice(0);
  }
  const found = hasher.digest();
  if (found !== file.cid)
    throw new ContentMismatchError(`${file.path} has the CID ${found}; published was ${file.cid}.`);
  yield ready;
}
