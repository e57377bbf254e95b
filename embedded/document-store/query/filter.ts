import type { Document, Found, Value } from '../bson/value.ts';
import { isDocument, isRegex } from '../bson/value.ts';
import { ClientError, notSupported } from '../command-error.ts';
import { TOP_LEVEL_OPERATORS } from '../mongodb-names.ts';
import { type ArrayView, parsePath, type Path, someAt } from './path.ts';
import { isTruthy, parseTest, unknownOperator } from './tests.ts';

/** What one operator asks of a value that a path reaches. */
export interface Test {
  readonly operator: string;
  readonly operand: Value;
  readonly view: ArrayView;
  readonly isMatch: (found: Found) => boolean;
}

/** A parsed filter. The planner reads its shape; `matches` decides. */
export type Filter =
  | { readonly kind: 'and' | 'or' | 'nor'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
  | { readonly kind: 'test'; readonly path: Path; readonly test: Test };

/** Throws BadValue naming the operator that is unknown or wrongly used. */
export function parseFilter(source: Document): Filter {
  const filters: Filter[] = [];
  for (const [name, value] of source) {
    if (name === '$comment') continue;
    if (name.startsWith('$')) filters.push(parseLogical(name, value));
    else filters.push(...parseField(parsePath(name), value));
  }
  return allOf(filters);
}

function allOf(filters: readonly Filter[]): Filter {
  const [only] = filters;
  return filters.length === 1 && only !== undefined ? only : { kind: 'and', filters };
}

function parseLogical(name: string, value: Value): Filter {
  const kind = name.slice(1);
  if (kind !== 'and' && kind !== 'or' && kind !== 'nor') {
    throw TOP_LEVEL_OPERATORS.has(name)
      ? notSupported(`The query operator ${name}`, 'BadValue')
      : new ClientError('BadValue', `unknown top level operator: ${name}`);
  }
  if (!Array.isArray(value) || value.length === 0)
    throw new ClientError('BadValue', `${name} must be a nonempty array`);
  const filters = value.map((branch) => {
    if (!isDocument(branch)) throw new ClientError('BadValue', `${name} entries need to be full objects`);
    return parseFilter(branch);
  });
  return { kind, filters };
}

/** True for `{$gt: 5}`: an operand made of operators. Throws BadValue when operators and fields are mixed. */
export function isOperators(value: Value): value is Document {
  if (!isDocument(value)) return false;
  const names = [...value.keys()];
  if (names[0]?.startsWith('$') !== true || names[0] === '$ref' || names[0] === '$id') return false;
  const field = names.find((name) => !name.startsWith('$'));
  if (field !== undefined) throw new ClientError('BadValue', `unknown operator: ${field}`);
  return true;
}

function parseField(path: Path, value: Value): Filter[] {
  if (!isOperators(value)) {
    const test = isRegex(value) ? parseTest('$regex', value, null) : parseTest('$eq', value, null);
    return [{ kind: 'test', path, test }];
  }
  return parseOperators(path, value);
}

function parseOperators(path: Path, operators: Document): Filter[] {
  const filters: Filter[] = [];
  const test = (operator: string, operand: Value): Filter => ({
    kind: 'test',
    path,
    test: parseTest(operator, operand, operators.get('$options') ?? null),
  });
  for (const [operator, operand] of operators) {
    switch (operator) {
      case '$ne':
        if (isRegex(operand)) throw new ClientError('BadValue', "Can't have regex as arg to $ne.");
        filters.push({ kind: 'not', filter: test('$eq', operand) });
        break;
      case '$nin':
        filters.push({ kind: 'not', filter: test('$in', operand) });
        break;
      case '$not':
        filters.push({ kind: 'not', filter: parseNot(path, operand) });
        break;
      case '$all':
        filters.push(parseAll(path, operand));
        break;
      case '$exists': {
        // Of a path through an array, "does not exist" means that no element has it.
        const filter = test('$exists', true);
        filters.push(isTruthy(operand) ? filter : { kind: 'not', filter });
        break;
      }
      case '$options':
        if (!operators.has('$regex')) throw new ClientError('BadValue', '$options needs a $regex');
        break;
      default:
        filters.push(test(operator, operand));
    }
  }
  return filters;
}

function parseNot(path: Path, operand: Value): Filter {
  if (isRegex(operand)) return allOf(parseField(path, operand));
  if (!isDocument(operand)) throw new ClientError('BadValue', '$not needs a regex or a document');
  if (operand.size === 0 || !isOperators(operand)) throw new ClientError('BadValue', '$not needs operators');
  return allOf(parseOperators(path, operand));
}

/** Each value must be there; an empty list matches nothing. */
function parseAll(path: Path, operand: Value): Filter {
  if (!Array.isArray(operand)) throw new ClientError('BadValue', '$all needs an array');
  if (operand.length === 0) return { kind: 'nor', filters: [{ kind: 'and', filters: [] }] };
  const filters = operand.map((value): Filter => {
    if (isOperators(value)) {
      const [operator = ''] = value.keys();
      throw operator === '$elemMatch'
        ? unknownOperator(operator)
        : new ClientError('BadValue', 'no $ expressions in $all');
    }
    const test = isRegex(value) ? parseTest('$regex', value, null) : parseTest('$eq', value, null);
    return { kind: 'test', path, test };
  });
  return allOf(filters);
}

export function matches(filter: Filter, document: Document): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.filters.every((branch) => matches(branch, document));
    case 'or':
      return filter.filters.some((branch) => matches(branch, document));
    case 'nor':
      return !filter.filters.some((branch) => matches(branch, document));
    case 'not':
      return !matches(filter.filter, document);
    case 'test':
      return someAt(document, filter.path, filter.test.view, filter.test.isMatch);
  }
}

/** The conditions that all have to hold, with nested `$and` opened. */
export function conjunctsOf(filter: Filter): Filter[] {
  return filter.kind === 'and' ? filter.filters.flatMap(conjunctsOf) : [filter];
}

/** First steps of every path the filter reads; what a partial decode has to keep. */
export function fieldsOf(filter: Filter): string[] {
  switch (filter.kind) {
    case 'test':
      return [filter.path.steps[0] ?? ''];
    case 'not':
      return fieldsOf(filter.filter);
    default:
      return filter.filters.flatMap(fieldsOf);
  }
}
