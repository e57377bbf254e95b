import type { CID } from 'multiformats/cid';
import type { BlockIndex } from '../blocks/block-index.ts';
import type { LeafPlace } from '../blocks/leaf-request.ts';
import type { LeafThreads } from '../blocks/leaf-threads.ts';
import { cidOfKey, digestOf, keyOf, RAW } from '../dag/cids.ts';
import { linkedCids } from '../dag/dag-links.ts';
import { walkDag } from '../dag/dag-walk.ts';
import type { ContentReader } from '../files/content-reader.ts';
import type { FileBlobs } from '../files/file-blobs.ts';
import { inParallel } from '../in-parallel.ts';

/** Threads read and hash leaves of one while nodes of another are walked. */
const OBJECTS_AT_ONCE = 4;
/** Leaves of one file that a thread is given together. */
const LEAVES_AT_ONCE = 16;

export interface VerificationParts {
  readonly index: Pick<BlockIndex, 'objects' | 'findObject' | 'places'>;
  readonly reader: Pick<ContentReader, 'block' | 'withBlocks'>;
  readonly shelf: Pick<FileBlobs, 'pathOf'>;
  readonly threads: Pick<LeafThreads, 'digestSome'>;
}

/**
 * Reads every stored block and compares its hash with its CID. A block that another one links to and that is missing is a fault.
 * Calls `report` once for each object. The verification ends when `report` throws.
 */
export async function verifyBlocks(
  parts: VerificationParts,
  report: (verified: { readonly blocks: number; readonly fault: string | null }) => Promise<void>,
): Promise<void> {
  const { index } = parts;
  await inParallel(index.objects(), OBJECTS_AT_ONCE, async ({ key }) => {
    const root = cidOfKey(key);
    const object = new ObjectVerification(root, parts);
    let fault: string | null = null;
    try {
      await object.run();
    } catch (error) {
      // What was removed meanwhile is no fault.
      if (index.findObject(keyOf(root)) !== null)
        fault = error instanceof Error ? error.message : String(error);
    }
    await report({ blocks: object.blocks, fault });
  });
}

interface FileLeaf extends LeafPlace {
  readonly cid: CID;
}

/** Of one file with all its blocks, or of the nodes of a tree. */
class ObjectVerification {
  /** Compared so far. */
  blocks = 0;
  readonly #path: string;
  readonly #seen = new Set<string>();
  #leaves: FileLeaf[] = [];

  constructor(
    private readonly root: CID,
    private readonly parts: VerificationParts,
  ) {
    this.#path = parts.shelf.pathOf(cidOfKey(keyOf(root)).toString());
  }

  /** @throws BlockNotFoundError, DamagedContentError */
  async run(): Promise<void> {
    const { root } = this;
    if (root.code === RAW) {
      await this.#addLeaf(root);
    } else {
      const { reader } = this.parts;
      // Other objects that it links to are verified for themselves.
      const nodes = reader.withBlocks('platform', (read) =>
        walkDag(root, read, (link) => this.#isNode(link)),
      );
      for await (const { cid, bytes } of nodes) {
        this.blocks += 1;
        for (const link of linkedCids(cid, bytes))
          if (link.code === RAW && this.#isOwn(link)) await this.#addLeaf(link);
      }
    }
    await this.#hashLeaves();
  }

  #isNode(link: CID): boolean {
    return link.code !== RAW && this.#isOwn(link);
  }

  #isOwn(link: CID): boolean {
    return this.parts.index.findObject(keyOf(link)) === null;
  }

  async #addLeaf(cid: CID): Promise<void> {
    if (this.#seen.has(cid.toString())) return;
    this.#seen.add(cid.toString());
    const place = this.#placeHere(cid);
    if (place === null) {
      await this.#read(cid);
      return;
    }
    this.#leaves.push({ cid, ...place });
    if (this.#leaves.length === LEAVES_AT_ONCE) await this.#hashLeaves();
  }

  /** In the object's own file. */
  #placeHere(cid: CID): LeafPlace | null {
    const key = keyOf(this.root);
    for (const { objectKey, place } of this.parts.index.places(
      digestOf(cid) ?? new Uint8Array(0),
      'platform',
    ))
      if (place.kind === 'leaf' && Buffer.compare(objectKey, key) === 0) return place;
    return null;
  }

  async #hashLeaves(): Promise<void> {
    const leaves = this.#leaves;
    this.#leaves = [];
    if (leaves.length === 0) return;
    const places = leaves.map(({ offset, span }) => ({ offset, span }));
    const digests = await this.parts.threads.digestSome(this.#path, places).catch(() => null);
    for (const [number, { cid }] of leaves.entries()) {
      const digest = digests?.[number];
      if (digest !== undefined && Buffer.compare(digest, digestOf(cid) ?? new Uint8Array(0)) === 0)
        this.blocks += 1;
      else await this.#read(cid);
    }
  }

  /** From wherever it is intact. */
  async #read(cid: CID): Promise<void> {
    await this.parts.reader.block(cid, 'platform');
    this.blocks += 1;
  }
}
