import { type Document, isDocument, isNumeric, type Value } from '../bson/value.ts';
import { ClientError, notSupported } from '../command-error.ts';
import { parseProjection, type Projection } from '../query/project.ts';
import { type Expression, parseExpression } from './expression.ts';

/** Parses `$project`: `find`'s projection, and beside inclusions fields computed by expressions. */
export function parseProjectStage(source: Value): Projection {
  if (!isDocument(source) || source.size === 0) {
    throw new ClientError('Expression', '$project specification must be a document with at least one field');
  }
  const computed: [string, Expression][] = [];
  const flags: Document = new Map();
  for (const [name, value] of source) {
    if (isComputed(value)) computed.push([checkedName(name), parseExpression(value)]);
    else flags.set(name, value);
  }
  if (computed.length === 0) return parseProjection(flags) ?? ((document) => document);
  const others = [...flags].filter(([name]) => name !== '_id');
  const [excluded] = others.find(([, value]) => isOff(value)) ?? [];
  if (excluded !== undefined)
    throw new ClientError('BadValue', `Cannot do exclusion on field ${excluded} in inclusion projection`);
  return withComputed(flags, others.length > 0, computed);
}

/** With nothing but computed fields, `_id` alone is kept of the document. */
function withComputed(
  flags: Document,
  hasOthers: boolean,
  computed: readonly (readonly [string, Expression])[],
): Projection {
  const isIdComputed = computed.some(([name]) => name === '_id');
  const dropsId = isIdComputed || (flags.has('_id') && isOff(flags.get('_id') ?? null));
  const keep = hasOthers ? parseProjection(flags) : null;
  return (document) => {
    const id = document.get('_id');
    const kept: Document = keep?.(document) ?? new Map(dropsId || id === undefined ? [] : [['_id', id]]);
    if (dropsId) kept.delete('_id');
    for (const [name, expression] of computed) {
      const value = expression(document);
      if (value !== undefined) kept.set(name, value);
    }
    return kept;
  };
}

function isComputed(value: Value): boolean {
  if (typeof value === 'boolean' || isNumeric(value)) return false;
  return !(
    isDocument(value) &&
    [...value.keys()][0]?.startsWith('$') !== true &&
    [...value.values()].every((inner) => !isComputed(inner))
  );
}

function isOff(value: Value): boolean {
  return value === false || (isNumeric(value) && Number(value) === 0);
}

function checkedName(name: string): string {
  if (name.startsWith('$')) {
    throw new ClientError('Expression', `FieldPath field names may not start with '$': '${name}'`);
  }
  if (name.includes('.')) throw notSupported(`The computed field '${name}' within a document`, 'Expression');
  return name;
}
