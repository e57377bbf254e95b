import { generateKeyPairSync } from 'node:crypto';
import type { CID } from 'multiformats/cid';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { auditStore } from './upkeep/audit.ts';
import { BlockIndex, type Audience } from './blocks/block-index.ts';
import { CarIntake } from './car/car-intake.ts';
import { cidOfKey, keyOf, parseCid } from './dag/cids.ts';
import { ContentReader } from './files/content-reader.ts';
import { lockDataDirectory } from '../directory-lock.ts';
import { UnknownDataDirectoryError } from './errors.ts';
import { FileBlobs } from './files/file-blobs.ts';
import { verifyBlocks } from './upkeep/block-verification.ts';
import { GarbageCollection, type GarbageCollectionOptions } from './upkeep/garbage-collection.ts';
import { Intake, type IntakeOptions } from './files/intake.ts';
import { LeafThreads } from './blocks/leaf-threads.ts';
import { Pins } from './upkeep/pins.ts';
import { blockBytesOf } from './blocks/places.ts';

export interface StoreStatistics {
  blocks: number;
  bytes: number;
  diskBytes: number;
}

/**
 * The store on one data directory: `files/` as they came, `index/` to find blocks in them, `incoming/` for what is on its
 * way, `lock`. One process at a time.
 */
export class ContentStore {
  #lastTurn: Promise<unknown> = Promise.resolve();
  #lastCollection: Promise<unknown> = Promise.resolve();
  readonly #collections = new Set<GarbageCollection>();
  readonly #threads = new LeafThreads();

  readonly reader: ContentReader;
  readonly pins: Pins;

  private constructor(
    readonly directory: string,
    private readonly index: BlockIndex,
    private readonly shelf: FileBlobs,
    private readonly unlock: () => void,
  ) {
    this.reader = new ContentReader(index, shelf);
    this.pins = new Pins(index, this.reader, (work) => this.#inTurn(work));
  }

  /**
   * Opens or creates the store, and removes what adds cut short by a crash left behind.
   * @throws DataDirectoryInUseError, UnknownDataDirectoryError if there are files but no index of them.
   */
  static async open(directory: string): Promise<ContentStore> {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const unlock = lockDataDirectory(directory);
    try {
      const shelf = new FileBlobs(directory);
      const index = await openIndex(directory, shelf);
      await index.sweep();
      await shelf.sweep((cid) => index.findObject(keyOf(parseCid(cid))) !== null);
      return new ContentStore(directory, index, shelf, unlock);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  startIntake(options: IntakeOptions): Intake {
    return new Intake(this.index, this.shelf, { ...options, threads: this.#threads }, (work) =>
      this.#inTurn(work),
    );
  }

  startCarIntake(options: { isPublic: boolean; audience: Audience }): CarIntake {
    return new CarIntake({ ...options, ...this.#parts() });
  }

  /** Public key bytes in hex: who this node is. Made once; nothing is ever signed with it, so the secret is not kept. */
  identity(): string {
    return this.index.constant('identity', () => {
      const { publicKey } = generateKeyPairSync('ed25519');
      return publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex');
    });
  }

  async statistics(audience: Audience): Promise<StoreStatistics> {
    const blocks = await this.index.countBlocks(audience);
    let bytes = 0;
    for (const { key, object } of this.index.objects()) {
      if (audience !== 'platform' && !object.isPublic) continue;
      bytes += object.kind === 'file' ? object.bytes : this.#treeBytes(key);
    }
    return { blocks, bytes, diskBytes: await this.shelf.totalBytes() };
  }

  /**
   * Removes every block that no pin reaches, while all else goes on; one such run after the other. Runs to its end whether
   * or not anybody listens: `report` is told of each block that is gone.
   * @throws UnreadablePinError before anything is removed.
   */
  collectGarbage(report: (gone: CID) => Promise<void>): Promise<void> {
    const collection = new GarbageCollection(this.#parts());
    this.#collections.add(collection);
    const run = this.#lastCollection
      .then(() => collection.run(report))
      .finally(() => this.#collections.delete(collection));
    this.#lastCollection = run.catch(() => undefined);
    return run;
  }

  /** Reads and hashes every block: {@link verifyBlocks}. */
  verify(report: Parameters<typeof verifyBlocks>[1]): Promise<void> {
    return verifyBlocks({ ...this.#parts(), threads: this.#threads }, report);
  }

  /** Findings of {@link auditStore}. Run it while nothing is being added. */
  audit(): Promise<string[]> {
    return auditStore(this.index, this.shelf);
  }

  async close(): Promise<void> {
    for (const collection of this.#collections) collection.stop();
    await this.#lastCollection;
    await this.#lastTurn;
    await this.#threads.stop();
    await this.index.close();
    this.unlock();
  }

  #parts(): GarbageCollectionOptions {
    const { index, shelf, reader } = this;
    return { index, shelf, reader, inTurn: (work) => this.#inTurn(work) };
  }

  #treeBytes(key: Uint8Array): number {
    const digest = cidOfKey(key).multihash.digest;
    for (const { place } of this.index.places(digest, 'platform')) return blockBytesOf(place);
    return 0;
  }

  /** One commit at a time: moving files in and telling the index of them must not interleave with another's clean-up. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(work);
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }
}

async function openIndex(directory: string, shelf: FileBlobs): Promise<BlockIndex> {
  const index = new BlockIndex(join(directory, 'index'));
  if (index.isNew && !(await shelf.isEmpty())) {
    await index.close();
    throw new UnknownDataDirectoryError(
      `${directory} has files but no index of them, so they would be taken for leftovers. Restore ${directory}/index from the same backup, or set another DATA_DIR.`,
    );
  }
  return index;
}
