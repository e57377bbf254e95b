import { compare, compareSameRank, isEqual } from '../bson/compare.ts';
import { isNotANumber, toDouble } from '../bson/number.ts';
import {
  type Found,
  isNumeric,
  isRegex,
  RANK,
  rankOf,
  textOf,
  TYPE_NUMBERS,
  typeOf,
  type Value,
} from '../bson/value.ts';
import { ClientError, notSupported } from '../command-error.ts';
import { FIELD_OPERATORS } from '../mongodb-names.ts';
import type { Test } from './filter.ts';
import { compilePattern } from './pattern.ts';

/**
 * Parses one operator of a field. `options` is the `$options` beside a `$regex`.
 * Throws BadValue for an operator that is unknown or has a wrong operand.
 */
export function parseTest(operator: string, operand: Value, options: Value): Test {
  switch (operator) {
    case '$eq':
      return test(operator, operand, equals(operand));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      if (isRegex(operand))
        throw new ClientError('BadValue', `Can't have RegEx as arg to predicate over field (${operator}).`);
      return test(operator, operand, ordered(operator, operand));
    case '$in':
      return test(operator, operand, oneOf(operand));
    case '$exists':
      return { ...test(operator, operand, (found) => found !== undefined), view: 'whole' };
    case '$type':
      return test(operator, operand, ofType(operand));
    case '$size':
      return { ...test(operator, operand, ofSize(operand)), view: 'whole' };
    case '$regex':
      return patternTest(operand, options);
    default:
      throw unknownOperator(operator);
  }
}

export function unknownOperator(operator: string): ClientError {
  return FIELD_OPERATORS.has(operator)
    ? notSupported(`The query operator ${operator}`, 'BadValue')
    : new ClientError('BadValue', `unknown operator: ${operator}`);
}

function test(operator: string, operand: Value, isMatch: (found: Found) => boolean): Test {
  return { operator, operand, view: 'elements', isMatch };
}

/** Null equals a missing field too. */
function equals(operand: Value): (found: Found) => boolean {
  if (operand === null) return (found) => found === undefined || found === null;
  const rank = rankOf(operand);
  return (found) => found !== undefined && rankOf(found) === rank && compareSameRank(found, operand) === 0;
}

/** Values of other types do not match, except against MinKey and MaxKey; NaN is in no order with another number. */
function ordered(operator: string, operand: Value): (found: Found) => boolean {
  const rank = rankOf(operand);
  const isUpward = operator === '$gt' || operator === '$gte';
  const isInclusive = operator === '$gte' || operator === '$lte';
  const isNaNOperand = isNumeric(operand) && isNotANumber(operand);
  return (found) => {
    const value = found ?? null;
    if (rankOf(value) !== rank) return rank === (isUpward ? RANK.minKey : RANK.maxKey);
    if (isNumeric(value) && isNaNOperand !== isNotANumber(value)) return false;
    const order = compareSameRank(value, operand);
    return order === 0 ? isInclusive : order > 0 === isUpward;
  };
}

function oneOf(operand: Value): (found: Found) => boolean {
  if (!Array.isArray(operand)) throw new ClientError('BadValue', '$in needs an array');
  const patterns = operand.filter(isRegex).map(matchesPattern);
  for (const value of operand) {
    if (value instanceof Map && [...value.keys()][0]?.startsWith('$') === true) {
      throw new ClientError('BadValue', `cannot nest ${[...value.keys()].join()} under $in`);
    }
  }
  const hasNull = operand.includes(null);
  // Sorted, so that a long list is searched in a few steps.
  const values = [...operand].sort(compare);
  return (found) => {
    if (found === undefined) return hasNull;
    return includesSorted(values, found) || patterns.some((isMatch) => isMatch(found));
  };
}

function includesSorted(values: readonly Value[], sought: Value): boolean {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compare(values[middle] ?? null, sought);
    if (order === 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return false;
}

/** A flag as MongoDB reads one: all but false, zero and null is true. */
export function isTruthy(value: Value): boolean {
  if (isNumeric(value)) return toDouble(value) !== 0;
  return value !== false && value !== null;
}

function ofType(operand: Value): (found: Found) => boolean {
  const wanted = new Set((Array.isArray(operand) ? operand : [operand]).flatMap(typeNamesOf));
  if (wanted.size === 0) throw new ClientError('FailedToParse', '$type must match at least one type');
  return (found) => found !== undefined && wanted.has(typeOf(found));
}

function typeNamesOf(value: Value): string[] {
  if (value === 'number') return ['double', 'int', 'long', 'decimal'];
  if (typeof value === 'string' && value in TYPE_NUMBERS) return [value];
  const number = isNumeric(value) ? toDouble(value) : null;
  const name = Object.entries(TYPE_NUMBERS).find(([, code]) => code === number)?.[0];
  if (name === undefined)
    throw new ClientError('BadValue', `Unknown type name alias or invalid numerical type code in $type`);
  return [name];
}

function ofSize(operand: Value): (found: Found) => boolean {
  const size = isNumeric(operand) ? toDouble(operand) : Number.NaN;
  if (!Number.isInteger(size) || size < 0) {
    throw new ClientError('BadValue', `Failed to parse $size. Expected a non-negative whole number`);
  }
  return (found) => Array.isArray(found) && found.length === size;
}

function patternTest(operand: Value, options: Value): Test {
  if (options !== null && typeof options !== 'string')
    throw new ClientError('BadValue', '$options has to be a string');
  if (isRegex(operand)) {
    if (options !== null && operand.options !== '') {
      throw new ClientError('InvalidRegex', 'options set in both $regex and $options');
    }
    return patternOf(operand.pattern, options ?? operand.options, operand);
  }
  if (typeof operand !== 'string') throw new ClientError('BadValue', '$regex has to be a string');
  return patternOf(operand, options ?? '', operand);
}

function patternOf(pattern: string, options: string, operand: Value): Test {
  const expression = compilePattern({ pattern, options });
  return test('$regex', operand, (found) => {
    if (found === undefined) return false;
    if (isRegex(found)) return found.pattern === pattern && found.options === options;
    const text = textOf(found);
    return text !== null && expression.test(text);
  });
}

function matchesPattern(value: Value): (found: Found) => boolean {
  return parseTest('$regex', value, null).isMatch;
}

/** The values of a list without those that equal one before. */
export function distinctValues(values: readonly Value[]): Value[] {
  const sorted = [...values].sort(compare);
  return sorted.filter((value, index) => index === 0 || !isEqual(value, sorted[index - 1] ?? null));
}
