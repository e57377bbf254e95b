import { ObjectId } from 'bson';
import { isIdentical } from '../bson/encode.ts';
import { isDocument, type Document, type Value } from '../bson/value.ts';
import { CommandError, notSupported } from '../command-error.ts';
import { conjunctsOf, type Filter } from '../query/filter.ts';
import { parsePath, type Path } from '../query/path.ts';
import { type Change, checkStorable, parseChange } from './operators.ts';
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
  if (!isDocument(source)) throw new CommandError('FailedToParse', 'An update has to be a document.');
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
      const id = equalitiesOf(filter).find(({ path }) => path.text === '_id')?.value;
      return withId(source, id ?? source.get('_id') ?? new ObjectId());
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
      throw new CommandError(
        'FailedToParse',
        `Unknown modifier: ${operator}. Expected a valid update modifier or a replacement.`,
      );
    }
    if (!isDocument(fields)) {
      throw new CommandError(
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
  // MongoDB changes fields in the order of their names, so new ones are appended in it.
  changes.sort((a, b) => (a.path.text < b.path.text ? -1 : 1));
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
      return withId(document, document.get('_id') ?? new ObjectId());
    },
  };
}

function parseUpdatePath(name: string): Path {
  if (name.split('.').some((step) => step === '')) {
    throw new CommandError(
      'BadValue',
      `The update path '${name}' contains an empty field name, which is not allowed.`,
    );
  }
  if (/\.\$(\.|\[|$)/.test(name)) throw notSupported(`The positional path '${name}'`);
  return parsePath(name);
}

/** Two changes of one field, or of a field and a part of it, have no order. */
function checkConflicts(sorted: readonly Path[]): void {
  const seen = new Set<string>();
  for (const { text, steps } of sorted) {
    const above = steps.map((_, end) => steps.slice(0, end + 1).join('.')).find((prefix) => seen.has(prefix));
    if (above !== undefined) {
      throw new CommandError(
        'ConflictingUpdateOperators',
        `Updating the path '${text}' would create a conflict at '${above}'`,
      );
    }
    seen.add(text);
  }
  // A longer path can sort before a shorter one ("a!b" lies between "a" and "a.b"), so the other way is checked apart.
  for (const { text, steps } of sorted) {
    for (let end = 1; end < steps.length; end += 1) {
      const prefix = steps.slice(0, end).join('.');
      if (seen.has(prefix)) {
        throw new CommandError(
          'ConflictingUpdateOperators',
          `Updating the path '${text}' would create a conflict at '${prefix}'`,
        );
      }
    }
  }
}

function checkSameId(before: Value | undefined, after: Value | undefined): void {
  if (before === undefined && after === undefined) return;
  if (before === undefined || after === undefined || !isIdentical(before, after)) throw immutableId();
}

function immutableId(): CommandError {
  return new CommandError(
    'ImmutableField',
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  );
}

/** What the filter requires to be equal, and so an inserted document has to have. */
function equalitiesOf(filter: Filter): { path: Path; value: Value }[] {
  const equalities = conjunctsOf(filter).flatMap((conjunct) =>
    conjunct.kind === 'test' && conjunct.test.operator === '$eq'
      ? [{ path: conjunct.path, value: conjunct.test.operand }]
      : [],
  );
  const twice = equalities.find(({ path }, at) =>
    equalities.some((other, place) => place < at && other.path.text === path.text),
  );
  if (twice !== undefined) {
    throw new CommandError(
      'BadValue',
      `cannot infer query fields to set, path '${twice.path.text}' is matched twice`,
    );
  }
  return equalities;
}
