import { compare } from '../bson/compare.ts';
import { describe } from '../bson/describe.ts';
import { add, numberOf } from '../bson/number.ts';
import { type Document, type Found, isDocument, isNumeric, typeOf, type Value } from '../bson/value.ts';
import { ClientError, notSupported } from '../command-error.ts';
import { EXPRESSIONS, VARIABLES } from '../mongodb-names.ts';
import { isTruthy } from '../query/tests.ts';

/** Computes a value of a document; undefined is a missing field. */
export type Expression = (document: Document) => Found;

type Operands = readonly Expression[];

/** Operators with their number of operands, least and most. */
const OPERATORS: Readonly<
  Record<string, { arity: readonly [number, number]; make: (operands: Operands) => Expression }>
> = {
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $and: { arity: [0, Infinity], make: (all) => (document) => all.every((each) => isTrue(each(document))) },
  $or: { arity: [0, Infinity], make: (all) => (document) => all.some((each) => isTrue(each(document))) },
  $not: {
    arity: [1, 1],
    make:
      ([operand]) =>
      (document) =>
        !isTrue(operand?.(document)),
  },
  $ifNull: { arity: [2, Infinity], make: (all) => (document) => firstPresent(all, document) },
  $cond: {
    arity: [3, 3],
    make:
      ([test, yes, no]) =>
      (document) =>
        (isTrue(test?.(document)) ? yes : no)?.(document),
  },
  $add: { arity: [0, Infinity], make: (all) => (document) => sum(all.map((each) => each(document) ?? null)) },
  $size: {
    arity: [1, 1],
    make:
      ([operand]) =>
      (document) =>
        size(operand?.(document)),
  },
  $concat: {
    arity: [0, Infinity],
    make: (all) => (document) => concat(all.map((each) => each(document) ?? null)),
  },
};

function comparison(isMatch: (order: number) => boolean): (typeof OPERATORS)[string] {
  return {
    arity: [2, 2],
    // In expressions a missing field is less than null, unlike in filters.
    make:
      ([left, right]) =>
      (document) =>
        isMatch(compareFound(left?.(document), right?.(document))),
  };
}

/** Parses an expression: `'$path'`, `{$operator: …}`, a document or array of expressions, or a constant. */
export function parseExpression(source: Value): Expression {
  if (typeof source === 'string' && source.startsWith('$')) return parseReference(source);
  if (Array.isArray(source)) {
    const elements = source.map(parseExpression);
    return (document) => elements.map((element) => element(document) ?? null);
  }
  if (!isDocument(source)) return () => source;
  const [name = ''] = source.keys();
  if (name.startsWith('$')) return parseOperator(name, source);
  const fields = [...source].map(([field, value]) => [field, parseExpression(value)] as const);
  return (document) => compute(fields, document);
}

/** Paths that expressions within read, or null when they may read all; what a partial decode has to keep. */
export function pathsReadBy(source: Value): (readonly string[])[] | null {
  if (typeof source === 'string' && source.startsWith('$')) {
    return source.startsWith('$$') ? null : [source.slice(1).split('.')];
  }
  const parts = Array.isArray(source) ? source : isDocument(source) ? [...source.values()] : [];
  const paths: (readonly string[])[] = [];
  for (const part of parts) {
    const read = pathsReadBy(part);
    if (read === null) return null;
    paths.push(...read);
  }
  return paths;
}

/** A document of computed fields; a missing value leaves its field out. */
function compute(fields: readonly (readonly [string, Expression])[], document: Document): Document {
  const computed: Document = new Map();
  for (const [name, expression] of fields) {
    const value = expression(document);
    if (value !== undefined) computed.set(name, value);
  }
  return computed;
}

function parseReference(source: string): Expression {
  if (!source.startsWith('$$')) {
    const steps = source.slice(1).split('.');
    return (document) => valueAt(document, steps);
  }
  const [variable, ...steps] = source.slice(2).split('.');
  if (variable !== 'ROOT' && variable !== 'CURRENT') {
    throw VARIABLES.has(`$$${variable ?? ''}`)
      ? notSupported(`The variable $$${variable ?? ''}`, 'UndefinedVariable')
      : new ClientError('UndefinedVariable', `Use of undefined variable: ${variable ?? ''}`);
  }
  return (document) => valueAt(document, steps);
}

/** Follows a path; an array on the way gives the array of what its documents have there. */
export function valueAt(value: Found, steps: readonly string[]): Found {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (value instanceof Map) return valueAt(value.get(step), rest);
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((element) => {
    const found = element instanceof Map || Array.isArray(element) ? valueAt(element, steps) : undefined;
    return found === undefined ? [] : [found];
  });
}

function parseOperator(name: string, source: Document): Expression {
  if (source.size !== 1) {
    throw new ClientError(
      'Expression',
      `an expression specification must contain exactly one field, found ${source.size}: ${describe(source)}`,
    );
  }
  const operand = source.get(name) ?? null;
  if (name === '$literal') return () => operand;
  const operator = OPERATORS[name];
  if (operator === undefined) {
    throw EXPRESSIONS.has(name)
      ? notSupported(`The expression ${name}`, 'Expression')
      : new ClientError('Expression', `Unrecognized expression '${name}'`);
  }
  const operands = operandsOf(name, operand).map(parseExpression);
  const [least, most] = operator.arity;
  if (operands.length < least || operands.length > most) {
    throw new ClientError(
      'Expression',
      `Expression ${name} takes ${least === most ? 'exactly' : 'at least'} ${least} arguments. ${operands.length} were passed in.`,
    );
  }
  return operator.make(operands);
}

function operandsOf(name: string, operand: Value): readonly Value[] {
  if (name === '$cond' && isDocument(operand)) {
    const unknown = [...operand.keys()].find((field) => !['if', 'then', 'else'].includes(field));
    if (unknown !== undefined)
      throw new ClientError('Expression', `Unrecognized parameter to $cond: ${unknown}`);
    return ['if', 'then', 'else'].flatMap((field) => operand.get(field) ?? []);
  }
  return Array.isArray(operand) ? operand : [operand];
}

function isTrue(found: Found): boolean {
  return found !== undefined && isTruthy(found);
}

function compareFound(left: Found, right: Found): number {
  if (left === undefined || right === undefined)
    return Number(left !== undefined) - Number(right !== undefined);
  return compare(left, right);
}

function firstPresent(all: Operands, document: Document): Found {
  let found: Found;
  for (const each of all) {
    found = each(document);
    if (found !== undefined && found !== null) return found;
  }
  return found;
}

/** Null when an operand is; dates are not added. */
function sum(values: readonly Value[]): Value {
  if (values.includes(null)) return null;
  return values.reduce<Value>((total, value) => {
    if (value instanceof Date) throw notSupported('$add of dates', 'TypeMismatch');
    if (!isNumeric(value) || !isNumeric(total))
      throw new ClientError('TypeMismatch', `$add only supports numeric or date types, not ${typeOf(value)}`);
    return add(total, value);
  }, numberOf(0));
}

function size(found: Found): Value {
  if (!Array.isArray(found)) {
    throw new ClientError(
      'TypeMismatch',
      `The argument to $size must be an array, but was of type: ${found === undefined ? 'missing' : typeOf(found)}`,
    );
  }
  return numberOf(found.length);
}

function concat(values: readonly Value[]): Value {
  if (values.includes(null)) return null;
  return values.reduce<string>((text, value) => {
    if (typeof value !== 'string')
      throw new ClientError('TypeMismatch', `$concat only supports strings, not ${typeOf(value)}`);
    return text + value;
  }, '');
}
