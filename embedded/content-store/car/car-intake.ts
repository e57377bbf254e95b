import type { CID } from 'multiformats/cid';
import { rm } from 'node:fs/promises';
import type { Audience, BlockIndex, NewObject } from '../blocks/block-index.ts';
import { cidOf, keyOf, RAW } from '../dag/cids.ts';
import type { ContentReader } from '../files/content-reader.ts';
import type { FileBlobs } from '../files/file-blobs.ts';
import { yieldToEventLoop } from '../yield-to-event-loop.ts';
import { loneNode } from '../blocks/lone-blocks.ts';
import { keepObjects, type ReceivedObject } from '../upkeep/object-keeper.ts';
import { cidOfName, digestOfName, digestsIn, nameOf, textOf } from './block-names.ts';
import { CarReader } from './car-reader.ts';
import { FileLayouts, fileLinksOf, type FileLayout, type ImportedBlocks } from './file-layout.ts';
import { refuseTooManyLevels } from './level-check.ts';
import { RootCheck } from './root-check.ts';
import { copyParts, type Part, Scratch, scratchOfAll, WRITE_BYTES } from './scratch.ts';

export interface CarIntakeOptions {
  index: BlockIndex;
  shelf: FileBlobs;
  reader: ContentReader;
  inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** False for content that only the platform may read. */
  isPublic: boolean;
  /** Who imports: a DAG may also lead to what that audience sees in the store. */
  audience: Audience;
}

/** Blocks too large to be kept in the index: they become files, each on its own. */
const MAX_NODE_BYTES = 262_144;
/** Blocks looked at before others get their turn. */
const STEPS_AT_ONCE = 512;
/** Archives of one file each come often, and their scratch files become those files as they are: so many, and none smaller. */
const MAX_LEAF_SCRATCHES = 64;
const MIN_SCRATCH_BYTES = 1_048_576;

/**
 * One import, from first byte to last. Blocks go to scratch files as they come, in any order; `commit` makes files of those
 * that are a file's, puts the rest beside them, and shows all of it at once. In memory: where each block is, not what it is.
 */
export class CarIntake implements ImportedBlocks {
  readonly #leaves = new Map<string, Part>();
  readonly #nodes = new Map<string, Part>();
  readonly #roots = new Map<string, CID>();
  readonly #temporary = new Set<string>();
  #nodeScratch: Scratch | null = null;
  #leafScratches: Scratch[] = [];
  /** Made with the first scratch file. */
  #leafRoom: Buffer | null = null;
  #blockCount = 0;
  #blockBytes = 0;

  constructor(private readonly options: CarIntakeOptions) {}

  get roots(): CID[] {
    return [...this.#roots.values()];
  }

  /** Of the archives as they came, blocks that came twice counted twice. */
  get statistics(): { blocks: number; bytes: number } {
    return { blocks: this.#blockCount, bytes: this.#blockBytes };
  }

  /** @throws InvalidInputError, UnsupportedError, StorageFullError, or whatever the source throws. */
  async addCar(source: AsyncIterable<Buffer>): Promise<void> {
    const car = await CarReader.open(source);
    for (const root of car.roots) this.#roots.set(root.toString(), root);
    const nodes = await this.#openNodes();
    const leaves = await this.#openLeaves();
    for await (const { cid, bytes } of car.blocks()) {
      this.#blockCount++;
      this.#blockBytes += bytes.length;
      const [parts, scratch] = cid.code === RAW ? [this.#leaves, leaves] : [this.#nodes, nodes];
      if (!parts.has(nameOf(cid))) parts.set(nameOf(cid), await scratch.append(bytes));
    }
  }

  /**
   * @throws TooManyLevelsError for what could not be read; IncompleteImportError if roots are to be pinned and a block below one is nowhere, DeclaredSizeError if a file there has
   * other bytes than its nodes declare: then nothing is kept.
   */
  async commit({ pinRoots }: { pinRoots: boolean }): Promise<void> {
    await this.#leafScratches.at(-1)?.finish();
    await this.#nodeScratch?.finish();
    try {
      await refuseTooManyLevels(this.#nodes.keys(), this);
      const pins = pinRoots ? this.roots : [];
      const checks = pins.map((root) => new RootCheck(root, { imported: this, ...this.options }));
      for (const check of checks) await check.whatCame();
      const layouts = await this.#layOutFiles();
      const held = digestsIn(layouts);
      const files = [...(await this.#writeFiles(layouts)), ...(await this.#writeLoneBlocks(held))];
      const isPublic = this.options.isPublic;
      await this.options.inTurn(async () => {
        for (const check of checks) await check.whatIsStored();
        await keepObjects(this.options.index, this.options.shelf, {
          files,
          trees: [...this.#loneNodes(held)],
          pins: pins.map(keyOf),
          isPublic,
        });
      });
    } finally {
      await this.abandon();
    }
  }

  /** Forgets what was received. */
  async abandon(): Promise<void> {
    const scratches = [...this.#leafScratches, ...(this.#nodeScratch === null ? [] : [this.#nodeScratch])];
    this.#leafScratches = [];
    this.#nodeScratch = null;
    this.#leafRoom = null;
    await Promise.all(scratches.map((scratch) => scratch.close()));
    const paths = [...this.#temporary];
    this.#temporary.clear();
    await Promise.all(paths.map((path) => rm(path, { force: true })));
  }

  findLeaf(cid: CID): Part | null {
    return this.#leaves.get(nameOf(cid)) ?? null;
  }

  findNode(cid: CID): Uint8Array | null {
    const part = this.#nodes.get(nameOf(cid));
    return part === undefined ? null : part.scratch.readSync(part);
  }

  async #openNodes(): Promise<Scratch> {
    return (this.#nodeScratch ??= await this.#createScratch(Buffer.allocUnsafe(WRITE_BYTES)));
  }

  async #openLeaves(): Promise<Scratch> {
    const last = this.#leafScratches.at(-1);
    const isFull = this.#leafScratches.length >= MAX_LEAF_SCRATCHES;
    if (last !== undefined && (isFull || last.bytes < MIN_SCRATCH_BYTES)) return last;
    await last?.finish();
    this.#leafRoom ??= Buffer.allocUnsafe(WRITE_BYTES);
    const scratch = await this.#createScratch(this.#leafRoom);
    this.#leafScratches.push(scratch);
    return scratch;
  }

  async #createScratch(room: Buffer): Promise<Scratch> {
    const scratch = await Scratch.create(this.options.shelf, room);
    this.#temporary.add(scratch.path);
    return scratch;
  }

  /** Files as large as they come: of nodes below other nodes of a file none is laid out for itself. */
  async #layOutFiles(): Promise<FileLayout[]> {
    const below = new Set<string>();
    const candidates: CID[] = [];
    for await (const { cid, node } of this.#eachNode()) {
      const links = fileLinksOf(cid, node);
      if (links.length > 0) candidates.push(cid);
      for (const link of links) if (this.#nodes.has(nameOf(link))) below.add(nameOf(link));
    }
    const leafBytes = this.#leafScratches.reduce((sum, { bytes }) => sum + bytes, 0);
    const layouts = new FileLayouts(this, leafBytes);
    const tops = candidates.filter((cid) => !below.has(nameOf(cid)));
    const laidOut: FileLayout[] = [];
    for (const cid of tops) {
      await yieldToEventLoop();
      const layout = layouts.layOut(cid);
      if (layout !== null) laidOut.push(layout);
    }
    return laidOut;
  }

  async #writeFiles(layouts: readonly FileLayout[]): Promise<ReceivedObject[]> {
    const taken = new Set<Scratch>();
    const files: ReceivedObject[] = [];
    for (const { cid, bytes, blocks, leaves: parts } of layouts) {
      // A file whose leaves came in order, and alone, is there already.
      const scratch = scratchOfAll(parts);
      const isThere = scratch !== null && !taken.has(scratch);
      if (isThere) taken.add(scratch);
      const incoming = isThere ? scratch.path : await this.#copy(parts);
      files.push({ cid, bytes, blocks, incoming });
    }
    return files;
  }

  /** Raw blocks of no file, and nodes too large for the index. */
  async #writeLoneBlocks(held: ReadonlySet<string>): Promise<ReceivedObject[]> {
    const blocks: ReceivedObject[] = [];
    const write = async (name: string, part: Part): Promise<void> => {
      const digest = digestOfName(name);
      if (held.has(textOf(digest))) return;
      const place = { kind: 'leaf', offset: 0, span: part.length } as const;
      const incoming = await this.#copy([part]);
      blocks.push({ cid: cidOf(RAW, digest), bytes: part.length, blocks: [{ digest, place }], incoming });
    };
    for (const [name, part] of this.#leaves) await write(name, part);
    for (const [name, part] of this.#nodes) if (part.length > MAX_NODE_BYTES) await write(name, part);
    return blocks;
  }

  /** Nodes of no file on the shelf, read only as the index writes them. */
  *#loneNodes(held: ReadonlySet<string>): Generator<NewObject> {
    const isPublic = this.options.isPublic;
    for (const [name, part] of this.#nodes) {
      const digest = digestOfName(name);
      if (part.length > MAX_NODE_BYTES || held.has(textOf(digest))) continue;
      const read = (): Uint8Array => part.scratch.readSync(part);
      yield loneNode({ digest, read, isPublic });
    }
  }

  async #copy(parts: readonly Part[]): Promise<string> {
    const { shelf } = this.options;
    const incoming = shelf.incomingPath();
    this.#temporary.add(incoming);
    await copyParts(shelf, parts, incoming);
    return incoming;
  }

  async *#eachNode(): AsyncGenerator<{ cid: CID; node: Uint8Array }> {
    let steps = 0;
    for (const name of this.#nodes.keys()) {
      if (++steps % STEPS_AT_ONCE === 0) await yieldToEventLoop();
      const cid = cidOfName(name);
      const node = this.findNode(cid);
      if (node !== null) yield { cid, node };
    }
  }
}
