import type { Arguments } from '../arguments.ts';
import { compare } from '../bson/compare.ts';
import { describe, describeDocument } from '../bson/describe.ts';
import { numberOf, toDouble } from '../bson/number.ts';
import { type Document, isDocument, isNumeric, type Value } from '../bson/value.ts';
import { ClientError, notSupported } from '../command-error.ts';
import { conjunctsOf, parseFilter } from '../query/filter.ts';
import { INDEX_OPTIONS } from '../mongodb-names.ts';
import { isIndexStep } from '../query/path.ts';
import type { CollectionDefinition, IndexDefinition, NewIndex } from '../storage/catalog.ts';
import { buildIndexes } from '../storage/index-build.ts';
import { type Call, namespaceOf, type Reply, reply } from './command.ts';
import { listReply } from './collections.ts';

/** MongoDB's limits. */
const MAX_INDEXES = 64;
const MAX_PARTS = 32;
const PARTIAL_OPERATORS: ReadonlySet<string> = new Set([
  '$eq',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$exists',
  '$type',
  '$in',
]);

export async function createIndexes(call: Call): Promise<Reply> {
  const { store, args, turns } = call;
  args.allow(['indexes', 'commitQuorum', 'ignoreUnknownIndexOptions']);
  const namespace = namespaceOf(call);
  const wanted = args.documents('indexes').map((source) => parseIndex(args.entry('indexes', source)));
  if (wanted.length === 0) throw new ClientError('BadValue', 'Must specify at least one index to create');
  // All of them or none.
  const { before, wasMissing, added } = await store.engine.write(() => {
    const known = store.catalog.find(namespace);
    let collection = known ?? store.catalog.create(namespace);
    const indexesBefore = collection.indexes;
    for (const [number, index] of wanted.entries()) {
      if (wanted.slice(0, number).some((earlier) => isSame(earlier, index))) continue;
      if (isThere(collection, index)) continue;
      if (collection.indexes.length >= MAX_INDEXES)
        throw new ClientError('CannotCreateIndex', `${namespace} has ${MAX_INDEXES} indexes already.`);
      collection = store.catalog.addIndex(collection, index);
    }
    const ids = collection.indexes.map(({ id }) => id);
    return {
      before: indexesBefore.length,
      wasMissing: known === null,
      added: new Set(ids.slice(indexesBefore.length)),
    };
  });
  if (added.size > 0) await buildIndexes(store, { namespace, ids: added, turns });
  const after = store.catalog.find(namespace)?.indexes.length ?? 0;
  return reply({
    numIndexesBefore: numberOf(before),
    numIndexesAfter: numberOf(after),
    createdCollectionAutomatically: wasMissing,
    ...(after === before && { note: 'all indexes already exist' }),
  });
}

/** Whether the same index is there. Throws when one of that name or key differs. */
function isThere(collection: CollectionDefinition, wanted: NewIndex): boolean {
  for (const index of collection.indexes) {
    const isSameKey = sameOrEmpty(index.key, wanted.key);
    const isSameFilter = sameOrEmpty(index.partialSource, wanted.partialSource);
    if (index.name !== wanted.name && !(isSameKey && isSameFilter)) continue;
    if (isSameKey && index.name === '_id_') return true;
    if (isSame(index, wanted)) {
      if (index.isReady) return true;
      throw new ClientError('IndexOptionsConflict', `The index ${index.name} is being built.`);
    }
    throw new ClientError(
      isSameKey ? 'IndexOptionsConflict' : 'IndexKeySpecsConflict',
      `An index ${index.name} on ${describeDocument(index.key)} exists already with other options. Drop it first.`,
    );
  }
  return false;
}

function isSame(a: NewIndex, b: NewIndex): boolean {
  return (
    a.name === b.name &&
    a.isUnique === b.isUnique &&
    sameOrEmpty(a.key, b.key) &&
    sameOrEmpty(a.partialSource, b.partialSource)
  );
}

function sameOrEmpty(a: Document | null, b: Document | null): boolean {
  return a === null || b === null ? a === b : compare(a, b) === 0;
}

function parseIndex(spec: Arguments): NewIndex {
  spec.allow(
    ['key', 'name', 'unique', 'partialFilterExpression', 'background', 'v', 'ns'],
    [...INDEX_OPTIONS],
  );
  // Zero too asks for documents to expire: at the date in the field.
  if (spec.value('expireAfterSeconds') !== null) throw notSupported('An index that expires documents');
  const key = spec.document('key');
  const paths = [...key.keys()];
  if (paths.length === 0 || paths.length > MAX_PARTS) {
    throw new ClientError('CannotCreateIndex', `An index has 1 to ${MAX_PARTS} fields, not ${paths.length}.`);
  }
  for (const [path, direction] of key) checkPart(path, direction);
  const partialSource = spec.optionalDocument('partialFilterExpression');
  if (partialSource !== null) checkPartial(partialSource);
  return { name: spec.string('name'), key, isUnique: spec.flag('unique'), partialSource, isReady: false };
}

function checkPart(path: string, direction: Value): void {
  if (typeof direction === 'string') throw notSupported(`An index of the kind '${direction}'`);
  if (!isNumeric(direction) || toDouble(direction) === 0) {
    throw new ClientError(
      'CannotCreateIndex',
      `Values in v:2 index key pattern must be numbers other than 0; '${path}' is not.`,
    );
  }
  const steps = path.split('.');
  if (steps.some(isIndexStep))
    throw notSupported(`The index path '${path}' with a number in it`, 'CannotCreateIndex');
  const wrong = steps.find((step) => step === '' || step.startsWith('$'));
  if (wrong !== undefined)
    throw new ClientError(
      'CannotCreateIndex',
      `The index path '${path}' has a part '${wrong}', which is no field name.`,
    );
}

/** A partial index's filter has to be such that a query's filter can be seen to imply it. */
function checkPartial(source: Document): void {
  for (const conjunct of conjunctsOf(parseFilter(source))) {
    if (conjunct.kind === 'or') throw notSupported('A partialFilterExpression with $or', 'CannotCreateIndex');
    if (conjunct.kind !== 'test' || !PARTIAL_OPERATORS.has(conjunct.test.operator)) {
      throw new ClientError(
        'CannotCreateIndex',
        `unsupported expression in partial index: ${describeDocument(source)}`,
      );
    }
  }
}

export function listIndexes(call: Call): Promise<Reply> {
  const { store, args } = call;
  args.allow(['cursor']);
  const namespace = namespaceOf(call);
  const collection = store.catalog.find(namespace);
  if (collection === null) throw new ClientError('NamespaceNotFound', `ns does not exist: ${namespace}`);
  const ready = collection.indexes.filter(({ isReady }) => isReady);
  return listReply(call, namespace, ready.map(describeIndex));
}

function describeIndex({ key, name, isUnique, partialSource }: IndexDefinition): Document {
  const described: Document = new Map<string, Value>([
    ['v', numberOf(2)],
    ['key', key],
    ['name', name],
  ]);
  if (isUnique && name !== '_id_') described.set('unique', true);
  if (partialSource !== null) described.set('partialFilterExpression', partialSource);
  return described;
}

export async function dropIndexes(call: Call): Promise<Reply> {
  const { store, args } = call;
  args.allow(['index']);
  const namespace = namespaceOf(call);
  const wanted = args.value('index');
  const before = await store.engine.write(() => {
    const collection = store.catalog.find(namespace);
    if (collection === null) throw new ClientError('NamespaceNotFound', `ns not found ${namespace}`);
    const dropped = (Array.isArray(wanted) ? wanted : [wanted]).flatMap((each) =>
      indexesToDrop(collection, each),
    );
    store.catalog.removeIndexes(collection, new Set(dropped.map(({ id }) => id)));
    return collection.indexes.length;
  });
  store.sweeper.nudge();
  return reply({ nIndexesWas: numberOf(before) });
}

/** `*` is all but `_id_`; else a name or a key. Throws IndexNotFound. */
function indexesToDrop(collection: CollectionDefinition, wanted: Value): readonly IndexDefinition[] {
  if (wanted === '*') return collection.indexes.filter(({ name }) => name !== '_id_');
  const found = collection.indexes.find((index) =>
    isDocument(wanted) ? sameOrEmpty(index.key, wanted) : index.name === wanted,
  );
  if (found === undefined) {
    throw new ClientError('IndexNotFound', `index not found with name [${describe(wanted)}]`);
  }
  if (found.name === '_id_') throw new ClientError('InvalidOptions', 'cannot drop _id index');
  return [found];
}
