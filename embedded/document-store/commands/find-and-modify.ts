import { decode } from '../bson/decode.ts';
import { numberOf } from '../bson/number.ts';
import type { Document, Value } from '../bson/value.ts';
import { ClientError } from '../command-error.ts';
import { parseFilter } from '../query/filter.ts';
import { parseSort } from '../query/planner.ts';
import { parseProjection } from '../query/project.ts';
import type { CollectionDefinition } from '../storage/catalog.ts';
import type { StoredDocument } from '../storage/collection.ts';
import { parseUpdate, type Update } from '../update/update.ts';
import { type Call, namespaceOf, type Reply, reply } from './command.ts';
import { type Target, writeFirst } from './select-for-write.ts';
import { change, insertUpserted } from './update.ts';

export async function findAndModify(call: Call): Promise<Reply> {
  const { store, args, turns } = call;
  args.allow(
    ['query', 'sort', 'remove', 'update', 'new', 'fields', 'upsert', 'bypassDocumentValidation'],
    ['collation', 'arrayFilters', 'hint', 'let'],
  );
  const namespace = namespaceOf(call);
  const filter = parseFilter(args.documentOrEmpty('query'));
  const sort = parseSort(args.documentOrEmpty('sort'));
  const target: Target = { store, namespace, query: { filter, sort }, turns };
  const project = parseProjection(args.documentOrEmpty('fields'));
  const isRemoval = args.flag('remove');
  if (isRemoval === args.has('update')) {
    throw new ClientError(
      'FailedToParse',
      'findAndModify needs either an update or remove: true, and not both.',
    );
  }
  const outcome = isRemoval
    ? await remove(target)
    : await modify(call, target, parseUpdate(args.value('update')));
  const value = outcome.value === null || project === null ? outcome.value : project(outcome.value);
  return reply({ lastErrorObject: lastError(outcome, isRemoval), value });
}

interface Outcome {
  readonly value: Document | null;
  readonly count: number;
  readonly upsertedId?: Value;
}

function remove(target: Target): Promise<Outcome> {
  return writeFirst(target, (collection, found): Outcome => {
    if (collection === null || found === null) return { value: null, count: 0 };
    target.store.writer.remove(collection, found);
    return { value: decode(found.bytes), count: 1 };
  });
}

function modify({ args }: Call, target: Target, parsed: Update): Promise<Outcome> {
  const { store, namespace, query } = target;
  const wantsNew = args.flag('new');
  const isUpsert = args.flag('upsert');
  const changeFound = (collection: CollectionDefinition, found: StoredDocument): Outcome => {
    const changed = change(store, collection, { found, parsed });
    return { value: wantsNew && changed !== null ? changed : decode(found.bytes), count: 1 };
  };
  return writeFirst(target, (collection, found): Outcome => {
    if (collection !== null && found !== null) return changeFound(collection, found);
    if (!isUpsert) return { value: null, count: 0 };
    const inserted = insertUpserted(
      store,
      collection ?? store.findOrCreate(namespace),
      parsed.toInsert(query.filter),
    );
    return { value: wantsNew ? inserted : null, count: 1, upsertedId: inserted.get('_id') ?? null };
  });
}

function lastError({ count, upsertedId }: Outcome, isRemoval: boolean): Reply {
  const fields: Record<string, unknown> = { n: numberOf(count) };
  if (!isRemoval) fields['updatedExisting'] = count === 1 && upsertedId === undefined;
  if (upsertedId !== undefined) fields['upserted'] = upsertedId;
  return reply(fields);
}
