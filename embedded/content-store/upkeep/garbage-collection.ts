import type { CID } from 'multiformats/cid';
import { rm, writeFile } from 'node:fs/promises';
import type { BlockIndex, LocatedBlock, NewObject } from '../blocks/block-index.ts';
import { cidOf, cidOfKey, keyOf, RAW } from '../dag/cids.ts';
import type { ContentReader } from '../files/content-reader.ts';
import type { FileBlobs } from '../files/file-blobs.ts';
import { loneLeaf, loneNode } from '../blocks/lone-blocks.ts';
import { PinReachability } from './pin-reachability.ts';

/** Objects removed in one turn, between which adds and pins get theirs. */
const OBJECTS_AT_ONCE = 256;

export interface GarbageCollectionOptions {
  index: BlockIndex;
  shelf: FileBlobs;
  reader: ContentReader;
  /** Runs work while nothing else commits, pins or removes. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * Removes what no pin reaches, while adds, pins and reads go on. First everything pinned is followed without holding anyone
 * up; then objects go in small turns, each of which first follows the pins put meanwhile. A block that is pinned inside a
 * file which isn't gets a file of its own before that file goes. Killed at any point, the next start finishes the sweep.
 */
export class GarbageCollection {
  readonly #reach: PinReachability;
  #isStopped = false;

  constructor(private readonly options: GarbageCollectionOptions) {
    this.#reach = new PinReachability(options.index, options.reader);
  }

  /** Ends the run after its present turn; what is left over goes at the next start or run. */
  stop(): void {
    this.#isStopped = true;
  }

  /**
   * `report` is told of every block that is gone, under its raw CID as Kubo tells.
   * @throws UnreadablePinError before anything is removed.
   */
  async run(report: (gone: CID) => Promise<void>): Promise<void> {
    const { index, inTurn } = this.options;
    await this.#reach.extend();
    let last: Uint8Array | null = null;
    do {
      const keys = index.objectKeys(last, OBJECTS_AT_ONCE);
      last = keys.at(-1) ?? null;
      if (keys.length > 0) await inTurn(() => this.#removeUnreached(keys));
    } while (last !== null && !this.#isStopped);
    do {
      if (this.#isStopped) return;
      const swept = await inTurn(() => index.removeOrphans(last));
      for (const digest of swept.gone) await report(cidOf(RAW, digest));
      last = swept.last;
    } while (last !== null);
  }

  async #removeUnreached(keys: readonly Uint8Array[]): Promise<void> {
    const { index, shelf } = this.options;
    await this.#reach.extend();
    await this.#rescue();
    const unreached = keys.filter((key) => !this.#reach.holdsWhole(key));
    if (unreached.length === 0) return;
    const files = unreached.filter((key) => index.findObject(key)?.kind === 'file');
    await index.removeObjects(unreached);
    await Promise.all(files.map((key) => shelf.remove(cidOfKey(key).toString())));
  }

  /** Gives objects of their own to pinned blocks whose every place is in an object that is going to be removed. */
  async #rescue(): Promise<void> {
    const { index, shelf } = this.options;
    const objects: NewObject[] = [];
    const files: { cid: string; incoming: string }[] = [];
    try {
      for (const digest of this.#reach.takeLoose()) {
        const lost = this.#lostPlace(digest);
        if (lost === null) continue;
        const cid = cidOf(RAW, digest);
        const bytes = await this.options.reader.block(cid, 'platform');
        this.#reach.addWhole(keyOf(cid));
        const isPublic = this.options.reader.isPublic(cid);
        if (lost.place.kind !== 'leaf') {
          objects.push(loneNode({ digest, read: () => bytes, isPublic }));
          continue;
        }
        const incoming = shelf.incomingPath();
        files.push({ cid: cid.toString(), incoming });
        await shelf.refuseIfFull(() => writeFile(incoming, bytes, { mode: 0o600 }));
        objects.push(loneLeaf({ digest, bytes: bytes.length, isPublic }));
      }
      await shelf.sync(files.map(({ incoming }) => incoming));
      await shelf.shelve(files);
      if (objects.length > 0) await index.add(objects, []);
    } finally {
      await Promise.all(files.map(({ incoming }) => rm(incoming, { force: true })));
    }
  }

  /** A place of the block, if none survives that shows it to whom it is shown now. */
  #lostPlace(digest: Uint8Array): LocatedBlock | null {
    const isPublic = this.options.reader.isPublic(cidOf(RAW, digest));
    let lost: LocatedBlock | null = null;
    for (const located of this.options.index.places(digest, isPublic ? 'anyone' : 'platform')) {
      if (this.#reach.holdsWhole(located.objectKey)) return null;
      lost = located;
    }
    return lost;
  }
}
