import { Fields } from '../bson/fields.ts';
import { isDocument, type Value } from '../bson/value.ts';
import { pathsReadBy } from './expression.ts';

/**
 * What stages read of the documents that reach the first of them, as far as it can be told: up to a `$group` or `$count`, after
 * which nothing of them is left. Null when they may read all.
 */
export function fieldsReadFrom(stages: readonly Value[]): Fields | null {
  const paths: (readonly string[])[] = [];
  for (const stage of stages) {
    const [name, source] = isDocument(stage) ? ([...stage][0] ?? []) : [];
    if (name === '$count') return new Fields(paths);
    const read =
      name === '$unwind' ? pathsOfUnwind(source) : name === '$group' ? pathsReadBy(source ?? null) : null;
    if (read === null) return null;
    paths.push(...read);
    if (name === '$group') return new Fields(paths);
  }
  return null;
}

function pathsOfUnwind(source: Value | undefined): (readonly string[])[] | null {
  return pathsReadBy((isDocument(source) ? source.get('path') : source) ?? null);
}
