import type { Value } from '../bson/value.ts';
import { isRegex } from '../bson/value.ts';
import { ClientError } from '../command-error.ts';
import type { Filter, Test } from '../query/filter.ts';
import type { Path } from '../query/path.ts';
import { distinctValues } from '../query/tests.ts';

export interface Equality {
  readonly path: Path;
  readonly value: Value;
}

/**
 * What the filter requires to be equal, and so a document that an upsert inserts has to have.
 * Throws NotSingleValueField when two of its equalities name one path, or a path and a part of it.
 */
export function equalitiesOf(filter: Filter): readonly Equality[] {
  const equalities = collect(filter);
  checkConflicts(equalities);
  return equalities;
}

/**
 * The `_id` that the filter requires; undefined for none. A replacement takes nothing else from the filter.
 * Throws NotSingleValueField for two, NotExactValueField for a part of one.
 */
export function idRequiredBy(filter: Filter): Value | undefined {
  const ids = collect(filter).filter(({ path }) => path.steps[0] === '_id');
  const part = ids.find(({ path }) => path.steps.length > 1);
  if (part !== undefined) {
    throw new ClientError(
      'NotExactValueField',
      `field at '_id' must be exactly specified, field at sub-path '${part.path.text}' found`,
    );
  }
  checkConflicts(ids);
  return ids[0]?.value;
}

/** As MongoDB, which simplifies a filter first: `$or` of one branch is that branch, `$in` of one value that value. */
function collect(filter: Filter): Equality[] {
  switch (filter.kind) {
    case 'and':
      return filter.filters.flatMap(collect);
    case 'or':
      return filter.filters.length === 1 ? filter.filters.flatMap(collect) : [];
    case 'test': {
      const value = valueRequiredBy(filter.test);
      return value === undefined ? [] : [{ path: filter.path, value }];
    }
    default:
      return [];
  }
}

function valueRequiredBy({ operator, operand }: Test): Value | undefined {
  if (operator === '$eq') return operand;
  if (operator !== '$in' || !Array.isArray(operand)) return undefined;
  const [value, ...others] = distinctValues(operand);
  return others.length > 0 || isRegex(value) ? undefined : value;
}

function checkConflicts(equalities: readonly Equality[]): void {
  const seen = new Set<string>();
  for (const { path } of equalities) {
    if (seen.has(path.text)) throw conflict(`path '${path.text}' is matched twice`);
    seen.add(path.text);
  }
  for (const { path } of equalities) {
    for (let end = 1; end < path.steps.length; end += 1) {
      const prefix = path.steps.slice(0, end).join('.');
      if (seen.has(prefix)) throw conflict(`both paths '${path.text}' and '${prefix}' are matched`);
    }
  }
}

function conflict(what: string): ClientError {
  return new ClientError('NotSingleValueField', `cannot infer query fields to set, ${what}`);
}
