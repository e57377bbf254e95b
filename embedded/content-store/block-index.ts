import { open, type Database, type RootDatabase } from 'lmdb';
import { randomUUID } from 'node:crypto';
import { DIGEST_BYTES } from './cids.ts';
import { decodePlace, encodePlace, type Place, type PlacedBlock } from './places.ts';

/** Who asks: `anyone` sees public content only, the `platform` (it has the token) sees everything. */
export type Audience = 'anyone' | 'platform';

/** A file, or the directory nodes of a tree, under its root's key. `bytes` is a file's length, 0 for a tree. */
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
  blocks: readonly PlacedBlock[];
}

export interface LocatedBlock {
  objectKey: Uint8Array;
  object: StoredObject;
  place: Place;
}

/** Blocks a transaction may write before others get their turn. */
const BATCH_BLOCKS = 4_096;
const SCAN_SLICE = 4_096;
const FORMAT = 'lanran-content-store/1';
const ADDING = 'adding:';

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

  findObject(key: Uint8Array): StoredObject | null {
    return this.#objects.get(key) ?? null;
  }

  *objects(): Generator<{ key: Uint8Array; object: StoredObject }> {
    for (const { key, value } of this.#objects.getRange()) yield { key, object: value };
  }

  /** Every place of a block that the audience may know of. */
  *places(digest: Uint8Array, audience: Audience): Generator<LocatedBlock> {
    for (const { key, value } of this.#blocks.getRange({ start: digest, end: successor(digest) })) {
      const objectKey = key.subarray(DIGEST_BYTES);
      const object = this.#objects.get(objectKey);
      if (object === undefined || !isVisible(object, audience)) continue;
      yield { objectKey: Uint8Array.from(objectKey), object, place: decodePlace(value) };
    }
  }

  /** Adds whole objects and pins durably: after a crash either all of them are there or none. */
  async add(objects: readonly NewObject[], pins: readonly Uint8Array[]): Promise<void> {
    const entries = objects.flatMap(({ key, blocks }) => blocks.map((block) => ({ objectKey: key, block })));
    const marker = `${ADDING}${randomUUID()}`;
    const isLarge = entries.length > BATCH_BLOCKS;
    if (isLarge) await this.#write(() => this.#meta.putSync(marker, ''));
    while (entries.length > BATCH_BLOCKS) {
      const batch = entries.splice(0, BATCH_BLOCKS);
      await this.#write(() => batch.forEach((entry) => this.#putBlock(entry.objectKey, entry.block)));
    }
    await this.#write(() => {
      for (const { objectKey, block } of entries) this.#putBlock(objectKey, block);
      for (const { key, record } of objects) this.#putObject(key, record);
      for (const key of pins) this.#pins.putSync(key, { type: 'recursive' });
      if (isLarge) this.#meta.removeSync(marker);
    });
  }

  findPin(key: Uint8Array): Pin | null {
    return this.#pins.get(key) ?? null;
  }

  *pins(): Generator<{ key: Uint8Array; pin: Pin }> {
    for (const { key, value } of this.#pins.getRange()) yield { key: Uint8Array.from(key), pin: value };
  }

  async putPin(key: Uint8Array, pin: Pin): Promise<void> {
    await this.#write(() => this.#pins.putSync(key, pin));
  }

  async removePins(keys: readonly Uint8Array[]): Promise<void> {
    await this.#write(() => keys.forEach((key) => this.#pins.removeSync(key)));
  }

  /** How many different blocks the audience may know of. Read in slices, so that nobody waits for a long count. */
  async countBlocks(audience: Audience): Promise<number> {
    let count = 0;
    let counted: Uint8Array | null = null;
    await this.#scanBlocks((key) => {
      const digest = key.subarray(0, DIGEST_BYTES);
      if (counted !== null && Buffer.compare(counted, digest) === 0) return;
      const object = this.#objects.get(key.subarray(DIGEST_BYTES));
      if (object === undefined || !isVisible(object, audience)) return;
      counted = Uint8Array.from(digest);
      count++;
    });
    return count;
  }

  /** Drops the places that an add cut short by a crash left without their object. */
  async sweep(): Promise<void> {
    const markers = [...this.#meta.getKeys({ start: ADDING, end: `${ADDING}\uffff` })];
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

  #putBlock(objectKey: Uint8Array, { digest, place }: PlacedBlock): void {
    this.#blocks.putSync(Buffer.concat([digest, objectKey]), encodePlace(place));
  }

  /** Public once is public for good: a CID cannot be withdrawn. */
  #putObject(key: Uint8Array, record: StoredObject): void {
    const isPublic = record.isPublic || (this.#objects.get(key)?.isPublic ?? false);
    this.#objects.putSync(key, { ...record, isPublic });
  }

  /** A child transaction, because lmdb commits what a plain one wrote before it threw. */
  async #write(change: () => void): Promise<void> {
    await this.#root.childTransaction(change);
    await this.#root.flushed;
  }

  async #scanBlocks(visit: (key: Uint8Array) => void): Promise<void> {
    let start: Uint8Array = new Uint8Array([0]);
    while (true) {
      const keys = [...this.#blocks.getKeys({ start, limit: SCAN_SLICE })].map((key) => Uint8Array.from(key));
      keys.forEach(visit);
      const last = keys.at(-1);
      if (last === undefined || keys.length < SCAN_SLICE) return;
      start = Buffer.concat([last, Buffer.of(0)]);
      await new Promise((resume) => setImmediate(resume));
    }
  }
}

function isVisible(object: StoredObject, audience: Audience): boolean {
  return object.isPublic || audience === 'platform';
}

/** The first key after all keys that begin with `prefix`. */
function successor(prefix: Uint8Array): Uint8Array {
  return Buffer.concat([prefix, Buffer.alloc(64, 0xff)]);
}
