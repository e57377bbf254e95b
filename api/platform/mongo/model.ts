import {
  type Connection,
  type IndexDefinition,
  type IndexOptions,
  type Model,
  mongo,
  Schema,
  type SchemaDefinition,
} from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';

/** What every record of ours has; the key is natural, never an ObjectId. */
export interface Keyed<Id extends string | number> {
  readonly _id: Id;
}

export interface CollectionDefinition {
  readonly name: string;
  readonly fields: SchemaDefinition;
  readonly indexes?: readonly (readonly [IndexDefinition, IndexOptions?])[];
}

/** A model whose records are exactly its fields: an unknown one is an error, nothing is added, nothing is dropped. */
export function defineCollection<T extends Keyed<string | number>>(
  connection: Connection,
  { name, fields, indexes = [] }: CollectionDefinition,
): Model<T> {
  const schema = new Schema(fields, {
    collection: name,
    versionKey: false,
    strict: 'throw',
    strictQuery: false,
    minimize: false,
    autoIndex: false,
    autoCreate: false,
  });
  for (const [keys, options] of indexes) schema.index(keys, options);
  // mongoose infers a document type from the schema's value; ours is stated by the caller.
  return connection.model(name, schema) as unknown as Model<T>;
}

/** Records by their keys, in any order; for what every page reads, because a query of mongoose costs as much as the answer. */
export async function readByKeys<T extends Keyed<string>>(
  model: Model<T>,
  keys: readonly string[],
  condition: Readonly<Record<string, unknown>> = {},
  fields?: readonly string[],
): Promise<T[]> {
  return readRaw(model, { _id: { $in: [...keys] }, ...condition }, fields === undefined ? {} : { fields });
}

/** At most so many in the first answer: a driver alone asks for 101. */
const BATCH = 1_000;

/** Records that meet a condition, as the driver gives them: for many keys, mongoose casts and copies each of them. */
export async function readRaw<T extends Keyed<string> | Keyed<number>>(
  model: Model<T>,
  filter: Readonly<Record<string, unknown>>,
  {
    sort,
    fields,
    limit,
  }: {
    readonly sort?: Readonly<Record<string, 1 | -1>>;
    readonly fields?: readonly string[];
    readonly limit?: number;
  } = {},
): Promise<T[]> {
  const projection = fields && Object.fromEntries(fields.map((field) => [field, 1]));
  // mongoose types keys of the driver as ObjectIds, which ours never are.
  const found = model.collection.find(filter as object, {
    batchSize: BATCH,
    ...(projection && { projection }),
    ...(sort && { sort: { ...sort } }),
    ...(limit !== undefined && { limit }),
  });
  return (await found.toArray()) as unknown as T[];
}

/** The fields of the index that refused, where the server names them; null for other errors than a duplicate key. */
export function duplicateKeyOf(error: unknown): readonly string[] | null {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 11_000) return null;
  const pattern = 'keyPattern' in error ? error.keyPattern : null;
  return typeof pattern === 'object' && pattern !== null ? Object.keys(pattern) : [];
}

/** Runs a write that may lose against a newer or equal record; losing is fine. */
export async function unlessDuplicate(write: PromiseLike<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (duplicateKeyOf(error) === null) throw error;
    return false;
  }
}

/**
 * Writes a state that is newer than the stored one by `projectedIndex`; an older or equal one changes nothing. An update, then
 * an insert: upserts are not alike on all servers of the protocol. `onInsert` is for a record that was not there.
 */
export async function projectOnto<T extends Keyed<string> & { readonly projectedIndex: number }>(
  model: Model<T>,
  id: string,
  {
    state,
    onInsert = {},
  }: { readonly state: Partial<T> & { readonly projectedIndex: number }; readonly onInsert?: Partial<T> },
): Promise<void> {
  const older = { _id: id, projectedIndex: { $lt: state.projectedIndex } };
  // mongoose's filter and update types do not resolve for a generic record.
  await updateOrInsert(
    () => model.updateOne(older as object, { $set: state }),
    () => model.insertMany([{ ...onInsert, ...state, _id: id }]),
  );
}

/** Updates what a guarded update finds, else inserts; a record that is there and that the guard excludes stays as it is. */
export async function updateOrInsert(
  update: () => PromiseLike<{ readonly matchedCount: number }>,
  insert: () => PromiseLike<unknown>,
): Promise<void> {
  if ((await update()).matchedCount > 0) return;
  if (await unlessDuplicate(insert())) return;
  // The record came between our look and our insert, and may be older than ours all the same.
  await update();
}

/**
 * Keeps records as they are now, in the place of those that are there. Without mongoose's documents: they cost as much as the write.
 * A record that is new costs no command of its own.
 */
export async function keepRecords<T extends Keyed<string>>(
  model: Model<T>,
  records: readonly T[],
): Promise<void> {
  const twice = await insertNew(model, records);
  const writes = twice.map(({ _id, ...state }) => ({
    updateOne: { filter: { _id }, update: { $set: state } },
  }));
  if (writes.length > 0) await model.collection.bulkWrite(writes, { ordered: false });
}

/** @returns those whose key is there already, which stay as they are */
export async function insertNew<T extends Keyed<string>>(
  model: Model<T>,
  records: readonly T[],
): Promise<readonly T[]> {
  if (records.length === 0) return [];
  try {
    await model.collection.insertMany(records as never, { ordered: false, ignoreUndefined: true });
    return [];
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
    const failures = [error.writeErrors].flat();
    if (failures.length === 0 || failures.some(({ code }) => code !== 11_000)) throw error;
    return failures.flatMap(({ index }) => records[index] ?? []);
  }
}

export interface RecordChange {
  readonly filter: object;
  readonly update: {
    readonly $set: Readonly<Record<string, unknown>>;
    readonly $inc: { readonly revision: number; readonly fileCount?: number };
  };
}

/** Changes the one record that meets each filter, without mongoose's documents. @returns how many were met */
export async function changeRecords<T extends Keyed<string>>(
  model: Model<T>,
  changes: readonly RecordChange[],
): Promise<number> {
  if (changes.length === 0) return 0;
  const writes = changes.map(({ filter, update }) => ({ updateOne: { filter, update } }));
  const options = { ordered: false, ignoreUndefined: true };
  return (await model.collection.bulkWrite(writes, options)).matchedCount;
}

/** A lean read gives the driver's Binary; a hydrated one a Buffer. */
export function bytesOf(stored: unknown): Uint8Array {
  if (stored instanceof Uint8Array) return new Uint8Array(stored);
  if (
    typeof stored === 'object' &&
    stored !== null &&
    'buffer' in stored &&
    stored.buffer instanceof Uint8Array
  ) {
    return new Uint8Array(stored.buffer);
  }
  throw new TypeError('A stored value is not binary.');
}

/** Written by us as lower-case hex; the database is trusted for shape, proofs are not taken from it on trust. */
export function hexOf(stored: string): Hex {
  return stored as Hex;
}
