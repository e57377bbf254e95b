import { toDouble } from '../bson/number.ts';
import { type Document, isDocument, isNumeric, type Value } from '../bson/value.ts';
import { ClientError, notSupported } from '../command-error.ts';
import { isTruthy } from './tests.ts';

/** Fields to keep or to leave out, as a tree; `true` is a whole field. */
type Tree = Map<string, Tree | true>;

export type Projection = (document: Document) => Document;

/** Parses `find`'s projection: inclusion or exclusion. Expressions and positional operators are refused by name. */
export function parseProjection(source: Document): Projection | null {
  const flags = [...source].flatMap(([path, value]) => flattened(path, value));
  if (flags.length === 0) return null;
  const others = flags.filter(({ path }) => path !== '_id');
  const isInclusion = others[0]?.isIncluded ?? flags[0]?.isIncluded ?? true;
  const mixed = others.find(({ isIncluded }) => isIncluded !== isInclusion);
  if (mixed !== undefined) {
    const kind = isInclusion ? 'inclusion' : 'exclusion';
    throw new ClientError(
      'BadValue',
      `Cannot do ${isInclusion ? 'exclusion' : 'inclusion'} on field ${mixed.path} in ${kind} projection`,
    );
  }
  const id = flags.find(({ path }) => path === '_id')?.isIncluded ?? (isInclusion || others.length > 0);
  const kept = others.map(({ path }) => path);
  const isIdListed = isInclusion ? id : !id;
  const tree = treeOf(isIdListed ? ['_id', ...kept] : kept);
  return isInclusion ? (document) => include(document, tree) : (document) => exclude(document, tree);
}

interface Flag {
  readonly path: string;
  readonly isIncluded: boolean;
}

/** `{a: {b: 1}}` means `{'a.b': 1}`. */
function flattened(path: string, value: Value): Flag[] {
  if (path.split('.').some((step) => step.startsWith('$')))
    throw notSupported(`The positional projection '${path}'`);
  if (isDocument(value)) {
    const operator = [...value.keys()].find((name) => name.startsWith('$'));
    if (operator !== undefined) throw notSupported(`The projection operator ${operator}`);
    if (value.size === 0) throw new ClientError('BadValue', 'An empty sub-projection is not a valid value.');
    return [...value].flatMap(([name, inner]) => flattened(`${path}.${name}`, inner));
  }
  if (typeof value !== 'boolean' && !isNumeric(value))
    throw notSupported(`A computed field ('${path}') in a find projection`);
  return [{ path, isIncluded: isNumeric(value) ? toDouble(value) !== 0 : isTruthy(value) }];
}

function treeOf(paths: readonly string[]): Tree {
  const tree: Tree = new Map();
  for (const path of paths) {
    const steps = path.split('.');
    let branch = tree;
    for (const [depth, step] of steps.entries()) {
      const next = branch.get(step);
      const isLast = depth === steps.length - 1;
      if (next === true || (isLast && next !== undefined))
        throw new ClientError('BadValue', `Path collision at ${path}`);
      if (isLast) {
        branch.set(step, true);
      } else {
        const inner = next ?? new Map<string, Tree | true>();
        branch.set(step, inner);
        branch = inner;
      }
    }
  }
  return tree;
}

function include(document: Document, tree: Tree): Document {
  const kept: Document = new Map();
  for (const [name, value] of document) {
    const branch = tree.get(name);
    if (branch === undefined) continue;
    const included = branch === true ? value : includeIn(value, branch);
    if (included !== undefined) kept.set(name, included);
  }
  return kept;
}

/** A path that goes on into a value without fields keeps nothing of it. */
function includeIn(value: Value, tree: Tree): Value | undefined {
  if (value instanceof Map) return include(value, tree);
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((element) => {
    const included = includeIn(element, tree);
    return included === undefined ? [] : [included];
  });
}

function exclude(document: Document, tree: Tree): Document {
  const kept: Document = new Map();
  for (const [name, value] of document) {
    const branch = tree.get(name);
    if (branch === undefined) kept.set(name, value);
    else if (branch !== true) kept.set(name, excludeIn(value, branch));
  }
  return kept;
}

function excludeIn(value: Value, tree: Tree): Value {
  if (value instanceof Map) return exclude(value, tree);
  return Array.isArray(value) ? value.map((element) => excludeIn(element, tree)) : value;
}
