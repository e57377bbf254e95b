import mongoose, { type Connection } from 'mongoose';
import { openConnection } from './connection.ts';

const { BSON } = mongoose.mongo;
/** Values keep their BSON type: a double that is whole stays a double. */
const EXACT = { promoteValues: false, promoteBuffers: false, bsonRegExp: true } as const;
const BATCH_DOCUMENTS = 1_000;
/** A server on a slow disk, or that builds an index, answers late, and is not lost. */
const COMMAND_WITHIN_MS = 600_000;
/** Of an index; others are not known to every server. */
const INDEX_FIELDS = ['key', 'name', 'unique', 'sparse', 'partialFilterExpression'] as const;
/** Unauthorized, CommandNotFound, CommandNotSupported. */
const NOT_TOLD: readonly unknown[] = [13, 59, 115];
const DUPLICATE_KEY = 11000;

/** What to change in a collection; each entry is a document's BSON. */
export interface RawChanges {
  readonly added: readonly Uint8Array[];
  readonly changed: readonly Uint8Array[];
  /** Documents whose `_id` goes. */
  readonly removed: readonly Uint8Array[];
}

export type RawIndex = mongoose.mongo.IndexDescription;

/** A database as the bytes of its documents: what a move compares and copies without a schema. */
export class RawDatabase {
  readonly #connection: Connection;

  private constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** @throws the driver's error when the server does not answer in time */
  static async open(uri: string, answerWithinMs: number): Promise<RawDatabase> {
    const connection = openConnection({
      uri,
      answerWithinMs,
      commandWithinMs: Math.max(COMMAND_WITHIN_MS, answerWithinMs),
      majorityWithinMs: answerWithinMs,
    });
    try {
      await connection.asPromise();
      await databaseOf(connection).command({ ping: 1 });
      return new RawDatabase(connection);
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  /** Names in order, without those of the server. */
  async collections(): Promise<string[]> {
    const found = await this.#database.listCollections({}, { nameOnly: true }).toArray();
    return found
      .map(({ name }) => name)
      .filter((name) => !name.startsWith('system.'))
      .sort();
  }

  async count(collection: string): Promise<number> {
    return this.#database.collection(collection).estimatedDocumentCount();
  }

  /** On the disk of the server; null where it does not say. */
  async bytesFree(): Promise<number | null> {
    try {
      const { fsTotalSize, fsUsedSize } = await this.#database.command({ dbStats: 1 });
      if (typeof fsTotalSize !== 'number' || typeof fsUsedSize !== 'number') return null;
      return fsTotalSize - fsUsedSize;
    } catch (error) {
      if (error instanceof mongoose.mongo.MongoServerError && NOT_TOLD.includes(error.code)) return null;
      throw error;
    }
  }

  /** All documents in the order of `_id`, as many at a time as the server sends. */
  async *documents(collection: string, batchSize = BATCH_DOCUMENTS): AsyncGenerator<Buffer[]> {
    const cursor = this.#database.collection(collection).find({}, { raw: true, sort: { _id: 1 }, batchSize });
    try {
      // `raw` gives bytes where the types say documents.
      while (await cursor.hasNext())
        yield (cursor.readBufferedDocuments() as unknown[]).map((bytes) => Buffer.from(bytes as Uint8Array));
    } finally {
      await cursor.close();
    }
  }

  /**
   * What changed is removed and inserted: servers that look through a collection for each statement (FerretDB on SQLite) would take
   * hours to replace one by one, and a unique index does not refuse what took the place of another.
   * @returns the documents that a unique index refused, as another one has their key
   */
  async write(collection: string, { added, changed, removed }: RawChanges): Promise<Uint8Array[]> {
    const target = this.#database.collection(collection);
    const gone = [...removed, ...changed].map(idOf);
    if (gone.length > 0) await target.deleteMany({ _id: { $in: gone } });
    const coming = [...added, ...changed];
    if (coming.length === 0) return [];
    try {
      await target.insertMany(coming.map(documentOf), { ordered: false, ignoreUndefined: false });
      return [];
    } catch (error) {
      const refused = new Set(duplicatesIn(error));
      if (refused.size === 0) throw error;
      return coming.filter((_, number) => refused.has(number));
    }
  }

  /** Without that of `_id`, which every collection has. */
  async indexes(collection: string): Promise<RawIndex[]> {
    const found = await this.#database.collection(collection).listIndexes().toArray();
    return found
      .filter(({ name }) => name !== '_id_')
      .map((index) => knownFieldsOf(index as mongoose.mongo.IndexDescription));
  }

  /** All of them, or none and false: where documents have the same key of a unique one. */
  async makeIndexes(collection: string, indexes: readonly RawIndex[]): Promise<boolean> {
    try {
      await this.#database.collection(collection).createIndexes([...indexes]);
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  async put(collection: string, document: Readonly<Record<string, string>> & { _id: string }): Promise<void> {
    const { _id } = document;
    await this.#database
      .collection<{ _id: string }>(collection)
      .replaceOne({ _id }, document, { upsert: true });
  }

  async find(collection: string, _id: string): Promise<Readonly<Record<string, unknown>> | null> {
    return this.#database.collection<{ _id: string }>(collection).findOne({ _id });
  }

  async create(collection: string): Promise<void> {
    await this.#database.createCollection(collection);
  }

  async drop(collection: string): Promise<void> {
    await this.#database.dropCollection(collection);
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  get #database() {
    return databaseOf(this.#connection);
  }
}

function databaseOf({ db }: Connection) {
  if (db === undefined) throw new Error('The connection is not open.');
  return db;
}

function knownFieldsOf(index: mongoose.mongo.IndexDescription): RawIndex {
  const known = INDEX_FIELDS.flatMap((field) => (index[field] === undefined ? [] : [[field, index[field]]]));
  return Object.fromEntries(known) as RawIndex;
}

/** Of a key in a new unique index. FerretDB on SQLite has no code for it. */
function isDuplicate(error: unknown): boolean {
  if (!(error instanceof mongoose.mongo.MongoServerError)) return false;
  return error.code === DUPLICATE_KEY || error.message.includes('UNIQUE constraint failed');
}

/** Which documents of an insertion were refused so; none where something else failed, too. */
function duplicatesIn(error: unknown): number[] {
  if (!(error instanceof mongoose.mongo.MongoBulkWriteError)) return [];
  const faults = [error.writeErrors].flat();
  return faults.every(({ code }) => code === DUPLICATE_KEY) ? faults.map(({ index }) => index) : [];
}

function documentOf(bytes: Uint8Array) {
  return BSON.deserialize(bytes, EXACT);
}

/** Of a document that came from a server, which gives every one an `_id`. */
function idOf(bytes: Uint8Array): mongoose.mongo.BSON.ObjectId {
  const { _id } = documentOf(bytes) as { _id: mongoose.mongo.BSON.ObjectId };
  return _id;
}
