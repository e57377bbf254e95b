import { CID } from 'multiformats/cid';
import { carSectionHead } from './car.ts';
import { encodeFileNode } from './unixfs.ts';

/** What a file's DAG takes up, without its bytes being read. */
export interface DagSize {
  /** Of all its blocks, links' `Tsize`. */
  readonly dagBytes: number;
  /** Of all its blocks in a CARv1, each with its head. */
  readonly carBytes: number;
}

interface SizedNode extends DagSize {
  readonly fileBytes: number;
}

const CHUNK_BYTES = 1024 * 1024;
const MAX_LINKS = 1024;
/** Every CID is as long: version, codec, and a SHA-256. */
const ANY_CID = CID.parse('bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku');

/** By the layout of `UnixFsHasher`: chunks of 1 MiB, 1024 links, balanced; a file of one chunk is that chunk. */
export function dagSizeOf(bytes: number): DagSize {
  let full: SizedNode = leafOf(CHUNK_BYTES);
  let fullCount = Math.floor(bytes / CHUNK_BYTES);
  let last: SizedNode | null = bytes % CHUNK_BYTES > 0 || bytes === 0 ? leafOf(bytes % CHUNK_BYTES) : null;
  // Nodes of a level are alike but for the last, so that each level costs two of them, however long the file is.
  while (fullCount + (last === null ? 0 : 1) > 1) {
    const rest = Array.from({ length: fullCount % MAX_LINKS }, () => full);
    const tail = last === null ? rest : [...rest, last];
    last = tail.length === 0 ? null : parentOf(tail);
    fullCount = Math.floor(fullCount / MAX_LINKS);
    if (fullCount > 0) full = parentOf(Array.from({ length: MAX_LINKS }, () => full));
  }
  const { dagBytes, carBytes } = last ?? full;
  return { dagBytes, carBytes };
}

function leafOf(bytes: number): SizedNode {
  return { fileBytes: bytes, dagBytes: bytes, carBytes: sectionBytes(bytes) };
}

function parentOf(children: readonly SizedNode[]): SizedNode {
  const block = encodeFileNode(children.map((child) => ({ ...child, cid: ANY_CID }))).length;
  const sum = (of: (child: SizedNode) => number) => children.reduce((total, child) => total + of(child), 0);
  return {
    fileBytes: sum(({ fileBytes }) => fileBytes),
    dagBytes: block + sum(({ dagBytes }) => dagBytes),
    carBytes: sectionBytes(block) + sum(({ carBytes }) => carBytes),
  };
}

/** A block of such a length in a CARv1. */
export function sectionBytes(blockBytes: number): number {
  return carSectionHead(ANY_CID, blockBytes).length + blockBytes;
}
