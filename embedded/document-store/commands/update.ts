import type { Arguments } from '../arguments.ts';
import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { numberOf } from '../bson/number.ts';
import type { Document, Value } from '../bson/value.ts';
import { ClientError } from '../command-error.ts';
import { parseFilter } from '../query/filter.ts';
import type { Query } from '../query/planner.ts';
import type { CollectionDefinition } from '../storage/catalog.ts';
import type { StoredDocument } from '../storage/collection.ts';
import type { Store } from '../store.ts';
import { isReplacement, parseUpdate, type Update } from '../update/update.ts';
import { type Call, namespaceOf, type Reply, reply } from './command.ts';
import { checkId } from './insert.ts';
import { matchingRecords, recheck, type Target, writeFirst } from './select-for-write.ts';
import { checkBatch, refusalOf, WriteErrors } from './write-batch.ts';

export async function update(call: Call): Promise<Reply> {
  const { args } = call;
  args.allow(['updates', 'ordered', 'bypassDocumentValidation'], ['let']);
  const namespace = namespaceOf(call);
  const statements = args.documents('updates');
  checkBatch(statements);
  const errors = new WriteErrors();
  const upserted: ReadonlyMap<string, unknown>[] = [];
  let matched = 0;
  let modified = 0;
  const isOrdered = args.flag('ordered', true);
  const doOne = (statement: Document) => updateOne(call, namespace, args.entry('updates', statement));
  // Begun together they share a commit.
  const begun = isOrdered ? [] : statements.map(doOne);
  for (const outcome of begun) outcome.catch(() => undefined);
  for (const [index, statement] of statements.entries()) {
    try {
      const outcome = await (begun[index] ?? doOne(statement));
      matched += outcome.matched;
      modified += outcome.modified;
      if (outcome.upsertedId !== undefined) {
        matched += 1;
        upserted.push(
          new Map<string, unknown>([
            ['index', numberOf(index)],
            ['_id', outcome.upsertedId],
          ]),
        );
      }
    } catch (error) {
      errors.add(index, refusalOf(error));
      if (isOrdered) break;
    }
  }
  return reply({
    n: numberOf(matched),
    nModified: numberOf(modified),
    ...(upserted.length > 0 && { upserted }),
    ...errors.field,
  });
}

interface Outcome {
  matched: number;
  modified: number;
  upsertedId?: Value;
}

async function updateOne(call: Call, namespace: string, statement: Arguments): Promise<Outcome> {
  statement.allow(['q', 'u', 'multi', 'upsert'], ['c', 'collation', 'arrayFilters', 'hint', 'sort']);
  const source = statement.value('u');
  const query: Query = { filter: parseFilter(statement.document('q')), sort: [] };
  const parsed = parseUpdate(source);
  const target: Target = { store: call.store, namespace, query, turns: call.turns };
  const isUpsert = statement.flag('upsert');
  if (!statement.flag('multi')) return updateFirst(target, parsed, isUpsert);
  if (isReplacement(source))
    throw new ClientError('FailedToParse', 'multi update is not supported for replacement-style update');
  const outcome = await updateAll(target, parsed);
  return outcome.matched === 0 && isUpsert ? updateFirst(target, parsed, true) : outcome;
}

function updateFirst(target: Target, parsed: Update, isUpsert: boolean): Promise<Outcome> {
  const { store, namespace, query } = target;
  return writeFirst(target, (collection, found): Outcome => {
    if (collection !== null && found !== null) {
      return { matched: 1, modified: change(store, collection, { found, parsed }) === null ? 0 : 1 };
    }
    if (!isUpsert) return { matched: 0, modified: 0 };
    const inserted = insertUpserted(
      store,
      collection ?? store.findOrCreate(namespace),
      parsed.toInsert(query.filter),
    );
    return { matched: 0, modified: 0, upsertedId: inserted.get('_id') ?? null };
  });
}

/** All documents that match at the start; one that no longer matches when its turn comes is left alone. */
async function updateAll(target: Target, parsed: Update): Promise<Outcome> {
  const { store, namespace, query, turns } = target;
  const records = await matchingRecords(target);
  const outcome: Outcome = { matched: 0, modified: 0 };
  let next = 0;
  while (next < records.length) {
    const refusal = await store.engine.write(() => {
      const collection = store.catalog.find(namespace);
      if (collection === null) {
        next = records.length;
        return null;
      }
      do {
        const record = records[next] ?? 0;
        next += 1;
        const found = recheck(store, collection, { record, filter: query.filter });
        if (found === null) continue;
        try {
          outcome.modified += change(store, collection, { found, parsed }) === null ? 0 : 1;
          outcome.matched += 1;
        } catch (error) {
          // The documents changed before this one stay changed, as in MongoDB.
          return refusalOf(error);
        }
      } while (next < records.length && !turns.isOver());
      return null;
    });
    if (refusal !== null) throw refusal;
    await turns.next();
  }
  return outcome;
}

/** The changed document, or null if the update leaves it as it is. Within a write. */
export function change(
  store: Store,
  collection: CollectionDefinition,
  { found, parsed }: { found: StoredDocument; parsed: Update },
): Document | null {
  const changed = parsed.apply(decode(found.bytes));
  const bytes = encode(changed);
  if (bytes.equals(found.bytes)) return null;
  store.writer.replace(collection, found, changed, bytes);
  return changed;
}

/** Within a write. */
export function insertUpserted(store: Store, collection: CollectionDefinition, document: Document): Document {
  checkId(document.get('_id'));
  store.writer.insert(collection, document, encode(document));
  return document;
}
