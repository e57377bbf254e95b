import { open, type Database, type RootDatabase } from 'lmdb';
import { randomUUID } from 'node:crypto';
import { DIGEST_BYTES } from '../dag/cids.ts';
import { entriesOf, isSame, type BlockEntry, keyAfter, keyPast, take } from './block-entries.ts';
import { decodePlace, encodePlace, type Place, type PlacedBlock } from './places.ts';

/** Who asks: `anyone` sees public content only, the `platform` (it has the token) sees everything. */
export type Audience = 'anyone' | 'platform';

/** A file, or the nodes of a tree, under its root's key. `bytes` is a file's length, 0 for a tree. */
export interface StoredObject {
  kind: 'file' | 'tree';
  bytes: number;
  isPublic: boolean;
}

export interface Pin {
  type: 'recursive' | 'direct';
}

export interface NewObject {
  key: Uint8Array;
  record: StoredObject;
  /** Read once, as it is written: a large file's places need never be in memory all at once. */
  blocks: Iterable<PlacedBlock>;
}

export interface LocatedBlock {
  objectKey: Uint8Array;
  object: StoredObject;
  place: Place;
}

/** Blocks a transaction may write before others get their turn. */
const BATCH_BLOCKS = 4_096;
const SCAN_SLICE = 4_096;
/** Entries read at once where the reader may pause or leave. */
const READ_SLICE = 64;
const FORMAT = 'lanran-content-store/1';
/** Names of adds and removals under way: what they left half done is swept at the next start. */
const UNFINISHED = 'adding:';
const REMOVING = 'adding:removal';

/**
 * The durable index: objects by root key, places by block digest and object, pins by key. A place counts only while its
 * object's record exists, so writing the record makes a whole file appear at once.
 */
export class BlockIndex {
  readonly #root: RootDatabase;
  readonly #objects: Database<StoredObject, Uint8Array>;
  readonly #blocks: Database<Buffer, Uint8Array>;
  readonly #pins: Database<Pin, Uint8Array>;
  readonly #meta: Database<string, string>;
  /** True when this call created the index. */
  readonly isNew: boolean;
  #pinChanges = 0;
  #removals = 0;

  constructor(directory: string) {
    this.#root = open({ path: directory, maxDbs: 8 });
    this.#objects = this.#root.openDB('objects', { keyEncoding: 'binary' });
    this.#blocks = this.#root.openDB('blocks', { keyEncoding: 'binary', encoding: 'binary' });
    this.#pins = this.#root.openDB('pins', { keyEncoding: 'binary' });
    this.#meta = this.#root.openDB('meta', { encoding: 'string' });
    const format = this.#meta.get('format');
    if (format !== undefined && format !== FORMAT) {
      throw new RangeError(`${directory} has the format ${format}; this version reads ${FORMAT}.`);
    }
    this.isNew = format === undefined;
    if (this.isNew) this.#meta.putSync('format', FORMAT);
  }

  /** A fact about the installation, made by `create` when first asked for. */
  constant(name: string, create: () => string): string {
    const known = this.#meta.get(name);
    if (known !== undefined) return known;
    const created = create();
    this.#meta.putSync(name, created);
    return created;
  }

  /**
   * Grows with every pin put, once it can be read: whoever followed the pins before must follow the new ones. Were it told earlier,
   * who looks in between would take them for followed.
   */
  get pinChanges(): number {
    return this.#pinChanges;
  }

  /** Grows with every removal of objects, once they are gone: whoever found a place before must look again. */
  get removals(): number {
    return this.#removals;
  }

  findObject(key: Uint8Array): StoredObject | null {
    return this.#objects.get(key) ?? null;
  }

  *objects(): Generator<{ key: Uint8Array; object: StoredObject }> {
    for (const { key, value } of inSlices(this.#objects, {})) yield { key, object: value };
  }

  /** Every place of a block that the audience may know of. */
  *places(digest: Uint8Array, audience: Audience): Generator<LocatedBlock> {
    for (const { key, value } of inSlices(this.#blocks, { start: digest, end: keyPast(digest) })) {
      const objectKey = key.subarray(DIGEST_BYTES);
      const object = this.#objects.get(objectKey);
      if (object === undefined || !isVisible(object, audience)) continue;
      yield { objectKey, object, place: decodePlace(value) };
    }
  }

  /** Up to `limit` keys of objects that come after `after`, or the first ones. */
  objectKeys(after: Uint8Array | null, limit: number): Uint8Array[] {
    const range = after === null ? { limit } : { start: keyAfter(after), limit };
    return [...this.#objects.getKeys(range)].map((key) => Uint8Array.from(key));
  }

  /** Adds whole objects and pins durably: after a crash either all of them are there or none. */
  async add(objects: readonly NewObject[], pins: readonly Uint8Array[]): Promise<void> {
    const entries = entriesOf(objects);
    let batch = take(entries, BATCH_BLOCKS);
    const marker = batch.length === BATCH_BLOCKS ? `${UNFINISHED}${randomUUID()}` : null;
    if (marker !== null) await this.#write(() => this.#meta.putSync(marker, ''));
    for (; batch.length === BATCH_BLOCKS; batch = take(entries, BATCH_BLOCKS)) {
      const full = batch;
      await this.#write(() => full.forEach((entry) => this.#putBlock(entry)));
    }
    await this.#write(() => {
      for (const entry of batch) this.#putBlock(entry);
      for (const { key, record } of objects) this.#putObject(key, record);
      for (const key of pins) this.#pins.putSync(key, { type: 'recursive' });
      if (marker !== null) this.#meta.removeSync(marker);
    });
    this.#pinChanges += pins.length;
  }

  /** Makes objects unknown durably. Their places go with {@link removeOrphans}, or at the next start. */
  async removeObjects(keys: readonly Uint8Array[]): Promise<void> {
    await this.#write(() => {
      this.#meta.putSync(REMOVING, '');
      for (const key of keys) this.#objects.removeSync(key);
    });
    this.#removals++;
  }

  /**
   * Drops orphaned places among the next slice of places after `after`, or the first one.
   * @returns digests of the blocks that have no place any more, and where to go on, null at the end.
   */
  async removeOrphans(after: Uint8Array | null): Promise<{ gone: Uint8Array[]; last: Uint8Array | null }> {
    const keys = this.#blockKeys(after);
    const orphans = keys.filter((key) => !this.#objects.doesExist(key.subarray(DIGEST_BYTES)));
    if (orphans.length > 0) await this.#write(() => orphans.forEach((key) => this.#blocks.removeSync(key)));
    const digests = orphans.map((key) => key.subarray(0, DIGEST_BYTES));
    const gone = digests.filter((digest, at) => !isSame(digest, digests[at - 1]) && !this.#hasPlace(digest));
    const last = keys.at(-1) ?? null;
    if (last === null) await this.#write(() => this.#meta.removeSync(REMOVING));
    return { gone, last };
  }

  findPin(key: Uint8Array): Pin | null {
    return this.#pins.get(key) ?? null;
  }

  *pins(): Generator<{ key: Uint8Array; pin: Pin }> {
    for (const { key, value } of inSlices(this.#pins, {})) yield { key, pin: value };
  }

  async putPin(key: Uint8Array, pin: Pin): Promise<void> {
    await this.#write(() => this.#pins.putSync(key, pin));
    this.#pinChanges++;
  }

  async removePins(keys: readonly Uint8Array[]): Promise<void> {
    await this.#write(() => keys.forEach((key) => this.#pins.removeSync(key)));
  }

  /** How many different blocks the audience may know of. Read in slices, so that nobody waits for a long count. */
  async countBlocks(audience: Audience): Promise<number> {
    let count = 0;
    let counted: Uint8Array | undefined;
    await this.#scanBlocks((key) => {
      const digest = key.subarray(0, DIGEST_BYTES);
      if (isSame(digest, counted)) return;
      const object = this.#objects.get(key.subarray(DIGEST_BYTES));
      if (object === undefined || !isVisible(object, audience)) return;
      counted = Uint8Array.from(digest);
      count++;
    });
    return count;
  }

  /** Drops the places that an add or a removal cut short by a crash left without their object. */
  async sweep(): Promise<void> {
    const markers = [...this.#meta.getKeys({ start: UNFINISHED, end: `${UNFINISHED}\uffff` })];
    if (markers.length === 0) return;
    const orphans = await this.findOrphans();
    await this.#write(() => {
      for (const key of orphans) this.#blocks.removeSync(key);
      for (const marker of markers) this.#meta.removeSync(marker);
    });
  }

  /** Keys of places that no object's record makes visible. None in a store at rest. */
  async findOrphans(): Promise<Uint8Array[]> {
    const orphans: Uint8Array[] = [];
    await this.#scanBlocks((key) => {
      if (!this.#objects.doesExist(key.subarray(DIGEST_BYTES))) orphans.push(Uint8Array.from(key));
    });
    return orphans;
  }

  async close(): Promise<void> {
    await this.#root.close();
  }

  #putBlock({ objectKey, block: { digest, place } }: BlockEntry): void {
    this.#blocks.putSync(Buffer.concat([digest, objectKey]), encodePlace(place));
  }

  /** Public once is public for good: a CID cannot be withdrawn. And what is a file on the shelf stays one. */
  #putObject(key: Uint8Array, record: StoredObject): void {
    const known = this.#objects.get(key);
    const isPublic = record.isPublic || (known?.isPublic ?? false);
    const kept = known?.kind === 'file' && record.kind === 'tree' ? known : record;
    this.#objects.putSync(key, { ...kept, isPublic });
  }

  /** A child transaction, because lmdb commits what a plain one wrote before it threw. */
  async #write(change: () => void): Promise<void> {
    await this.#root.childTransaction(change);
    await this.#root.flushed;
  }

  async #scanBlocks(visit: (key: Uint8Array) => void): Promise<void> {
    for (let keys = this.#blockKeys(null); keys.length > 0; keys = this.#blockKeys(keys.at(-1) ?? null)) {
      keys.forEach(visit);
      await new Promise((resume) => setImmediate(resume));
    }
  }

  #blockKeys(after: Uint8Array | null): Uint8Array[] {
    const start = after === null ? new Uint8Array([0]) : keyAfter(after);
    return [...this.#blocks.getKeys({ start, limit: SCAN_SLICE })].map((key) => Uint8Array.from(key));
  }

  #hasPlace(digest: Uint8Array): boolean {
    return this.#blocks.getKeysCount({ start: digest, end: keyPast(digest), limit: 1 }) > 0;
  }
}

interface KeyRange {
  readonly start?: Uint8Array;
  readonly end?: Uint8Array;
}

/**
 * Entries in order of their keys, without a cursor that stays open: LMDB has few places for readers (MDB_READERS_FULL), and
 * whoever pauses or leaves midway would keep one.
 */
function* inSlices<V>(
  database: Database<V, Uint8Array>,
  { start, end }: KeyRange,
): Generator<{ key: Uint8Array; value: V }> {
  for (let from = start; ;) {
    const range = {
      limit: READ_SLICE,
      ...(from !== undefined && { start: from }),
      ...(end !== undefined && { end }),
    };
    const slice = [...database.getRange(range)].map(({ key, value }) => ({
      key: Uint8Array.from(key),
      value,
    }));
    yield* slice;
    const last = slice.at(-1);
    if (last === undefined || slice.length < READ_SLICE) return;
    from = keyAfter(last.key);
  }
}

function isVisible(object: StoredObject, audience: Audience): boolean {
  return object.isPublic || audience === 'platform';
}
