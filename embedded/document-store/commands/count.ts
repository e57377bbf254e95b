import { numberOf } from '../bson/number.ts';
import { Fields } from '../bson/fields.ts';
import { keyTextOf } from '../bson/key.ts';
import type { Document, Value } from '../bson/value.ts';
import { Cursor, type RowSource } from '../cursors.ts';
import { parseFilter } from '../query/filter.ts';
import { parsePath, type Path, someAt } from '../query/path.ts';
import { Row, type Rows } from '../query/row.ts';
import { limitRows, MemoryLimit, skipRows } from '../query/stages.ts';
import { type Call, namespaceOf, type Reply, reply } from './command.ts';
import { queryRows } from './find.ts';

export async function count(call: Call): Promise<Reply> {
  const { args, store, turns } = call;
  args.allow(['query', 'limit', 'skip'], ['hint', 'collation', 'fields']);
  const namespace = namespaceOf(call);
  const [row] = await new Cursor(store, namespace, countSource(call, namespace)).take(1, turns);
  return reply({ n: row?.document.get('n') ?? numberOf(0) });
}

/** The one row of a `count` command's arguments; for `explain` too. */
export function countSource({ store, args }: Call, namespace: string): RowSource {
  const filter = parseFilter(args.documentOrEmpty('query'));
  const source = queryRows(store, namespace, { query: { filter, sort: [] }, keep: null });
  const skipped = skipRows(source.rows, args.count('skip') ?? 0);
  const limit = args.count('limit') ?? 0;
  return { ...source, rows: countRows(limit === 0 ? skipped : limitRows(skipped, limit)) };
}

function* countRows(rows: Rows): Rows {
  let counted = 0;
  for (const row of rows) {
    if (row !== null) counted += 1;
    yield null;
  }
  yield Row.computed(new Map([['n', numberOf(counted)]]));
}

export async function distinct(call: Call): Promise<Reply> {
  const { store, args, turns } = call;
  args.allow(['key', 'query'], ['collation', 'hint']);
  const namespace = namespaceOf(call);
  const path = parsePath(args.string('key'));
  const filter = parseFilter(args.documentOrEmpty('query'));
  const source = queryRows(store, namespace, { query: { filter, sort: [] }, keep: null });
  const [row] = await new Cursor(store, namespace, {
    ...source,
    rows: distinctRows(source.rows, path),
  }).take(1, turns);
  return reply({ values: row?.document.get('values') ?? [] });
}

/** One row with all values that the path reaches; an array counts by its elements. */
function* distinctRows(rows: Rows, path: Path): Rows {
  const fields = new Fields([path.steps.slice(0, 1)]);
  const memory = new MemoryLimit('Distinct');
  const values = new Map<string, Value>();
  for (const row of rows) {
    if (row !== null) {
      for (const value of valuesAt(row.fields(fields), path)) {
        const key = keyTextOf(value);
        if (values.has(key)) continue;
        memory.change(key.length * 2);
        values.set(key, value);
      }
    }
    yield null;
  }
  const sorted = [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
  yield Row.computed(new Map([['values', sorted]]));
}

function valuesAt(document: Document, path: Path): Value[] {
  const wholes: Value[] = [];
  const values: Value[] = [];
  someAt(document, path, 'whole', (found) => {
    if (found !== undefined) wholes.push(found);
    return false;
  });
  for (const whole of wholes) values.push(...(Array.isArray(whole) ? whole : [whole]));
  return values;
}
