import type { PBNode } from '@ipld/dag-pb';
import type { CID } from 'multiformats/cid';
import { Readable } from 'node:stream';
import type { Audience, BlockIndex, LocatedBlock } from '../blocks/block-index.ts';
import { cidOfKey, DAG_PB, digestOf, keyOf, parseCid, RAW, sha256 } from '../dag/cids.ts';
import { linkedCids } from '../dag/dag-links.ts';
import {
  blockSizesOf,
  decodeNode,
  fileBytesOf,
  isDirectory,
  isFileNode,
  linksOf,
  symlinkTargetOf,
} from '../dag/dag-nodes.ts';
import type { ReadBlock } from '../dag/dag-walk.ts';
import { listDirectory } from '../dag/directory-walk.ts';
import { BlockNotFoundError, DamagedContentError, InvalidInputError, UnsupportedError } from '../errors.ts';
import { bytesContent, rangeContent, type FileContent, type FileRange } from './file-content.ts';
import type { FileBlobs } from './file-blobs.ts';
import { LastFile } from './last-file.ts';
import { readFile } from '../dag/file-walk.ts';
import { yieldToEventLoop } from '../yield-to-event-loop.ts';
import { followPath, type PathEnd } from '../dag/path-walk.ts';
import { blockBytesOf } from '../blocks/places.ts';

export interface DirectoryEntry {
  name: string;
  cid: CID;
  /** `unknown` for what is not UnixFS, such as dag-cbor. */
  kind: 'file' | 'directory' | 'symlink' | 'unknown';
  /** A file's length, or that of a link's target; 0 for anything else, as Kubo lists it. */
  bytes: number;
  /** Where a symbolic link leads; empty for anything else. */
  target: string;
}

/** What a CID stands for. A symbolic link is not followed. */
export type Content = FileContent | { kind: 'directory' } | { kind: 'symlink'; target: string };

interface BlockReading {
  readonly audience: Audience;
  readonly files: LastFile;
  /** The bytes may be valid only until the next block is read. */
  readonly isBrief?: boolean;
}

/** Blocks read, or passed on a walk, before others get their turn: a small block waits for nothing, so a long walk would hold up everybody. */
const BLOCKS_AT_ONCE = 64;

/** Everything that is read, by CID and audience. What an audience may not see does not exist for it: same errors. */
export class ContentReader {
  #blocksRead = 0;

  constructor(
    private readonly index: BlockIndex,
    private readonly shelf: FileBlobs,
  ) {}

  /** The bytes of one block, hashed again. @throws BlockNotFoundError, DamagedContentError if no place has them intact. */
  async block(cid: CID, audience: Audience): Promise<Uint8Array> {
    const files = new LastFile();
    try {
      return await this.#block(cid, { audience, files });
    } finally {
      await files.close();
    }
  }

  /**
   * For a walk, which asks for one block after the other; what it reads of is open until `work` ends. The bytes of a raw block are
   * valid until the next is asked for. @throws as `block`
   */
  async *withBlocks<T>(
    audience: Audience,
    work: (read: ReadBlock) => AsyncIterable<T>,
  ): AsyncGenerator<T, void, undefined> {
    const files = new LastFile();
    try {
      yield* work((cid) => this.#block(cid, { audience, files, isBrief: cid.code === RAW }));
    } finally {
      await files.close();
    }
  }

  blockSize(cid: CID, audience: Audience): number {
    return blockBytesOf(this.#locate(cid, audience).place);
  }

  has(cid: CID, audience: Audience): boolean {
    return !this.#places(cid, audience).next().done;
  }

  isPublic(cid: CID): boolean {
    return this.has(cid, 'anyone');
  }

  /** What a CID stands for. @throws BlockNotFoundError, DamagedContentError, UnsupportedError for another codec. */
  async content(cid: CID, audience: Audience): Promise<Content> {
    if (cid.code !== RAW && cid.code !== DAG_PB)
      throw new UnsupportedError(`${cid.toString()} is not a UnixFS file.`);
    const range = await this.#findRange(cid, audience);
    if (range !== null) return rangeContent(range, () => this.#fileContent(cid, audience));
    const block = await this.block(cid, audience);
    if (cid.code === RAW) return bytesContent(block);
    const node = decodeNode(cid, block);
    if (isDirectory(node)) return { kind: 'directory' };
    const target = symlinkTargetOf(node);
    return target === null ? this.#walkedContent(cid, node, audience) : { kind: 'symlink', target };
  }

  /** Where on this machine the content is, or null if it is not one range of a file. @throws BlockNotFoundError, DamagedContentError. */
  async locate(cid: CID, audience: Audience): Promise<FileRange | null> {
    const range = await this.#findRange(cid, audience);
    if (range === null) this.#locate(cid, audience);
    return range;
  }

  /**
   * Follows `[/ipfs/]CID[/name…]`.
   * @throws InvalidInputError, UnsupportedError for `/ipns/`, PathNotFoundError, BlockNotFoundError.
   */
  async resolve(path: string, audience: Audience): Promise<CID> {
    return (await this.trace(path, audience)).cid;
  }

  /** Like {@link resolve}, with the way there. */
  async trace(path: string, audience: Audience): Promise<PathEnd> {
    if (path.startsWith('/ipns/'))
      throw new UnsupportedError('/ipns/ names need a network; this node is offline.');
    const [root, ...names] = path
      .replace(/^\/ipfs\//, '')
      .split('/')
      .filter((name) => name !== '');
    if (root === undefined) throw new InvalidInputError(`invalid path "${path}": no CID`);
    return followPath(parseCid(root), names, this.#readFor(audience));
  }

  /** A directory's entries in its own order. */
  async *entries(directory: CID, audience: Audience): AsyncGenerator<DirectoryEntry> {
    for await (const entry of listDirectory(directory, this.#readFor(audience))) {
      yield { ...entry, ...(await this.#describe(entry.cid, audience)) };
    }
  }

  /** The blocks a file's root links to, with the part of the file each holds; none for a file of one block. */
  async parts(file: CID, audience: Audience): Promise<{ cid: CID; bytes: number }[]> {
    if (file.code !== DAG_PB) return [];
    const node = decodeNode(file, await this.block(file, audience));
    const sizes = blockSizesOf(node);
    return linksOf(node).map(({ cid }, position) => ({ cid, bytes: sizes[position] ?? 0 }));
  }

  /** Every CID of the DAG below and including `root`, each once, depth first. @throws BlockNotFoundError if a block is missing. */
  async *walk(root: CID, audience: Audience): AsyncGenerator<CID> {
    const seen = new Set<string>();
    const waiting = [root];
    for (let cid = waiting.pop(); cid !== undefined; cid = waiting.pop()) {
      if (seen.has(cid.toString())) continue;
      seen.add(cid.toString());
      if (!this.has(cid, audience)) throw new BlockNotFoundError(cid.toString());
      if (seen.size % BLOCKS_AT_ONCE === 0) await yieldToEventLoop();
      yield cid;
      if (cid.code === RAW) continue;
      waiting.push(...linkedCids(cid, await this.block(cid, audience)).reverse());
    }
  }

  async #describe(cid: CID, audience: Audience): Promise<Omit<DirectoryEntry, 'name' | 'cid'>> {
    if (cid.code !== RAW && cid.code !== DAG_PB) return { kind: 'unknown', bytes: 0, target: '' };
    const content = await this.content(cid, audience);
    if (content.kind === 'symlink') return { ...content, bytes: Buffer.byteLength(content.target) };
    return { kind: content.kind, bytes: content.kind === 'file' ? content.bytes : 0, target: '' };
  }

  async #block(cid: CID, { audience, files, isBrief = false }: BlockReading): Promise<Uint8Array> {
    if (++this.#blocksRead % BLOCKS_AT_ONCE === 0) await yieldToEventLoop();
    const digest = digestOf(cid) ?? new Uint8Array(0);
    const { removals } = this.index;
    let isKnown = false;
    for (const located of this.#places(cid, audience)) {
      isKnown = true;
      const bytes = await this.#blockBytes(located, { files, isBrief });
      if (bytes !== null && Buffer.compare(sha256(bytes), digest) === 0) return bytes;
    }
    // Objects went meanwhile, and what is pinned of them has another place now.
    if (this.index.removals !== removals) return this.#block(cid, { audience, files, isBrief });
    if (isKnown) throw new DamagedContentError(cid.toString(), 'no copy has the hash its CID names');
    throw new BlockNotFoundError(cid.toString());
  }

  *#places(cid: CID, audience: Audience): Generator<LocatedBlock> {
    const digest = digestOf(cid);
    if (digest !== null) yield* this.index.places(digest, audience);
  }

  #ownPlaceFirst(cid: CID, audience: Audience): LocatedBlock[] {
    const places = [...this.#places(cid, audience)];
    const key = keyOf(cid);
    const isOwn = ({ objectKey }: LocatedBlock): boolean => Buffer.compare(objectKey, key) === 0;
    return [...places.filter(isOwn), ...places.filter((located) => !isOwn(located))];
  }

  #locate(cid: CID, audience: Audience): LocatedBlock {
    for (const located of this.#places(cid, audience)) return located;
    throw new BlockNotFoundError(cid.toString());
  }

  /**
   * The first file of the right length that holds the CID's content as one range, its own before those it is a part of, so that
   * adding it again heals it; null if it is not held that way.
   */
  async #findRange(cid: CID, audience: Audience): Promise<FileRange | null> {
    const wanted = cid.code === RAW ? 'leaf' : 'file-node';
    const { removals } = this.index;
    let damage: string | null = null;
    for (const { objectKey, object, place } of this.#ownPlaceFirst(cid, audience)) {
      if (place.kind !== wanted) continue;
      const name = cidOfKey(objectKey).toString();
      const size = await this.shelf.sizeOf(name);
      if (size === object.bytes) {
        return { path: this.shelf.pathOf(name), offset: place.offset, span: place.span };
      }
      damage = size === null ? 'its file is missing' : `its file has ${size} of ${object.bytes} bytes`;
    }
    if (this.index.removals !== removals) return this.#findRange(cid, audience);
    if (damage !== null) throw new DamagedContentError(cid.toString(), damage);
    return null;
  }

  async #fileContent(cid: CID, audience: Audience): Promise<FileContent> {
    const content = await this.content(cid, audience);
    if (content.kind === 'file') return content;
    throw new UnsupportedError(`${cid.toString()} is not a UnixFS file.`);
  }

  async #blockBytes(
    { objectKey, place }: LocatedBlock,
    { files, isBrief }: Pick<BlockReading, 'files' | 'isBrief'>,
  ): Promise<Uint8Array | null> {
    if (place.kind !== 'leaf') return place.node;
    const path = this.shelf.pathOf(cidOfKey(objectKey).toString());
    return isBrief ? files.readBriefly(path, place) : files.read(path, place);
  }

  /** A file whose nodes were stored as another file's bytes, or beside it: legal, rare, and read by walking its tree. */
  #walkedContent(cid: CID, root: PBNode, audience: Audience): FileContent {
    if (!isFileNode(root)) throw new UnsupportedError(`${cid.toString()} is not a UnixFS file.`);
    const read = this.#readFor(audience);
    return {
      kind: 'file',
      bytes: fileBytesOf(root),
      read: async (offset, length) =>
        Readable.from(readFile(cid, read, { start: offset, end: offset + length })),
    };
  }

  #readFor(audience: Audience): ReadBlock {
    return (cid) => this.block(cid, audience);
  }
}
