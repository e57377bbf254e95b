import { numberOf, toDouble } from '../bson/number.ts';
import { type Document, isDocument, isNumeric, type Value } from '../bson/value.ts';
import { ClientError, notSupported } from '../command-error.ts';
import { STAGES } from '../mongodb-names.ts';
import { type Filter, matches, parseFilter } from '../query/filter.ts';
import { parseSort } from '../query/planner.ts';
import { Row, type Rows } from '../query/row.ts';
import { limitRows, mapRows, skipRows, sortRows } from '../query/stages.ts';
import type { KeyPart } from '../storage/index-keys.ts';
import { parseGroup } from './group.ts';
import { parseProjectStage } from './project-stage.ts';
import { parseUnwind } from './unwind.ts';
import { fieldsReadFrom } from './reads.ts';

/** One stage; the planner takes leading filters and sorts for itself. */
export type Stage =
  | { readonly kind: 'match'; readonly filter: Filter }
  | { readonly kind: 'sort'; readonly sort: readonly KeyPart[] }
  | { readonly kind: 'limit'; readonly count: number }
  | { readonly kind: 'rows'; readonly run: (rows: Rows) => Rows };

/** Throws UnrecognizedStage for stages that are not supported, ChangeStream for `$changeStream`. */
export function parsePipeline(stages: readonly Value[]): Stage[] {
  return stages.map((stage, place) => {
    const [entry, ...others] = isDocument(stage) ? [...stage] : [];
    if (entry === undefined || others.length > 0) {
      throw new ClientError(
        'UnrecognizedStage',
        'A pipeline stage specification object must contain exactly one field.',
      );
    }
    return parseStage(entry, stages.slice(place));
  });
}

/** `onward` is the stage itself and those after it. */
function parseStage([name, source]: readonly [string, Value], onward: readonly Value[]): Stage {
  switch (name) {
    case '$match':
      return { kind: 'match', filter: parseFilter(documentOf(name, source)) };
    case '$sort':
      return { kind: 'sort', sort: parseSort(documentOf(name, source)) };
    case '$limit':
      return { kind: 'limit', count: countOf(name, source, 1) };
    case '$skip': {
      const count = countOf(name, source, 0);
      return { kind: 'rows', run: (rows) => skipRows(rows, count) };
    }
    case '$project': {
      const project = parseProjectStage(source);
      return { kind: 'rows', run: (rows) => mapRows(rows, (row) => Row.computed(project(row.document))) };
    }
    case '$group':
      return { kind: 'rows', run: parseGroup(source) };
    case '$unwind':
      return { kind: 'rows', run: parseUnwind(source, fieldsReadFrom(onward)) };
    case '$count': {
      const field = fieldNameOf(source);
      return { kind: 'rows', run: (rows) => countInto(rows, field) };
    }
    case '$changeStream':
      throw new ClientError('ChangeStream', 'The $changeStream stage is only supported on replica sets');
    default:
      throw STAGES.has(name)
        ? notSupported(`The pipeline stage ${name}`, 'UnrecognizedStage')
        : new ClientError('UnrecognizedStage', `Unrecognized pipeline stage name: '${name}'`);
  }
}

/** Runs stages over rows; a sort right before a limit keeps no more than that many. */
export function runStages(rows: Rows, stages: readonly Stage[]): Rows {
  return stages.reduce<Rows>((flow, stage, place) => {
    switch (stage.kind) {
      case 'match':
        return filterRows(flow, stage.filter);
      case 'sort': {
        const next = stages[place + 1];
        return sortRows(flow, stage.sort, next?.kind === 'limit' ? next.count : null);
      }
      case 'limit':
        return limitRows(flow, stage.count);
      case 'rows':
        return stage.run(flow);
    }
  }, rows);
}

function* filterRows(rows: Rows, filter: Filter): Rows {
  for (const row of rows) yield row !== null && matches(filter, row.document) ? row : null;
}

/** No row at all for none, as in MongoDB. */
function* countInto(rows: Rows, field: string): Rows {
  let count = 0;
  for (const row of rows) {
    if (row !== null) count += 1;
    yield null;
  }
  if (count > 0) yield Row.computed(new Map([[field, numberOf(count)]]));
}

function documentOf(name: string, source: Value): Document {
  if (!isDocument(source)) throw new ClientError('Expression', `the ${name} stage needs an object`);
  if (name === '$sort' && source.size === 0)
    throw new ClientError('Expression', '$sort stage must have at least one sort key');
  return source;
}

function countOf(name: string, source: Value, least: number): number {
  const count = isNumeric(source) ? toDouble(source) : Number.NaN;
  if (!Number.isSafeInteger(count) || count < least) {
    throw new ClientError(
      'Expression',
      `the argument to ${name} has to be a whole number of at least ${least}`,
    );
  }
  return count;
}

function fieldNameOf(source: Value): string {
  if (typeof source !== 'string' || source === '' || /^\$|[.\0]/.test(source)) {
    throw new ClientError(
      'Expression',
      "the count field must be a non-empty string without '.' and not start with '$'",
    );
  }
  return source;
}
