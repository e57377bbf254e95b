import { TreeRangeError } from '../kernel/errors.ts';
import {
  completedNodes,
  consistencyRanges,
  coveringNodes,
  fold,
  inclusionRanges,
  leafHash,
  nodeHash,
  peaksOf,
  type HashReader,
  type LeafRange,
  type NodeId,
} from './merkle.ts';

/** A whole tree in memory, for bodies, manifests, batches and tests. */
export class MemoryTree implements HashReader {
  readonly #levels: Uint8Array[][] = [[]];

  constructor(leaves: Iterable<Uint8Array> = []) {
    for (const leaf of leaves) this.append(leaf);
  }

  get size(): number {
    return this.#levels[0]?.length ?? 0;
  }

  append(leaf: Uint8Array): void {
    this.appendHash(leafHash(leaf));
  }

  appendHash(hash: Uint8Array): void {
    let current = hash;
    for (const { level, index } of completedNodes(this.size)) {
      if (level > 0) current = nodeHash(this.#node({ level: level - 1, index: 2 * index }), current);
      (this.#levels[level] ??= []).push(current);
    }
  }

  root(size: number = this.size): Uint8Array {
    this.#requireSize(size);
    return fold(peaksOf(size).map((id) => this.#node(id)));
  }

  inclusionProof(index: number, size: number = this.size): Uint8Array[] {
    this.#requireSize(size);
    return this.#hashes(inclusionRanges(index, size));
  }

  consistencyProof(size1: number, size2: number = this.size): Uint8Array[] {
    this.#requireSize(size2);
    return this.#hashes(consistencyRanges(size1, size2));
  }

  async readNodes(nodes: readonly NodeId[]): Promise<Uint8Array[]> {
    return nodes.map((id) => this.#node(id));
  }

  #hashes(ranges: readonly LeafRange[]): Uint8Array[] {
    return ranges.map(({ begin, end }) => fold(coveringNodes(begin, end).map((id) => this.#node(id))));
  }

  #node({ level, index }: NodeId): Uint8Array {
    const hash = this.#levels[level]?.[index];
    if (hash === undefined)
      throw new TreeRangeError(`The tree of ${this.size} leaves has no node ${level}/${index}.`);
    return hash;
  }

  #requireSize(size: number): void {
    if (size > this.size) throw new TreeRangeError(`The tree has ${this.size} leaves, not ${size}.`);
  }
}
