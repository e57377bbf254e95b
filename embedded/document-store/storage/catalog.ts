import { randomBytes } from 'node:crypto';
import { Binary, Int32 } from 'bson';
import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { isNumeric, type Document, type Value } from '../bson/value.ts';
import { toDouble } from '../bson/number.ts';
import { ClientError } from '../command-error.ts';
import { type Filter, parseFilter } from '../query/filter.ts';
import type { KeyPart } from './index-keys.ts';
import { type Engine, type Moment, NOW } from './engine.ts';

export interface IndexDefinition {
  /** Owns the index's entries; never used again after the index is dropped. */
  readonly id: number;
  readonly name: string;
  readonly key: Document;
  readonly parts: readonly KeyPart[];
  readonly isUnique: boolean;
  readonly partialSource: Document | null;
  readonly partial: Filter | null;
  /** False while it is being built: written to, not yet read. */
  readonly isReady: boolean;
}

export interface CollectionDefinition {
  readonly namespace: string;
  /** Owns the collection's records; never used again after the collection is dropped. */
  readonly id: number;
  readonly uuid: Binary;
  readonly indexes: readonly IndexDefinition[];
}

export type NewIndex = Pick<IndexDefinition, 'name' | 'key' | 'isUnique' | 'partialSource' | 'isReady'>;

const COLLECTION = 'c';
const GARBAGE = 'g';
const MULTIKEY = 'm';
const NEXT_ID = Buffer.from('n');
/** In place of a part's number: the index has keys that were cut, so its order is not exact. */
const TRUNCATED_PART = 255;

/**
 * What collections and indexes there are. It is read from the engine each time, at the moment asked for, so that it can
 * never disagree with the documents; parsing is remembered by the stored bytes.
 */
export class Catalog {
  readonly #engine: Engine;
  readonly #parsed = new Map<string, { bytes: Buffer; definition: CollectionDefinition }>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  find(namespace: string, moment: Moment = NOW): CollectionDefinition | null {
    const bytes = this.#engine.catalog.get(collectionKey(namespace), moment);
    if (bytes === undefined) return null;
    const known = this.#parsed.get(namespace);
    if (known?.bytes.equals(bytes) === true) return known.definition;
    const definition = parseDefinition(namespace, decode(bytes));
    this.#parsed.set(namespace, { bytes, definition });
    return definition;
  }

  /** Namespaces that start with the prefix, in order. */
  namespaces(prefix = ''): string[] {
    const start = collectionKey(prefix);
    const end = Buffer.concat([start, Buffer.from([0xff])]);
    return [...this.#engine.catalog.getRange({ start, end })].map(({ key }) => key.toString('utf8', 1));
  }

  /** Only within a write. */
  create(namespace: string): CollectionDefinition {
    const uuid = new Binary(randomBytes(16), Binary.SUBTYPE_UUID);
    // A version 4 UUID (RFC 9562, 5.4).
    uuid.buffer[6] = ((uuid.buffer[6] ?? 0) & 0x0f) | 0x40;
    uuid.buffer[8] = ((uuid.buffer[8] ?? 0) & 0x3f) | 0x80;
    const id = this.#nextId();
    const byId: NewIndex = {
      name: '_id_',
      key: new Map([['_id', new Int32(1)]]),
      isUnique: true,
      partialSource: null,
      isReady: true,
    };
    return this.#save({ namespace, id, uuid, indexes: [this.#define(byId)] });
  }

  /** Only within a write. */
  addIndex(collection: CollectionDefinition, index: NewIndex): CollectionDefinition {
    return this.#save({ ...collection, indexes: [...collection.indexes, this.#define(index)] });
  }

  /** Only within a write. */
  markReady(collection: CollectionDefinition, ids: ReadonlySet<number>): CollectionDefinition {
    const indexes = collection.indexes.map((index) =>
      ids.has(index.id) ? { ...index, isReady: true } : index,
    );
    return this.#save({ ...collection, indexes });
  }

  /** Only within a write; the entries become garbage for the sweeper. */
  removeIndexes(collection: CollectionDefinition, ids: ReadonlySet<number>): CollectionDefinition {
    for (const id of ids) this.#discard(id);
    return this.#save({ ...collection, indexes: collection.indexes.filter((index) => !ids.has(index.id)) });
  }

  /** Only within a write; records and entries become garbage for the sweeper. */
  drop(collection: CollectionDefinition): void {
    this.#discard(collection.id);
    for (const index of collection.indexes) this.#discard(index.id);
    this.#engine.catalog.removeSync(collectionKey(collection.namespace));
    this.#parsed.delete(collection.namespace);
  }

  isMultikey(index: IndexDefinition, part: number, moment: Moment = NOW): boolean {
    return this.#engine.catalog.get(markKey(index.id, part), moment) !== undefined;
  }

  hasTruncatedKeys(index: IndexDefinition, moment: Moment = NOW): boolean {
    return this.isMultikey(index, TRUNCATED_PART, moment);
  }

  /** Only within a write: from now on the part is known to have met an array. */
  markMultikey(index: IndexDefinition, part: number): void {
    const key = markKey(index.id, part);
    if (this.#engine.catalog.get(key) === undefined) this.#engine.catalog.putSync(key, Buffer.from([1]));
  }

  /** Only within a write. */
  markTruncated(index: IndexDefinition): void {
    this.markMultikey(index, TRUNCATED_PART);
  }

  /** Owners whose records and entries are left to remove. */
  garbage(): number[] {
    const start = Buffer.from(GARBAGE);
    const end = Buffer.from(String.fromCharCode(GARBAGE.charCodeAt(0) + 1));
    return [...this.#engine.catalog.getRange({ start, end })].map(({ key }) => key.readUInt32BE(1));
  }

  /** Only within a write. */
  forgetGarbage(owner: number): void {
    this.#engine.catalog.removeSync(ownedKey(GARBAGE, owner));
    for (const { key } of [...this.#engine.catalog.getRange(markRange(owner))])
      this.#engine.catalog.removeSync(key);
  }

  #discard(owner: number): void {
    this.#engine.catalog.putSync(ownedKey(GARBAGE, owner), Buffer.from([1]));
  }

  #define(index: NewIndex): IndexDefinition {
    return {
      ...index,
      id: this.#nextId(),
      parts: partsOf(index.key),
      partial: filterOf(index.partialSource),
    };
  }

  #nextId(): number {
    const stored = this.#engine.catalog.get(NEXT_ID);
    const id = stored === undefined ? 1 : stored.readUInt32BE();
    const next = Buffer.alloc(4);
    next.writeUInt32BE(id + 1);
    this.#engine.catalog.putSync(NEXT_ID, next);
    return id;
  }

  #save(collection: CollectionDefinition): CollectionDefinition {
    this.#engine.catalog.putSync(
      collectionKey(collection.namespace),
      encode(serializeDefinition(collection)),
    );
    return collection;
  }
}

function collectionKey(namespace: string): Buffer {
  return Buffer.from(`${COLLECTION}${namespace}`, 'utf8');
}

function ownedKey(kind: string, owner: number): Buffer {
  const key = Buffer.alloc(5);
  key.write(kind, 'latin1');
  key.writeUInt32BE(owner, 1);
  return key;
}

function markKey(index: number, part: number): Buffer {
  return Buffer.concat([ownedKey(MULTIKEY, index), Buffer.from([part])]);
}

function markRange(index: number): { start: Buffer; end: Buffer } {
  return { start: ownedKey(MULTIKEY, index), end: ownedKey(MULTIKEY, index + 1) };
}

/** The parts of a key pattern such as `{a: 1, 'b.c': -1}`. */
export function partsOf(pattern: Document): KeyPart[] {
  return [...pattern].map(([path, direction]) => ({
    path: path.split('.'),
    isDescending: isNumeric(direction) && toDouble(direction) < 0,
  }));
}

function filterOf(source: Document | null): Filter | null {
  return source === null ? null : parseFilter(source);
}

function serializeDefinition({ id, uuid, indexes }: CollectionDefinition): Document {
  const list = indexes.map(
    (index): Document =>
      new Map<string, Value>([
        ['id', new Int32(index.id)],
        ['name', index.name],
        ['key', index.key],
        ['unique', index.isUnique],
        ['partial', index.partialSource],
        ['ready', index.isReady],
      ]),
  );
  return new Map<string, Value>([
    ['id', new Int32(id)],
    ['uuid', uuid],
    ['indexes', list],
  ]);
}

/** Reads what `serializeDefinition` wrote; anything else is damage. */
function parseDefinition(namespace: string, stored: Document): CollectionDefinition {
  const uuid = stored.get('uuid');
  const indexes = stored.get('indexes');
  if (typeof uuid !== 'object' || uuid === null || !('sub_type' in uuid) || !Array.isArray(indexes))
    throw damaged(namespace);
  return {
    namespace,
    id: intField(stored, 'id'),
    uuid,
    indexes: indexes.map((index) => parseIndex(namespace, index)),
  };
}

function parseIndex(namespace: string, stored: Value): IndexDefinition {
  if (!(stored instanceof Map)) throw damaged(namespace);
  const [name, key, partial] = [stored.get('name'), stored.get('key'), stored.get('partial')];
  if (typeof name !== 'string' || !(key instanceof Map)) throw damaged(namespace);
  const partialSource = partial instanceof Map ? partial : null;
  return {
    id: intField(stored, 'id'),
    name,
    key,
    parts: partsOf(key),
    isUnique: stored.get('unique') === true,
    partialSource,
    partial: filterOf(partialSource),
    isReady: stored.get('ready') === true,
  };
}

function intField(stored: Document, name: string): number {
  const value = stored.get(name);
  if (!isNumeric(value)) throw damaged(name);
  return toDouble(value);
}

function damaged(what: string): ClientError {
  return new ClientError(
    'InternalError',
    `The catalog entry of ${what} is damaged. Restore the data directory from a backup.`,
  );
}
