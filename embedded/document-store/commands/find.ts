import { Long } from 'bson';
import { Encoded } from '../bson/encode.ts';
import { isNumeric, type Value } from '../bson/value.ts';
import { toDouble } from '../bson/number.ts';
import { ClientError } from '../command-error.ts';
import { Cursor, type RowSource } from '../cursors.ts';
import { parseFilter } from '../query/filter.ts';
import { parseSort, type Query } from '../query/planner.ts';
import { parseProjection } from '../query/project.ts';
import { Row, type Rows } from '../query/row.ts';
import { limitRows, mapRows, rowsOf, skipRows, sortRows } from '../query/stages.ts';
import type { Store } from '../store.ts';
import { type Call, checkedNamespace, namespaceOf, type Reply, reply } from './command.ts';

/** MongoDB's size of a first batch when the client names none. */
const FIRST_BATCH = 101;

const UNSUPPORTED = [
  'hint',
  'let',
  'max',
  'min',
  'returnKey',
  'showRecordId',
  'tailable',
  'awaitData',
  'oplogReplay',
  'noCursorTimeout',
  'collation',
];

export async function find(call: Call): Promise<Reply> {
  const { args } = call;
  args.allow(
    [
      'filter',
      'sort',
      'projection',
      'skip',
      'limit',
      'batchSize',
      'singleBatch',
      'allowDiskUse',
      'allowPartialResults',
    ],
    UNSUPPORTED,
  );
  const namespace = namespaceOf(call);
  const source = findSource(call, namespace);
  const isSingle = args.flag('singleBatch');
  return firstBatch(call, new Cursor(call.store, namespace, source), {
    size: args.count('batchSize'),
    isSingle,
  });
}

/** The rows of a `find` command's arguments; for `explain` too. */
export function findSource({ store, args }: Call, namespace: string): RowSource {
  const limit = limitOf(args.value('limit'));
  const skip = args.count('skip') ?? 0;
  const query: Query = {
    filter: parseFilter(args.documentOrEmpty('filter')),
    sort: parseSort(args.documentOrEmpty('sort')),
  };
  const project = parseProjection(args.documentOrEmpty('projection'));
  const source = queryRows(store, namespace, { query, keep: limit === null ? null : limit + skip });
  const skipped = skip > 0 ? skipRows(source.rows, skip) : source.rows;
  const limited = limit === null ? skipped : limitRows(skipped, limit);
  const rows = project === null ? limited : mapRows(limited, (row) => Row.computed(project(row.document)));
  return { ...source, rows, limit };
}

/** A limit of 0 is none, and a negative one means one batch of that many. */
function limitOf(value: Value): number | null {
  if (value === null) return null;
  if (!isNumeric(value) || !Number.isSafeInteger(toDouble(value))) {
    throw new ClientError('TypeMismatch', "BSON field 'limit' has to be a whole number");
  }
  const limit = Math.abs(toDouble(value));
  return limit === 0 ? null : limit;
}

/** Rows of a filter in the sort's order; `keep` is how many of them will be looked at. */
export function queryRows(
  store: Store,
  namespace: string,
  { query, keep }: { query: Query; keep: number | null },
): RowSource {
  const collection = store.catalog.find(namespace);
  if (collection === null) return { rows: noRows(), scan: null, limit: null };
  const scan = store.scan(collection, query);
  const isSorted = query.sort.length === 0 || (scan.plan.kind === 'index' && scan.plan.isSorted);
  const rows = isSorted ? rowsOf(scan) : sortRows(rowsOf(scan), query.sort, keep);
  return { rows, scan, limit: null };
}

function* noRows(): Rows {
  // A collection that does not exist has no documents.
}

/** Answers with the first rows, and keeps the cursor if there may be more. */
export async function firstBatch(
  { store, turns }: Call,
  cursor: Cursor,
  { size, isSingle }: { size: number | null; isSingle: boolean },
): Promise<Reply> {
  const rows = await cursor.take(size ?? FIRST_BATCH, turns);
  if (isSingle) cursor.close();
  const id = cursor.isDone ? Long.ZERO : store.cursors.keep(cursor);
  return cursorReply('firstBatch', { id, namespace: cursor.namespace, rows });
}

export async function getMore({ store, args, database, turns }: Call): Promise<Reply> {
  args.allow(['collection', 'batchSize'], ['term', 'lastKnownCommittedOpTime']);
  const id = args.value('getMore');
  if (typeof id !== 'object' || id === null || !('_bsontype' in id) || id._bsontype !== 'Long') {
    throw new ClientError('TypeMismatch', "BSON field 'getMore.getMore' has to be a long");
  }
  const namespace = checkedNamespace(database, args.string('collection'));
  const size = args.count('batchSize') ?? 0;
  const cursor = store.cursors.take(id, namespace);
  const rows = await cursor.take(size === 0 ? Infinity : size, turns);
  if (!cursor.isDone) store.cursors.giveBack(id, cursor);
  return cursorReply('nextBatch', { id: cursor.isDone ? Long.ZERO : id, namespace, rows });
}

export function killCursors({ store, args }: Call): Reply {
  args.allow(['cursors']);
  const killed: Value[] = [];
  const unknown: Value[] = [];
  for (const id of args.array('cursors')) {
    const isKnown =
      typeof id === 'object' &&
      id !== null &&
      '_bsontype' in id &&
      id._bsontype === 'Long' &&
      store.cursors.kill(id);
    (isKnown ? killed : unknown).push(id);
  }
  return reply({ cursorsKilled: killed, cursorsNotFound: unknown, cursorsAlive: [], cursorsUnknown: [] });
}

/** The shape in which every command gives rows. */
export function cursorReply(
  batch: 'firstBatch' | 'nextBatch',
  { id, namespace, rows }: { id: Long; namespace: string; rows: readonly Row[] },
): Reply {
  const documents = rows.map((row) => new Encoded(row.bytes));
  return reply({ cursor: reply({ [batch]: documents, id, ns: namespace }) });
}
