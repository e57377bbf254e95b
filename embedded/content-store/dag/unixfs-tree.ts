import { encodeFileNode, type FileNode as FilePart } from '@lanran/protocol/files/unixfs';
import type { CID } from 'multiformats/cid';
import { cidOf, DAG_PB, RAW, sha256 } from './cids.ts';

/** Kubo's profile `unixfs-v1-2025`: https://specs.ipfs.tech/ipips/ipip-0499/. */
export const PROFILE = { chunkBytes: 1_048_576, maxLinks: 1_024 } as const;

/** An inner node and the part of the file below it, in bytes. */
export interface FileNode {
  digest: Uint8Array;
  node: Uint8Array;
  offset: number;
  span: number;
}

/** Root of a file. `dagBytes` is what Kubo calls its size: content and inner nodes. */
export interface FileRoot {
  cid: CID;
  bytes: number;
  dagBytes: number;
}

/**
 * Builds the balanced UnixFS tree over a file's leaves as they arrive: each level keeps only the links of its open node,
 * so memory is logarithmic in the file's size. `onNode` receives each finished inner node.
 */
export class UnixfsTree {
  readonly #levels: FilePart[][] = [[]];
  #bytes = 0;

  constructor(
    private readonly maxLinks: number,
    private readonly onNode: (node: FileNode) => void,
  ) {}

  /** Adds the next leaf, a raw block of `length` bytes. */
  addLeaf(digest: Uint8Array, length: number): void {
    this.#bytes += length;
    this.#push(0, { cid: cidOf(RAW, digest), fileBytes: length, dagBytes: length });
  }

  /** @throws RangeError if there was no leaf: an empty file has one leaf of no bytes. */
  finish(): FileRoot {
    for (let level = 0; level < this.#levels.length; level++) {
      const open = this.#levels[level] ?? [];
      const isTop = level === this.#levels.length - 1;
      const [only] = open;
      if (isTop && only !== undefined && open.length === 1) {
        return { cid: only.cid, bytes: this.#bytes, dagBytes: only.dagBytes };
      }
      if (open.length > 0) this.#close(level, this.#bytes);
    }
    throw new RangeError('A file has at least one leaf.');
  }

  #push(level: number, child: FilePart): void {
    const open = (this.#levels[level] ??= []);
    open.push(child);
    if (open.length === this.maxLinks) this.#close(level, this.#bytes);
  }

  #close(level: number, end: number): void {
    const children = this.#levels[level] ?? [];
    this.#levels[level] = [];
    const span = children.reduce((sum, child) => sum + child.fileBytes, 0);
    const node = encodeFileNode(children);
    const digest = sha256(node);
    this.onNode({ digest, node, offset: end - span, span });
    const dagBytes = children.reduce((sum, child) => sum + child.dagBytes, node.length);
    this.#push(level + 1, { cid: cidOf(DAG_PB, digest), fileBytes: span, dagBytes });
  }
}
