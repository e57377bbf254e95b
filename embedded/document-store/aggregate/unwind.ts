import { Long } from 'bson';
import type { Fields } from '../bson/fields.ts';
import { type Document, isDocument, type Value } from '../bson/value.ts';
import { ClientError, notSupported } from '../command-error.ts';
import { Row, type Rows } from '../query/row.ts';

interface Unwind {
  readonly steps: readonly string[];
  readonly indexField: string | null;
  readonly keepsEmpty: boolean;
  /** What it and later stages look at, or null for all. */
  readonly reads: Fields | null;
}

/**
 * Parses `$unwind`: a path, or `{path, includeArrayIndex, preserveNullAndEmptyArrays}`.
 * @param reads What it and later stages look at, or null for all.
 */
export function parseUnwind(source: Value, reads: Fields | null): (rows: Rows) => Rows {
  const options: Document = isDocument(source) ? source : new Map([['path', source]]);
  const unknown = [...options.keys()].find(
    (name) => !['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'].includes(name),
  );
  if (unknown !== undefined)
    throw new ClientError('Expression', `unrecognized option to $unwind stage: ${unknown}`);
  const path = options.get('path');
  if (typeof path !== 'string' || !path.startsWith('$') || path.length < 2) {
    throw new ClientError(
      'Expression',
      "path option to $unwind stage should be a string that starts with '$'",
    );
  }
  const indexField = options.get('includeArrayIndex') ?? null;
  if (
    indexField !== null &&
    (typeof indexField !== 'string' || indexField.startsWith('$') || indexField === '')
  ) {
    throw new ClientError(
      'Expression',
      "includeArrayIndex has to be a non-empty string that does not start with '$'",
    );
  }
  if (indexField?.includes('.') === true)
    throw notSupported(`The includeArrayIndex '${indexField}' within a document`, 'Expression');
  const keepsEmpty = options.get('preserveNullAndEmptyArrays') === true;
  return (rows) => unwindRows(rows, { steps: path.slice(1).split('.'), indexField, keepsEmpty, reads });
}

function* unwindRows(rows: Rows, unwind: Unwind): Rows {
  for (const row of rows) {
    if (row === null) yield null;
    else yield* unwound(row.fields(unwind.reads), unwind);
  }
}

function* unwound(document: Document, { steps, indexField, keepsEmpty }: Unwind): Rows {
  const value = valueIn(document, steps);
  const numbered = (unwoundDocument: Document, place: number | null): Row => {
    if (indexField === null) return Row.computed(unwoundDocument);
    return Row.computed(
      new Map(unwoundDocument).set(indexField, place === null ? null : Long.fromNumber(place)),
    );
  };
  if (Array.isArray(value) && value.length > 0) {
    for (const [place, element] of value.entries()) yield numbered(replaced(document, steps, element), place);
  } else if (value === undefined || value === null || Array.isArray(value)) {
    if (keepsEmpty)
      yield numbered(Array.isArray(value) ? replaced(document, steps, undefined) : document, null);
    else yield null;
  } else {
    yield numbered(document, null);
  }
}

function valueIn(document: Document, steps: readonly string[]): Value | undefined {
  let value: Value | undefined = document;
  for (const step of steps) value = value instanceof Map ? value.get(step) : undefined;
  return value;
}

/** A copy with another value at the path, or none; the rest is shared. */
function replaced(
  document: Document,
  [step = '', ...rest]: readonly string[],
  value: Value | undefined,
): Document {
  const copy = new Map(document);
  const inner = document.get(step);
  const next = rest.length > 0 && inner instanceof Map ? replaced(inner, rest, value) : value;
  if (next === undefined) copy.delete(step);
  else copy.set(step, next);
  return copy;
}
