import { decode } from '../bson/decode.ts';
import type { Document } from '../bson/value.ts';
import { ClientError } from '../command-error.ts';
import { matches } from '../query/filter.ts';
import type { Catalog, CollectionDefinition, IndexDefinition } from './catalog.ts';
import { DuplicateKeyError } from './duplicate-key-error.ts';
import { type Engine, type Moment, NOW } from './engine.ts';
import { keysOf } from './index-keys.ts';
import {
  entryKey,
  entryPrefix,
  isTruncated,
  ownerRange,
  prefixOf,
  prefixRange,
  recordKey,
  recordOf,
} from './keys.ts';

/** A document under its record number. */
export interface StoredDocument {
  readonly record: number;
  readonly bytes: Buffer;
}

/** What one index has to hold for one document. */
export interface IndexEntries {
  readonly index: IndexDefinition;
  /** Entry keys without the record number. */
  readonly prefixes: readonly Buffer[];
  readonly isMultikey: readonly boolean[];
  readonly isTruncated: boolean;
}

export interface ChangeWatch {
  /** Numbers of those that were replaced or removed since. */
  readonly records: ReadonlySet<number>;
  end(): void;
}

const NO_VALUE = Buffer.alloc(0);
const NONE: ReadonlySet<string> = new Set();
/** MongoDB's limit on a document. */
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/**
 * Writes documents together with their index entries. All checks come before the first change, so that a refusal
 * leaves nothing behind. Every method is called within `Engine.write`.
 */
export class CollectionWriter {
  readonly #engine: Engine;
  readonly #catalog: Catalog;
  #nextRecord: number | null = null;
  readonly #watches = new Set<{ readonly collection: number; readonly records: Set<number> }>();

  constructor(engine: Engine, catalog: Catalog) {
    this.#engine = engine;
    this.#catalog = catalog;
  }

  /** Throws DuplicateKeyError, CannotIndexParallelArrays or BSONObjectTooLarge. */
  insert(collection: CollectionDefinition, document: Document, bytes: Buffer): void {
    checkSize(bytes);
    const entries = this.#entriesOf(collection, document);
    const record = this.#takeRecord();
    for (const each of entries) this.#checkUnique(collection, each, { record, document });
    this.#engine.records.putSync(recordKey(collection.id, record), bytes);
    for (const each of entries) this.#addEntries(each, record);
  }

  /** As `insert`, for a document that is there already. */
  replace(collection: CollectionDefinition, old: StoredDocument, document: Document, bytes: Buffer): void {
    checkSize(bytes);
    const { record } = old;
    this.#noteChange(collection, record);
    const entries = this.#entriesOf(collection, document);
    for (const each of entries) this.#checkUnique(collection, each, { record, document });
    const kept = new Set(entries.flatMap(({ prefixes }) => prefixes.map(textOfKey)));
    const before = this.#entriesOf(collection, decode(old.bytes));
    const known = new Set(before.flatMap(({ prefixes }) => prefixes.map(textOfKey)));
    for (const each of before) this.#removeEntries(each, record, kept);
    this.#engine.records.putSync(recordKey(collection.id, record), bytes);
    for (const each of entries) this.#addEntries(each, record, known);
  }

  remove(collection: CollectionDefinition, old: StoredDocument): void {
    this.#noteChange(collection, old.record);
    for (const each of this.#entriesOf(collection, decode(old.bytes))) this.#removeEntries(each, old.record);
    this.#engine.records.removeSync(recordKey(collection.id, old.record));
  }

  /** Adds a stored document to indexes that are being built. The document needs only the fields that they read. */
  addToIndexes(
    collection: CollectionDefinition,
    indexes: readonly IndexDefinition[],
    { record, document }: { readonly record: number; readonly document: Document },
  ): void {
    for (const index of indexes) {
      const entries = entriesIn(index, document);
      if (entries === null) continue;
      this.#checkUnique(collection, entries, { record, document });
      this.#addEntries(entries, record);
    }
  }

  /** Adds an entry to an index that is being built. Throws DuplicateKeyError. */
  addEntry(collection: CollectionDefinition, index: IndexDefinition, key: Buffer): void {
    const record = recordOf(key);
    if (index.isUnique && this.#isTaken(prefixOf(key), record)) {
      const bytes = findRecord(this.#engine, collection.id, record);
      throw new DuplicateKeyError(collection, index, bytes === null ? new Map() : decode(bytes));
    }
    this.#engine.entries.putSync(key, NO_VALUE);
  }

  /** Marks which parts of an index have met an array, and whether it has truncated keys. */
  markKeys(
    index: IndexDefinition,
    { isMultikey, isTruncated: hasTruncated }: Pick<IndexEntries, 'isMultikey' | 'isTruncated'>,
  ): void {
    isMultikey.forEach((isArray, part) => {
      if (isArray) this.#catalog.markMultikey(index, part);
    });
    if (hasTruncated) this.#catalog.markTruncated(index);
  }

  /** The records that are replaced or removed from now on, also by a write that is rolled back. */
  watchChanges({ id }: CollectionDefinition): ChangeWatch {
    const watch = { collection: id, records: new Set<number>() };
    this.#watches.add(watch);
    return { records: watch.records, end: () => this.#watches.delete(watch) };
  }

  #noteChange({ id }: CollectionDefinition, record: number): void {
    for (const { collection, records } of this.#watches) if (collection === id) records.add(record);
  }

  #entriesOf(collection: CollectionDefinition, document: Document): IndexEntries[] {
    return collection.indexes.flatMap((index) => entriesIn(index, document) ?? []);
  }

  #checkUnique(
    collection: CollectionDefinition,
    { index, prefixes }: IndexEntries,
    { record, document }: { record: number; document: Document },
  ): void {
    if (index.isUnique && prefixes.some((prefix) => this.#isTaken(prefix, record)))
      throw new DuplicateKeyError(collection, index, document);
  }

  /** By another document. */
  #isTaken(prefix: Buffer, record: number): boolean {
    const found = [...this.#engine.entries.getRange({ ...prefixRange(prefix), limit: 2 })];
    return found.some(({ key }) => recordOf(key) !== record);
  }

  #addEntries(
    { index, prefixes, ...kinds }: IndexEntries,
    record: number,
    known: ReadonlySet<string> = NONE,
  ): void {
    for (const prefix of prefixes) {
      if (!known.has(textOfKey(prefix))) this.#engine.entries.putSync(entryKey(prefix, record), NO_VALUE);
    }
    this.markKeys(index, kinds);
  }

  #removeEntries({ prefixes }: IndexEntries, record: number, kept: ReadonlySet<string> = NONE): void {
    for (const prefix of prefixes) {
      if (!kept.has(textOfKey(prefix))) this.#engine.entries.removeSync(entryKey(prefix, record));
    }
  }

  /** Numbers rise over all collections. One taken by a write that was rolled back is skipped. */
  #takeRecord(): number {
    this.#nextRecord ??= this.#lastRecord() + 1;
    const record = this.#nextRecord;
    this.#nextRecord += 1;
    return record;
  }

  #lastRecord(): number {
    let last = 0;
    for (const namespace of this.#catalog.namespaces()) {
      const collection = this.#catalog.find(namespace);
      if (collection !== null) last = Math.max(last, lastRecordIn(this.#engine, collection.id));
    }
    return last;
  }
}

function textOfKey(key: Buffer): string {
  return key.toString('latin1');
}

function lastRecordIn(engine: Engine, owner: number): number {
  const { start, end } = ownerRange(owner);
  for (const { key } of engine.records.getRange({ start: end, end: start, reverse: true, limit: 1 }))
    return recordOf(key);
  return 0;
}

/** Null when a partial index leaves the document out. */
export function entriesIn(index: IndexDefinition, document: Document): IndexEntries | null {
  if (index.partial !== null && !matches(index.partial, document)) return null;
  const { keys, isMultikey } = keysOf(index.parts, document);
  const prefixes = keys.map((key) => entryPrefix(index.id, key));
  return { index, prefixes, isMultikey, isTruncated: keys.some(isTruncated) };
}

/** The document of that number, or null. */
export function findRecord(
  engine: Engine,
  collectionId: number,
  record: number,
  moment: Moment = NOW,
): Buffer | null {
  return engine.records.get(recordKey(collectionId, record), moment) ?? null;
}

function checkSize(bytes: Buffer): void {
  if (bytes.length > MAX_DOCUMENT_BYTES) {
    throw new ClientError(
      'BSONObjectTooLarge',
      `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${MAX_DOCUMENT_BYTES}.`,
    );
  }
}
