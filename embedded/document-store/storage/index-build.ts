import { decode } from '../bson/decode.ts';
import { Fields } from '../bson/fields.ts';
import { ClientError } from '../command-error.ts';
import { fieldsOf } from '../query/filter.ts';
import type { TimeSlice } from '../time-slice.ts';
import type { Catalog, CollectionDefinition, IndexDefinition } from './catalog.ts';
import {
  type ChangeWatch,
  type CollectionWriter,
  entriesIn,
  findRecord,
  type IndexEntries,
} from './collection.ts';
import type { Engine } from './engine.ts';
import { entryKey, ownerRange, recordOf } from './keys.ts';

/** Of one index: sorting more would keep others waiting. */
const ENTRIES_AT_ONCE = 8_192;
/** Of all of them. */
const BYTES_AT_ONCE = 32 * 2 ** 20;

interface Parts {
  readonly engine: Engine;
  readonly catalog: Catalog;
  readonly writer: CollectionWriter;
}

interface Wanted {
  readonly namespace: string;
  /** Indexes that the catalog has as not ready. */
  readonly ids: ReadonlySet<number>;
  readonly turns: TimeSlice;
}

/**
 * Fills indexes of one collection that the catalog already has as not ready: from their start on every write maintains them, so only
 * the documents before have to be added. Others have their turns. Throws DuplicateKeyError, among others, with all of these indexes
 * removed.
 */
export async function buildIndexes(parts: Parts, wanted: Wanted): Promise<void> {
  const { engine, catalog, writer } = parts;
  const { namespace, ids } = wanted;
  try {
    const building = underBuild(catalog, wanted);
    const watch = writer.watchChanges(building.collection);
    try {
      // Once this write has ended, every write that began before the watch is visible.
      await engine.write(() => undefined);
      await new IndexBuild(parts, wanted, { ...building, watch }).run();
    } finally {
      watch.end();
    }
  } catch (error) {
    await engine.write(() => {
      const collection = catalog.find(namespace);
      const left = collection?.indexes.filter(({ id }) => ids.has(id)) ?? [];
      if (collection !== null && left.length > 0)
        catalog.removeIndexes(collection, new Set(left.map(({ id }) => id)));
    });
    throw error;
  }
}

function underBuild(catalog: Catalog, { namespace, ids }: Wanted): Building {
  const collection = catalog.find(namespace);
  const indexes = collection?.indexes.filter(({ id }) => ids.has(id)) ?? [];
  if (collection === null || indexes.length < ids.size)
    throw new ClientError('NamespaceNotFound', `An index of ${namespace} was dropped while it was built.`);
  return { collection, indexes };
}

interface Building {
  readonly collection: CollectionDefinition;
  readonly indexes: readonly IndexDefinition[];
}

interface Started extends Building {
  readonly watch: ChangeWatch;
}

/**
 * Reads each document once for all indexes, and writes many entries at a time, sorted by their keys. In the order of the documents,
 * almost every entry would be on a different page, and a commit rewrites every page that it changes.
 */
class IndexBuild {
  readonly #fields: Fields;

  constructor(
    private readonly parts: Parts,
    private readonly wanted: Wanted,
    private readonly started: Started,
  ) {
    this.#fields = fieldsRead(started.indexes);
  }

  async run(): Promise<void> {
    let last: Buffer | null = null;
    do {
      const gathered = this.started.indexes.map((index) => new GatheredEntries(index));
      last = await this.#gather(gathered, last);
      for (const each of gathered) await this.#add(each);
    } while (last !== null);
    await this.#addChanged();
  }

  /** @returns the last document that was read, or null at the end */
  async #gather(gathered: readonly GatheredEntries[], after: Buffer | null): Promise<Buffer | null> {
    const { engine } = this.parts;
    let last = after;
    for (let isOver = true; isOver;) {
      isOver = false;
      for (const { key, value } of documentsAfter(engine, this.started.collection.id, last)) {
        last = key;
        const document = decode(value, this.#fields);
        for (const each of gathered) each.add(entriesIn(each.index, document), recordOf(key));
        if (isEnough(gathered)) return last;
        isOver = this.wanted.turns.isOver();
        if (isOver) break;
      }
      if (isOver) await this.wanted.turns.next();
    }
    return null;
  }

  async #add(gathered: GatheredEntries): Promise<void> {
    const { index } = gathered;
    const { engine, writer } = this.parts;
    const { turns } = this.wanted;
    await turns.next();
    const keys = gathered.sorted();
    for (let at = 0; at < keys.length;) {
      await engine.write(() => {
        const { collection } = this.#stillUnderBuild();
        writer.markKeys(index, gathered);
        for (let key = keys[at]; key !== undefined; key = keys[at]) {
          at += 1;
          // Entries of a changed document are added at the end, from what it is then.
          if (!this.started.watch.records.has(recordOf(key))) writer.addEntry(collection, index, key);
          if (turns.isOver()) return;
        }
      });
      await turns.next();
    }
  }

  /**
   * Adds the entries of the changed documents: a write that was rolled back made none. The watch ends first, so that a build ends
   * however much is written: a later write makes all entries of its document, and one that is still to be added stays in the list.
   */
  async #addChanged(): Promise<void> {
    const { engine, catalog, writer } = this.parts;
    const { turns, ids } = this.wanted;
    this.started.watch.end();
    const records = this.started.watch.records.values();
    for (let isDone = false; !isDone;) {
      isDone = await engine.write(() => {
        const { collection, indexes } = this.#stillUnderBuild();
        for (let next = records.next(); next.done !== true; next = records.next()) {
          const record = next.value;
          const bytes = findRecord(engine, collection.id, record);
          if (bytes !== null)
            writer.addToIndexes(collection, indexes, { record, document: decode(bytes, this.#fields) });
          if (turns.isOver()) return false;
        }
        catalog.markReady(collection, ids);
        return true;
      });
      await turns.next();
    }
  }

  #stillUnderBuild(): Building {
    return underBuild(this.parts.catalog, this.wanted);
  }
}

/** Entries of one index for some documents. */
class GatheredEntries {
  readonly #keys: Buffer[] = [];
  readonly isMultikey: boolean[];
  isTruncated = false;
  bytes = 0;

  constructor(readonly index: IndexDefinition) {
    this.isMultikey = index.parts.map(() => false);
  }

  get isEnough(): boolean {
    return this.#keys.length >= ENTRIES_AT_ONCE;
  }

  /** Null adds nothing. */
  add(entries: IndexEntries | null, record: number): void {
    if (entries === null) return;
    for (const prefix of entries.prefixes) {
      this.#keys.push(entryKey(prefix, record));
      this.bytes += prefix.length;
    }
    for (const [part, isArray] of entries.isMultikey.entries()) if (isArray) this.isMultikey[part] = true;
    this.isTruncated ||= entries.isTruncated;
  }

  sorted(): readonly Buffer[] {
    return this.#keys.sort(Buffer.compare);
  }
}

function isEnough(gathered: readonly GatheredEntries[]): boolean {
  let bytes = 0;
  for (const each of gathered) {
    if (each.isEnough) return true;
    bytes += each.bytes;
  }
  return bytes >= BYTES_AT_ONCE;
}

/** The fields of a document that say what these indexes hold for it. */
function fieldsRead(indexes: readonly IndexDefinition[]): Fields {
  const names = indexes.flatMap(({ parts, partial }) => [
    ...parts.map(({ path }) => path[0] ?? ''),
    ...(partial === null ? [] : fieldsOf(partial)),
  ]);
  return new Fields(names.map((name) => [name]));
}

function documentsAfter(engine: Engine, owner: number, last: Buffer | null) {
  const { start, end } = ownerRange(owner);
  return engine.records.getRange({ start: last ?? start, end, exclusiveStart: last !== null });
}
