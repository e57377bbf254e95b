import { Fields } from '../bson/fields.ts';
import { keyTextOf } from '../bson/key.ts';
import { type Document, isDocument, type Value } from '../bson/value.ts';
import { ClientError } from '../command-error.ts';
import { Row, type Rows } from '../query/row.ts';
import { MemoryLimit } from '../query/stages.ts';
import { type Accumulator, parseAccumulator } from './accumulator.ts';
import { type Expression, parseExpression, pathsReadBy } from './expression.ts';

/** What a group is taken to cost beside its key, and what each document may add to it. */
const GROUP_OVERHEAD_BYTES = 300;

interface Group {
  readonly id: Value;
  readonly fields: readonly (readonly [string, Accumulator])[];
}

/** Parses `$group`. Throws a ClientError that names what is wrong. */
export function parseGroup(source: Value): (rows: Rows) => Rows {
  if (!isDocument(source))
    throw new ClientError('Expression', "a group's fields must be specified in an object");
  const idSource = source.get('_id');
  if (idSource === undefined)
    throw new ClientError('Expression', 'a group specification must include an _id');
  const id = parseExpression(idSource);
  const fields = [...source]
    .filter(([name]) => name !== '_id')
    .map(([name, value]) => parseField(name, value));
  const collects = fields.some(({ collects: each }) => each);
  const start = (value: Value): Group => ({
    id: value,
    fields: fields.map(({ name, make }) => [name, make()] as const),
  });
  const paths = pathsReadBy(source);
  const reads = paths === null ? null : new Fields(paths);
  return (rows) => groupRows(rows, { id, start, collects, reads });
}

function parseField(
  name: string,
  value: Value,
): { name: string; make: () => Accumulator; collects: boolean } {
  const [entry, ...others] = isDocument(value) ? [...value] : [];
  if (entry === undefined || others.length > 0) {
    throw new ClientError(
      'Expression',
      `The field '${name}' must be an accumulator object with one operator`,
    );
  }
  const [operator, operand] = entry;
  return {
    name,
    make: parseAccumulator(name, operator, operand),
    collects: operator === '$push' || operator === '$addToSet',
  };
}

interface Grouping {
  readonly id: Expression;
  readonly start: (id: Value) => Group;
  /** Whether groups grow with each document. */
  readonly collects: boolean;
  /** Fields that matter, or null for all. */
  readonly reads: Fields | null;
}

function* groupRows(rows: Rows, { id, start, collects, reads }: Grouping): Rows {
  const groups = new Map<string, Group>();
  const memory = new MemoryLimit('$group');
  for (const row of rows) {
    if (row !== null) {
      const document = row.fields(reads);
      const value = id(document) ?? null;
      const key = keyTextOf(value);
      let group = groups.get(key);
      if (group === undefined) {
        memory.change(key.length + GROUP_OVERHEAD_BYTES);
        group = start(value);
        groups.set(key, group);
      }
      if (collects) memory.change(row.bytes.length);
      for (const [, accumulator] of group.fields) accumulator.add(document);
    }
    yield null;
  }
  for (const group of groups.values()) yield Row.computed(toDocument(group));
}

function toDocument({ id, fields }: Group): Document {
  return new Map([
    ['_id', id],
    ...fields.map(([name, accumulator]): [string, Value] => [name, accumulator.result()]),
  ]);
}
