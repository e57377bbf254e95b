import { ObjectId } from 'bson';
import { isIdentical } from '../bson/encode.ts';
import { isDocument, type Document, type Value } from '../bson/value.ts';
import { ClientError, notSupported } from '../command-error.ts';
import type { Filter } from '../query/filter.ts';
import type { Path } from '../query/path.ts';
import { equalitiesOf, idRequiredBy } from './equalities.ts';
import { type Change, checkStorable, parseChange } from './operators.ts';
import { checkConflicts, comparePaths, parseUpdatePath } from './paths.ts';
import { makeSlot } from './slot.ts';

/** A parsed update: what becomes of a document, and what an upsert inserts. */
export interface Update {
  /** The changed document; the given one may be changed in place. Throws ImmutableField when `_id` would change. */
  apply(document: Document): Document;
  /** The document that an upsert inserts, `_id` first. */
  toInsert(filter: Filter): Document;
}

/** Operators (`{$set: …}`) or a whole new document; pipelines are refused by name. */
export function parseUpdate(source: Value): Update {
  if (Array.isArray(source)) throw notSupported('An update by aggregation pipeline');
  if (!isDocument(source)) throw new ClientError('FailedToParse', 'An update has to be a document.');
  const first = source.keys().next();
  return first.done !== true && first.value.startsWith('$')
    ? parseOperators(source)
    : parseReplacement(source);
}

export function isReplacement(source: Value): boolean {
  return isDocument(source) && ![...source.keys()].some((name) => name.startsWith('$'));
}

function parseReplacement(source: Document): Update {
  checkStorable(source);
  return {
    apply: (document) => withId(source, document.get('_id')),
    toInsert: (filter) => {
      const required = idRequiredBy(filter);
      return withId(source, orNewId(required === undefined ? source.get('_id') : required));
    },
  };
}

function withId(source: Document, id: Value | undefined): Document {
  const given = source.get('_id');
  if (given !== undefined && id !== undefined && !isIdentical(given, id)) throw immutableId();
  return new Map([
    ...(id === undefined ? [] : [['_id', id] as const]),
    ...[...source].filter(([name]) => name !== '_id'),
  ]);
}

function parseOperators(source: Document): Update {
  const changes: { path: Path; change: Change; isOnInsert: boolean }[] = [];
  for (const [operator, fields] of source) {
    if (!operator.startsWith('$')) {
      throw new ClientError(
        'FailedToParse',
        `Unknown modifier: ${operator}. Expected a valid update modifier or a replacement.`,
      );
    }
    if (!isDocument(fields)) {
      throw new ClientError(
        'FailedToParse',
        `Modifiers operate on fields but we found another type for ${operator}.`,
      );
    }
    for (const [name, operand] of fields) {
      const path = parseUpdatePath(name);
      changes.push({
        path,
        change: parseChange(operator, path, operand),
        isOnInsert: operator === '$setOnInsert',
      });
    }
  }
  changes.sort((a, b) => comparePaths(a.path, b.path));
  checkConflicts(changes.map(({ path }) => path));
  return {
    apply: (document) => {
      const id = document.get('_id');
      for (const { change, isOnInsert } of changes) if (!isOnInsert) change(document);
      checkSameId(id, document.get('_id'));
      return document;
    },
    toInsert: (filter) => {
      const document: Document = new Map();
      for (const { path, value } of equalitiesOf(filter)) makeSlot(document, path).set(value);
      const id = document.get('_id');
      for (const { change } of changes) change(document);
      if (id !== undefined) checkSameId(id, document.get('_id'));
      return withId(document, orNewId(document.get('_id')));
    },
  };
}

/** Null is an id like any other. */
export function orNewId(id: Value | undefined): Value {
  return id === undefined ? new ObjectId() : id;
}

function checkSameId(before: Value | undefined, after: Value | undefined): void {
  if (before === undefined && after === undefined) return;
  if (before === undefined || after === undefined || !isIdentical(before, after)) throw immutableId();
}

function immutableId(): ClientError {
  return new ClientError(
    'ImmutableField',
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  );
}
