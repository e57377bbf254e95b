import type { Arguments } from '../arguments.ts';
import { numberOf } from '../bson/number.ts';
import { ClientError } from '../command-error.ts';
import { parseFilter } from '../query/filter.ts';
import { type Call, namespaceOf, type Reply, reply } from './command.ts';
import { matchingRecords, recheck, type Target, writeFirst } from './select-for-write.ts';
import { checkBatch, refusalOf, WriteErrors } from './write-batch.ts';

export async function deleteDocuments(call: Call): Promise<Reply> {
  const { args } = call;
  args.allow(['deletes', 'ordered'], ['let']);
  const namespace = namespaceOf(call);
  const statements = args.documents('deletes');
  checkBatch(statements);
  const errors = new WriteErrors();
  let deleted = 0;
  for (const [index, statement] of statements.entries()) {
    try {
      deleted += await deleteStatement(call, namespace, args.entry('deletes', statement));
    } catch (error) {
      errors.add(index, refusalOf(error));
      if (args.flag('ordered', true)) break;
    }
  }
  return reply({ n: numberOf(deleted), ...errors.field });
}

async function deleteStatement(
  { store, turns }: Call,
  namespace: string,
  statement: Arguments,
): Promise<number> {
  statement.allow(['q', 'limit'], ['collation', 'hint']);
  const limit = statement.count('limit') ?? 0;
  if (limit > 1)
    throw new ClientError('FailedToParse', `The limit field in delete objects must be 0 or 1. Got ${limit}`);
  const target: Target = {
    store,
    namespace,
    query: { filter: parseFilter(statement.document('q')), sort: [] },
    turns,
  };
  if (limit === 0) return deleteAll(target);
  return writeFirst(target, (collection, found) => {
    if (collection === null || found === null) return 0;
    store.writer.remove(collection, found);
    return 1;
  });
}

async function deleteAll(target: Target): Promise<number> {
  const { store, namespace, query, turns } = target;
  const records = await matchingRecords(target);
  let next = 0;
  let deleted = 0;
  while (next < records.length) {
    await store.engine.write(() => {
      const collection = store.catalog.find(namespace);
      do {
        const record = records[next] ?? 0;
        next += 1;
        const found =
          collection === null ? null : recheck(store, collection, { record, filter: query.filter });
        if (collection === null || found === null) continue;
        store.writer.remove(collection, found);
        deleted += 1;
      } while (next < records.length && !turns.isOver());
    });
    await turns.next();
  }
  return deleted;
}
