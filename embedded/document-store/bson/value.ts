import type {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';

/**
 * A document. A Map, because a JavaScript object moves integer-like names to the front, and BSON compares documents in
 * the order of their fields.
 */
export type Document = Map<string, Value>;

export type Numeric = Double | Int32 | Long | Decimal128;

/** JavaScript code with the variables it closes over; `bson` would keep the scope as a plain object. */
export class CodeWithScope {
  readonly _bsontype = 'CodeWithScope';
  constructor(
    readonly code: string,
    readonly scope: Document,
  ) {}
}

/** A BSON value with its type kept: numbers are Int32, Long, Double or Decimal128, never JavaScript numbers. */
export type Value =
  | Numeric
  | string
  | BSONSymbol
  | Document
  | Value[]
  | Binary
  | ObjectId
  | boolean
  | Date
  | null
  | BSONRegExp
  | Code
  | CodeWithScope
  | Timestamp
  | MinKey
  | MaxKey;

/** What a path finds: a value, or nothing. */
export type Found = Value | undefined;

/** Type names as `$type` takes them, in MongoDB's numbering. */
export const TYPE_NUMBERS = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
} as const;

export type TypeName = keyof typeof TYPE_NUMBERS;

const NAMES_BY_TAG = {
  Int32: 'int',
  Double: 'double',
  Long: 'long',
  Decimal128: 'decimal',
  BSONSymbol: 'symbol',
  Binary: 'binData',
  ObjectId: 'objectId',
  Timestamp: 'timestamp',
  BSONRegExp: 'regex',
  Code: 'javascript',
  CodeWithScope: 'javascriptWithScope',
  MinKey: 'minKey',
  MaxKey: 'maxKey',
} as const satisfies Record<string, TypeName>;

export function typeOf(value: Value): TypeName {
  if (typeof value === 'string') return 'string';
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'bool';
  if (value instanceof Map) return 'object';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  return NAMES_BY_TAG[value._bsontype];
}

/** Canonical types in MongoDB's sort order: numbers of all four types share one, strings and symbols too. */
export const RANK = {
  minKey: 1,
  /** An empty array where an index or a sort looks for its elements; before null. */
  emptyArray: 2,
  null: 3,
  number: 4,
  string: 5,
  object: 6,
  array: 7,
  binData: 8,
  objectId: 9,
  bool: 10,
  date: 11,
  timestamp: 12,
  regex: 13,
  javascript: 14,
  javascriptWithScope: 15,
  maxKey: 16,
} as const;

const RANK_BY_TYPE: Record<TypeName, number> = {
  ...RANK,
  double: RANK.number,
  int: RANK.number,
  long: RANK.number,
  decimal: RANK.number,
  symbol: RANK.string,
  undefined: RANK.null,
  dbPointer: RANK.objectId,
};

export function rankOf(value: Value): number {
  return RANK_BY_TYPE[typeOf(value)];
}

export function isDocument(value: Found): value is Document {
  return value instanceof Map;
}

export function isArray(value: Found): value is Value[] {
  return Array.isArray(value);
}

export function isNumeric(value: Found): value is Numeric {
  return value !== undefined && rankOf(value) === RANK.number;
}

/** The text of a string or symbol, which are alike in comparisons; null for anything else. */
export function textOf(value: Value): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'object' &&
    value !== null &&
    '_bsontype' in value &&
    value._bsontype === 'BSONSymbol'
    ? value.value
    : null;
}

export function isRegex(value: Found): value is BSONRegExp {
  return value !== undefined && typeOf(value) === 'regex';
}
