import { compare, isEqual } from '../bson/compare.ts';
import { describe } from '../bson/describe.ts';
import { add } from '../bson/number.ts';
import {
  type Document,
  type Found,
  isDocument,
  isNumeric,
  isRegex,
  typeOf,
  type Value,
} from '../bson/value.ts';
import { ClientError, notSupported } from '../command-error.ts';
import { PUSH_MODIFIERS, UPDATE_OPERATORS } from '../mongodb-names.ts';
import { isOperators, matches, parseFilter } from '../query/filter.ts';
import type { Path } from '../query/path.ts';
import { findSlot, makeSlot } from './slot.ts';

/** One operator at one path, ready to change documents. */
export type Change = (document: Document) => void;

/** Parses an operator's operand. Throws for an unknown operator or a wrong operand. */
export function parseChange(operator: string, path: Path, operand: Value): Change {
  switch (operator) {
    case '$set':
    case '$setOnInsert':
      checkStorable(operand);
      return (document) => makeSlot(document, path).set(copyOf(operand));
    case '$unset':
      return (document) => findSlot(document, path)?.remove();
    case '$inc':
      return increment(path, operand);
    case '$min':
      checkStorable(operand);
      return replaceIf(path, operand, (order) => order < 0);
    case '$max':
      checkStorable(operand);
      return replaceIf(path, operand, (order) => order > 0);
    case '$push':
      return push(path, operand);
    case '$addToSet':
      return addToSet(path, operand);
    case '$pull':
      return pull(path, operand);
    default:
      throw UPDATE_OPERATORS.has(operator)
        ? notSupported(`The update operator ${operator}`, 'FailedToParse')
        : new ClientError(
            'FailedToParse',
            `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
          );
  }
}

/** Throws DollarPrefixedFieldName: such names would be read as operators later. */
export function checkStorable(value: Value): void {
  if (Array.isArray(value)) value.forEach(checkStorable);
  if (!isDocument(value)) return;
  for (const [name, field] of value) {
    if (name.startsWith('$') && !['$ref', '$id', '$db'].includes(name)) {
      throw notSupported(`The field name '${name}', which starts with $,`, 'DollarPrefixedFieldName');
    }
    checkStorable(field);
  }
}

/** One operand may enter many documents, which are then changed apart. */
function copyOf(value: Value): Value {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isDocument(value)) return value;
  return new Map([...value].map(([name, field]) => [name, copyOf(field)]));
}

function increment(path: Path, operand: Value): Change {
  if (!isNumeric(operand)) {
    throw new ClientError(
      'TypeMismatch',
      `Cannot increment with non-numeric argument: {${path.text}: ${describe(operand)}}`,
    );
  }
  return (document) => {
    const slot = makeSlot(document, path);
    const current = slot.get();
    if (current !== undefined && !isNumeric(current)) {
      throw new ClientError(
        'TypeMismatch',
        `Cannot apply $inc to a value of non-numeric type. {_id: ${describe(document.get('_id') ?? null)}} has the field '${path.text}' of non-numeric type ${typeOf(current)}`,
      );
    }
    slot.set(current === undefined ? operand : add(current, operand));
  };
}

function replaceIf(path: Path, operand: Value, isWanted: (order: number) => boolean): Change {
  return (document) => {
    const slot = makeSlot(document, path);
    const current = slot.get();
    if (current === undefined || isWanted(compare(operand, current))) slot.set(copyOf(operand));
  };
}

function push(path: Path, operand: Value): Change {
  const added = eachOf('$push', operand);
  return (document) => {
    const slot = makeSlot(document, path);
    slot.set([...arrayOf('$push', slot.get(), { path, document }), ...added.map(copyOf)]);
  };
}

function addToSet(path: Path, operand: Value): Change {
  const added = eachOf('$addToSet', operand);
  return (document) => {
    const slot = makeSlot(document, path);
    const array = [...arrayOf('$addToSet', slot.get(), { path, document })];
    for (const value of added) {
      if (!array.some((member) => isEqual(member, value))) array.push(copyOf(value));
    }
    slot.set(array);
  };
}

/** The values of `{$each: […]}`, or the one value. */
function eachOf(operator: string, operand: Value): readonly Value[] {
  if (!isDocument(operand) || !operand.has('$each')) {
    checkStorable(operand);
    return [operand];
  }
  const modifier = [...operand.keys()].find((name) => name !== '$each');
  if (modifier !== undefined) {
    throw operator === '$push' && PUSH_MODIFIERS.has(modifier)
      ? notSupported(`The modifier ${modifier} of $push`, 'BadValue')
      : new ClientError('BadValue', `Unrecognized clause in ${operator}: ${modifier}`);
  }
  const each = operand.get('$each');
  if (!Array.isArray(each))
    throw new ClientError('BadValue', `The argument to $each in ${operator} must be an array`);
  each.forEach(checkStorable);
  return each;
}

function arrayOf(
  operator: string,
  current: Found,
  { path, document }: { path: Path; document: Document },
): readonly Value[] {
  if (current === undefined) return [];
  if (Array.isArray(current)) return current;
  throw new ClientError(
    'BadValue',
    `The field '${path.text}' must be an array but is of type ${typeOf(current)} in document {_id: ${describe(document.get('_id') ?? null)}} (${operator})`,
  );
}

function pull(path: Path, operand: Value): Change {
  const isPulled = pullCondition(operand);
  return (document) => {
    const slot = findSlot(document, path);
    const current = slot?.get();
    if (slot === null || current === undefined) return;
    if (!Array.isArray(current))
      throw new ClientError('BadValue', `Cannot apply $pull to a non-array value: '${path.text}'`);
    slot.set(current.filter((member) => !isPulled(member)));
  };
}

/** Operators and patterns test each member; a document is a filter on members that are documents; else it is equality. */
function pullCondition(operand: Value): (member: Value) => boolean {
  if (isRegex(operand) || isOperators(operand)) {
    const filter = parseFilter(new Map([['member', operand]]));
    return (member) => matches(filter, new Map([['member', member]]));
  }
  if (isDocument(operand)) {
    const filter = parseFilter(operand);
    return (member) => isDocument(member) && matches(filter, member);
  }
  return (member) => isEqual(member, operand);
}
