import { toHex, type Hex } from '@lanran/protocol/kernel/bytes';
import {
  consistencyProof,
  inclusionProof,
  leafHash,
  nodeHash,
  rootAt,
  type HashReader,
  type NodeId,
} from '@lanran/protocol/log/merkle';

/** A tree of any size whose leaves are all the same, except for a few: no node needs to be kept. */
export class UniformTree implements HashReader {
  readonly #exceptions: ReadonlyMap<number, Uint8Array>;
  /** Hashes of complete subtrees of the common leaf, by level. */
  readonly #uniform: Uint8Array[] = [leafHash(new Uint8Array(224).fill(1))];

  /** @param exceptions leaves by their index */
  constructor(exceptions: ReadonlyMap<number, Uint8Array>) {
    this.#exceptions = exceptions;
  }

  async rootAt(size: number): Promise<Hex> {
    return toHex(await rootAt(size, this));
  }

  async inclusionProof(index: number, size: number): Promise<Hex[]> {
    return (await inclusionProof(index, size, this)).map(toHex);
  }

  async consistencyProof(size1: number, size2: number): Promise<Hex[]> {
    return (await consistencyProof(size1, size2, this)).map(toHex);
  }

  async readNodes(nodes: readonly NodeId[]): Promise<Uint8Array[]> {
    return nodes.map((node) => this.#node(node));
  }

  #node({ level, index }: NodeId): Uint8Array {
    if (!this.#hasException({ level, index })) return this.#uniformNode(level);
    const leaf = level === 0 ? this.#exceptions.get(index) : undefined;
    if (leaf !== undefined) return leafHash(leaf);
    const [left, right] = [2 * index, 2 * index + 1];
    return nodeHash(
      this.#node({ level: level - 1, index: left }),
      this.#node({ level: level - 1, index: right }),
    );
  }

  #hasException({ level, index }: NodeId): boolean {
    return [...this.#exceptions.keys()].some((leafIndex) => Math.floor(leafIndex / 2 ** level) === index);
  }

  #uniformNode(level: number): Uint8Array {
    const known = this.#uniform[level];
    if (known !== undefined) return known;
    const child = this.#uniformNode(level - 1);
    return (this.#uniform[level] = nodeHash(child, child));
  }
}
