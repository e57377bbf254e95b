import { createHash, type Hash } from 'node:crypto';
import type { PlacedBlock } from '../blocks/places.ts';
import { PROFILE, UnixfsTree, type FileRoot } from '../dag/unixfs-tree.ts';

/** How a file is cut: leaf size in bytes and links of an inner node. */
export interface Layout {
  chunkBytes: number;
  maxLinks: number;
}

/** What a file's bytes say: its root, and a place for each block. */
export interface DigestedFile extends FileRoot {
  blocks: PlacedBlock[];
}

/** Cuts a file's bytes, in any portions, into leaves and hashes them. Holds one hash state, never a leaf's bytes. */
export class FileDigester {
  readonly #layout: Layout;
  readonly #blocks: PlacedBlock[] = [];
  readonly #tree: UnixfsTree;
  #leaf: Hash = createHash('sha256');
  #leafBytes = 0;
  #offset = 0;

  constructor(layout: Layout = PROFILE) {
    this.#layout = layout;
    this.#tree = new UnixfsTree(layout.maxLinks, ({ digest, node, offset, span }) =>
      this.#blocks.push({ digest, place: { kind: 'file-node', offset, span, node } }),
    );
  }

  update(portion: Uint8Array): void {
    let rest = portion;
    while (rest.length > 0) {
      const taken = rest.subarray(0, this.#layout.chunkBytes - this.#leafBytes);
      this.#leaf.update(taken);
      this.#leafBytes += taken.length;
      rest = rest.subarray(taken.length);
      if (this.#leafBytes === this.#layout.chunkBytes) this.#closeLeaf();
    }
  }

  /** Takes the next leaf, of `span` bytes, by its hash alone: its bytes were hashed elsewhere. */
  addLeaf(digest: Uint8Array, span: number): void {
    this.#blocks.push({ digest, place: { kind: 'leaf', offset: this.#offset, span } });
    this.#offset += span;
    this.#tree.addLeaf(digest, span);
  }

  finish(): DigestedFile {
    if (this.#leafBytes > 0 || this.#offset === 0) this.#closeLeaf();
    return { ...this.#tree.finish(), blocks: this.#blocks };
  }

  #closeLeaf(): void {
    this.addLeaf(this.#leaf.digest(), this.#leafBytes);
    this.#leaf = createHash('sha256');
    this.#leafBytes = 0;
  }
}
