import mongoose, { type Connection, type mongo } from 'mongoose';
import { StorageFullError, UnavailableError } from '../kernel/errors.ts';

export interface MongoOptions {
  readonly uri: string;
  /** How long each step of an act waits for a database that is away: a connection, a place in the queue, an answer. */
  readonly answerWithinMs: number;
  /** How long a command may take, where it is more than that. */
  readonly commandWithinMs?: number;
  /** How long a write waits for a majority of servers; as long as for an answer unless given. */
  readonly majorityWithinMs?: number;
}

/** A connection that makes nothing by itself; it connects in the background. */
export function openConnection({
  uri,
  answerWithinMs,
  commandWithinMs = answerWithinMs,
  majorityWithinMs,
}: MongoOptions): Connection {
  return mongoose.createConnection(uri, {
    serverSelectionTimeoutMS: answerWithinMs,
    connectTimeoutMS: answerWithinMs,
    socketTimeoutMS: commandWithinMs,
    waitQueueTimeoutMS: answerWithinMs,
    autoIndex: false,
    autoCreate: false,
    readConcern: { level: 'majority' },
    writeConcern: {
      w: 'majority',
      journal: true,
      ...(majorityWithinMs !== undefined && { wtimeoutMS: majorityWithinMs }),
    },
  });
}

/**
 * Connects, opens the stores, and makes their collections and indexes. Their methods throw UnavailableError while the database
 * is away, and StorageFullError when it has no room.
 *
 * @throws UnavailableError
 */
export async function connectMongo<T extends Readonly<Record<string, object>>, S>(
  options: MongoOptions,
  open: (connection: Connection) => { readonly stores: T; readonly shared: S },
) {
  const connection = openConnection(options);
  await naming(() => connection.asPromise());
  const { stores, shared } = open(connection);
  await naming(() => makeCollections(connection, options));
  return {
    connection,
    stores: mapValues(stores),
    shared,
    check: () =>
      naming(async () => {
        await connection.db?.admin().ping();
      }),
    close: () => connection.close(),
  };
}

/** Each that is under way at once opens a connection, which takes longer than its command, and stays. */
const MADE_AT_ONCE = 4;

/** To build an index over a large collection takes a server longer than any other command. */
const INDEX_WITHIN_MS = 600_000;

/** One command a collection, some under way at once: one an index, one after another, took a tenth of a start. */
async function makeCollections(connection: Connection, options: MongoOptions): Promise<void> {
  const made = new Set((await connection.listCollections()).map(({ name }) => name));
  const left = Object.values(connection.models);
  const late: MissingIndexes[] = [];
  const makeNext = async (): Promise<void> => {
    for (let model = left.pop(); model !== undefined; model = left.pop()) {
      const missing = await makeCollection(model, made);
      if (missing !== null) late.push(missing);
    }
  };
  await Promise.all(Array.from({ length: MADE_AT_ONCE }, makeNext));
  if (late.length > 0) await buildIndexes(late, options);
}

interface MissingIndexes {
  readonly collection: string;
  readonly indexes: mongo.IndexDescription[];
}

/** @returns the indexes that a collection lacks that was there before, and may be large */
async function makeCollection(
  model: Connection['models'][string],
  made: ReadonlySet<string>,
): Promise<MissingIndexes | null> {
  const { collection } = model;
  const indexes = model.schema
    .indexes()
    .map(([key, options]) => ({ ...options, key, name: nameOf(key) }) as mongo.IndexDescription);
  if (!made.has(collection.name)) {
    await model.createCollection();
    if (indexes.length > 0) await collection.createIndexes(indexes);
    return null;
  }
  if (indexes.length === 0) return null;
  // FerretDB 1.24 ends the connection when it is asked again for several that are there.
  const there = await collection.indexInformation();
  const missing = indexes.filter(({ name }) => name === undefined || !(name in there));
  return missing.length === 0 ? null : { collection: collection.name, indexes: missing };
}

async function buildIndexes(late: readonly MissingIndexes[], options: MongoOptions): Promise<void> {
  const connection = await openConnection({ ...options, commandWithinMs: INDEX_WITHIN_MS }).asPromise();
  try {
    for (const { collection, indexes } of late)
      await connection.collection(collection).createIndexes(indexes);
  } finally {
    await connection.close();
  }
}

/** As drivers name an index. */
function nameOf(key: Readonly<Record<string, unknown>>): string {
  return Object.entries(key).flat().join('_');
}

function mapValues<T extends Readonly<Record<string, object>>>(stores: T): T {
  // The same keys, each with its own store behind a proxy of the same type.
  return Object.fromEntries(Object.entries(stores).map(([name, store]) => [name, namingFaults(store)])) as T;
}

/** The store, whose methods throw UnavailableError while the database is away, and StorageFullError when it has no room. */
export function namingFaults<T extends object>(store: T): T {
  return new Proxy(store, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => naming(() => Reflect.apply(member, target, args) as Promise<unknown>);
    },
  });
}

const OUTAGES = new Set([
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoNotConnectedError',
  'MongoPoolClearedError',
  'MongoTopologyClosedError',
  'MongoWaitQueueTimeoutError',
  'PoolClearedOnNetworkError',
]);

async function naming<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (isOutage(error)) throw new UnavailableError('documents', { cause: error });
    if (isOfFullDisk(error))
      throw new StorageFullError(
        'The disk that the platform keeps its documents on is full, or fails. Free some space, or tell the operator; then do it again: what was done is not done twice.',
        { cause: error },
      );
    throw error;
  }
}

/** MongoDB's OutOfDiskSpace. */
const OUT_OF_DISK_SPACE = 14_031;

function isOfFullDisk(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === OUT_OF_DISK_SPACE;
}

/** Writes of several documents wrap what stopped them. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (OUTAGES.has(error.name)) return true;
  return isOutage(error.cause) || ('errorResponse' in error && isOutage(error.errorResponse));
}
