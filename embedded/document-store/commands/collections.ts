import { Double, Long } from 'bson';
import { numberOf } from '../bson/number.ts';
import type { Document, Value } from '../bson/value.ts';
import { ClientError } from '../command-error.ts';
import { Cursor } from '../cursors.ts';
import { matches, parseFilter } from '../query/filter.ts';
import { Row } from '../query/row.ts';
import type { Store } from '../store.ts';
import { type Call, namespaceOf, type Reply, reply } from './command.ts';
import { cursorReply, firstBatch } from './find.ts';

/** Repeating `create` is no error, as for MongoDB when nothing differs. */
export async function create(call: Call): Promise<Reply> {
  const { store, args } = call;
  args.allow(
    ['autoIndexId'],
    [
      'capped',
      'size',
      'max',
      'timeseries',
      'expireAfterSeconds',
      'clusteredIndex',
      'changeStreamPreAndPostImages',
      'storageEngine',
      'validator',
      'validationLevel',
      'validationAction',
      'indexOptionDefaults',
      'viewOn',
      'pipeline',
      'collation',
      'encryptedFields',
    ],
  );
  const namespace = namespaceOf(call);
  await store.engine.write(() => store.findOrCreate(namespace));
  return new Map();
}

export async function drop(call: Call): Promise<Reply> {
  const { store, args } = call;
  args.allow([]);
  const namespace = namespaceOf(call);
  const dropped = await dropAll(store, [namespace]);
  if (dropped.length === 0) return new Map();
  return reply({ nIndexesWas: numberOf(dropped[0] ?? 0), ns: namespace });
}

export async function dropDatabase({ store, args, database }: Call): Promise<Reply> {
  args.allow([]);
  const dropped = await dropAll(store, store.catalog.namespaces(`${database}.`));
  return reply(dropped.length > 0 ? { dropped: database } : {});
}

/** The dropped collections' numbers of indexes. What they held is swept away afterwards. */
async function dropAll(store: Store, namespaces: readonly string[]): Promise<number[]> {
  const dropped = await store.engine.write(() =>
    namespaces.flatMap((namespace) => {
      const collection = store.catalog.find(namespace);
      if (collection === null) return [];
      store.catalog.drop(collection);
      return [collection.indexes.length];
    }),
  );
  store.sweeper.nudge();
  return dropped;
}

export async function listCollections(call: Call): Promise<Reply> {
  const { store, args, database } = call;
  args.allow(['filter', 'nameOnly', 'authorizedCollections', 'cursor']);
  const filter = parseFilter(args.documentOrEmpty('filter'));
  const isNameOnly = args.flag('nameOnly');
  const documents = store.catalog
    .namespaces(`${database}.`)
    .map((namespace) => describeCollection(store, database, namespace))
    .filter((document) => matches(filter, document))
    .map((document) =>
      isNameOnly ? new Map([...document].filter(([name]) => name === 'name' || name === 'type')) : document,
    );
  return listReply(call, `${database}.$cmd.listCollections`, documents);
}

function describeCollection(store: Store, database: string, namespace: string): Document {
  const collection = store.catalog.find(namespace);
  const info: Document = new Map([['readOnly', false]]);
  if (collection !== null) info.set('uuid', collection.uuid);
  const idIndex: Document = new Map<string, Value>([
    ['v', numberOf(2)],
    ['key', new Map([['_id', numberOf(1)]])],
    ['name', '_id_'],
  ]);
  return new Map<string, Value>([
    ['name', namespace.slice(database.length + 1)],
    ['type', 'collection'],
    ['options', new Map()],
    ['info', info],
    ['idIndex', idIndex],
  ]);
}

/** A list as a cursor, in batches like any other. */
export function listReply(call: Call, namespace: string, documents: readonly Document[]): Promise<Reply> {
  const rows = (function* () {
    for (const document of documents) yield Row.computed(document);
  })();
  const cursor = new Cursor(call.store, namespace, { rows, scan: null, limit: documents.length });
  const options = call.args.optionalDocument('cursor') ?? new Map<string, Value>();
  const size = call.args.entry('cursor', options).allow(['batchSize']).count('batchSize');
  if (documents.length === 0) {
    return Promise.resolve(cursorReply('firstBatch', { id: Long.ZERO, namespace, rows: [] }));
  }
  return firstBatch(call, cursor, { size, isSingle: false });
}

export function listDatabases({ store, args, database }: Call): Reply {
  args.allow(['filter', 'nameOnly', 'authorizedDatabases']);
  if (database !== 'admin') {
    throw new ClientError('IllegalOperation', 'listDatabases may only be run against the admin database.');
  }
  const filter = parseFilter(args.documentOrEmpty('filter'));
  const isNameOnly = args.flag('nameOnly');
  const names = new Set(
    store.catalog.namespaces().map((namespace) => namespace.slice(0, namespace.indexOf('.'))),
  );
  const databases = [...names]
    .map((name): Document => {
      const described: Document = new Map<string, Value>([['name', name]]);
      if (isNameOnly) return described;
      return described.set('sizeOnDisk', new Double(0)).set('empty', false);
    })
    .filter((document) => matches(filter, document));
  return reply({ databases, ...(!isNameOnly && { totalSize: new Double(0) }) });
}
