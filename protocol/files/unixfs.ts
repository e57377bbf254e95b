import { CID } from 'multiformats/cid';
import * as Digest from 'multiformats/hashes/digest';
import { concat } from '../kernel/bytes.ts';
import type { Sha256, Sha256Factory } from '../kernel/hash.ts';

/** A finished block of a file's DAG. */
export interface FileNode {
  readonly cid: CID;
  /** Bytes of the file below it. */
  readonly fileBytes: number;
  /** Bytes of its block and all blocks below, links' `Tsize`. */
  readonly dagBytes: number;
}

export interface UnixFsOptions {
  readonly createSha256: Sha256Factory;
  readonly chunkBytes?: number;
  readonly maxLinks?: number;
  /** Takes the SHA-256 of each leaf as it is finished, in order. */
  readonly onLeaf?: (digest: Uint8Array) => void;
  /** Takes each inner (dag-pb) block as it is finished, children before parents. */
  readonly onBlock?: (cid: CID, block: Uint8Array) => void;
}

const RAW = 0x55;
const DAG_PB = 0x70;
const SHA2_256 = 0x12;

/**
 * CID of a file as Kubo's profile `unixfs-v1-2025` gives it (CIDv1, raw leaves, 1 MiB chunks, balanced, 1024 links), without
 * holding chunks: each leaf is hashed as its bytes pass. A file of one chunk is that raw leaf itself.
 */
export class UnixFsHasher {
  readonly #createSha256: Sha256Factory;
  readonly #chunkBytes: number;
  readonly #maxLinks: number;
  readonly #onLeaf: ((digest: Uint8Array) => void) | undefined;
  readonly #onBlock: ((cid: CID, block: Uint8Array) => void) | undefined;
  /** Nodes that wait for a parent; level 0 are leaves. */
  readonly #waiting: FileNode[][] = [[]];
  #chunk: Sha256;
  #chunkLength = 0;

  constructor({ createSha256, chunkBytes = 1024 * 1024, maxLinks = 1024, onLeaf, onBlock }: UnixFsOptions) {
    this.#createSha256 = createSha256;
    this.#onLeaf = onLeaf;
    this.#chunkBytes = chunkBytes;
    this.#maxLinks = maxLinks;
    this.#onBlock = onBlock;
    this.#chunk = createSha256();
  }

  update(bytes: Uint8Array): void {
    for (let rest = bytes; rest.length > 0;) {
      if (this.#chunkLength === this.#chunkBytes) this.#finishChunk();
      const part = rest.subarray(0, this.#chunkBytes - this.#chunkLength);
      this.#chunk.update(part);
      this.#chunkLength += part.length;
      rest = rest.subarray(part.length);
    }
  }

  /** Ends the file. @returns its CID in base32 */
  digest(): string {
    this.#finishChunk();
    for (let level = 0; ; level++) {
      const nodes = this.#waiting[level] ?? [];
      const isTop = level === this.#waiting.length - 1;
      const [only] = nodes;
      if (isTop && only !== undefined && nodes.length === 1) return only.cid.toString();
      if (nodes.length > 0) this.#finishParent(level);
    }
  }

  #finishChunk(): void {
    const digest = this.#chunk.digest();
    this.#onLeaf?.(digest);
    const cid = cidOf(RAW, digest);
    this.#place(0, { cid, fileBytes: this.#chunkLength, dagBytes: this.#chunkLength });
    this.#chunk = this.#createSha256();
    this.#chunkLength = 0;
  }

  #place(level: number, node: FileNode): void {
    const nodes = (this.#waiting[level] ??= []);
    // A full group gets its parent only when another node follows, so that a single group's parent is the root.
    if (nodes.length === this.#maxLinks) this.#finishParent(level);
    this.#waiting[level].push(node);
  }

  #finishParent(level: number): void {
    const children = this.#waiting[level] ?? [];
    this.#waiting[level] = [];
    const block = encodeFileNode(children);
    const hash = this.#createSha256();
    hash.update(block);
    const cid = cidOf(DAG_PB, hash.digest());
    this.#onBlock?.(cid, block);
    this.#place(level + 1, {
      cid,
      fileBytes: sum(children.map((child) => child.fileBytes)),
      dagBytes: block.length + sum(children.map((child) => child.dagBytes)),
    });
  }
}

/** A file, or a part of one, that is stored already. */
export interface StoredPart {
  readonly cid: string;
  readonly bytes: number;
}

/** One file of several that are stored: the node that links to them, in order. */
export function joinFiles(
  parts: readonly StoredPart[],
  createSha256: Sha256Factory,
): { readonly cid: string; readonly block: Uint8Array } {
  const block = encodeFileNode(
    parts.map(({ cid, bytes }) => ({ cid: CID.parse(cid), fileBytes: bytes, dagBytes: bytes })),
  );
  const hash = createSha256();
  hash.update(block);
  return { cid: cidOf(DAG_PB, hash.digest()).toString(), block };
}

/** The CID of a block that is one leaf. */
export function leafCid(block: Uint8Array, createSha256: Sha256Factory): string {
  const hash = createSha256();
  hash.update(block);
  return cidOf(RAW, hash.digest()).toString();
}

/** The CID of a leaf by the hash that `onLeaf` tells. */
export function leafCidOf(sha256: Uint8Array): CID {
  return cidOf(RAW, sha256);
}

function cidOf(codec: number, sha256: Uint8Array): CID {
  // Node's Buffers are views that a reader might compare by class; a CID holds plain bytes.
  return CID.createV1(codec, Digest.create(SHA2_256, Uint8Array.from(sha256)));
}

/**
 * The block that links to parts of a file: DAG-PB with UnixFS data, links (field 2) before data (field 1), as the DAG-PB spec
 * demands. Our own, since protons-runtime 7.1.2 under ipfs-unixfs writes sizes of 2 to 4 GiB wrongly.
 */
export function encodeFileNode(children: readonly FileNode[]): Uint8Array {
  const links = children.map(({ cid, dagBytes }) =>
    bytesField(
      2,
      concat(bytesField(1, cid.bytes), bytesField(2, new Uint8Array(0)), varintField(3, dagBytes)),
    ),
  );
  const unixfs = concat(
    varintField(1, 2),
    varintField(3, sum(children.map((child) => child.fileBytes))),
    ...children.map((child) => varintField(4, child.fileBytes)),
  );
  return concat(...links, bytesField(1, unixfs));
}

function varintField(number: number, value: number): Uint8Array {
  return concat(varint(number << 3), varint(value));
}

function bytesField(number: number, bytes: Uint8Array): Uint8Array {
  return concat(varint((number << 3) | 2), varint(bytes.length), bytes);
}

/** Protobuf varint; arithmetic instead of shifts, since sizes pass 2^32. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
