import type { NewObject } from './block-index.ts';
import { cidOf, keyOf, RAW } from '../dag/cids.ts';

/** An object of one block that is kept in the index; `read` is asked as it is written. */
export function loneNode(block: {
  digest: Uint8Array;
  read: () => Uint8Array;
  isPublic: boolean;
}): NewObject {
  const { digest, read, isPublic } = block;
  return {
    key: keyOf(cidOf(RAW, digest)),
    record: { kind: 'tree', bytes: 0, isPublic },
    blocks: {
      *[Symbol.iterator]() {
        yield { digest, place: { kind: 'tree-node', node: read() } } as const;
      },
    },
  };
}

/** An object of one block that is a file on the shelf. */
export function loneLeaf(block: { digest: Uint8Array; bytes: number; isPublic: boolean }): NewObject {
  const { digest, bytes, isPublic } = block;
  return {
    key: keyOf(cidOf(RAW, digest)),
    record: { kind: 'file', bytes, isPublic },
    blocks: [{ digest, place: { kind: 'leaf', offset: 0, span: bytes } }],
  };
}
