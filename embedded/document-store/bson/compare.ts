import { compareNumbers } from './number.ts';
import { type CodeWithScope, type Document, isNumeric, rankOf, type Value, RANK, textOf } from './value.ts';
import type { Binary, Timestamp } from 'bson';

/** MongoDB's total order over all values: canonical type first, then value. Returns a negative number, 0 or a positive one. */
export function compare(a: Value, b: Value): number {
  const byType = rankOf(a) - rankOf(b);
  return byType === 0 ? compareSameRank(a, b) : byType;
}

export function isEqual(a: Value, b: Value): boolean {
  return compare(a, b) === 0;
}

/** Compares two values of one canonical type. */
export function compareSameRank(a: Value, b: Value): number {
  if (isNumeric(a) && isNumeric(b)) return compareNumbers(a, b);
  switch (rankOf(a)) {
    case RANK.string:
      return compareStrings(textOf(a) ?? '', textOf(b) ?? '');
    case RANK.object:
      return compareDocuments(a as Document, b as Document);
    case RANK.array:
      return compareArrays(a as Value[], b as Value[]);
    case RANK.binData:
      return compareBinaries(a as Binary, b as Binary);
    case RANK.bool:
      return Number(a) - Number(b);
    case RANK.date:
      return Number(a) - Number(b);
    case RANK.timestamp:
      return compareUnsigned(a as Timestamp, b as Timestamp);
    default:
      return compareRare(a, b);
  }
}

function compareRare(a: Value, b: Value): number {
  if (isTagged(a, 'ObjectId') && isTagged(b, 'ObjectId')) return Buffer.compare(a.id, b.id);
  if (isTagged(a, 'BSONRegExp') && isTagged(b, 'BSONRegExp')) {
    return compareStrings(a.pattern, b.pattern) || compareStrings(a.options, b.options);
  }
  if (isTagged(a, 'Code') && isTagged(b, 'Code')) return compareStrings(a.code, b.code);
  if (isTagged(a, 'CodeWithScope') && isTagged(b, 'CodeWithScope')) return compareScoped(a, b);
  // Null, MinKey and MaxKey have one value each.
  return 0;
}

type Tagged = Extract<Value, { _bsontype: string }>;

function isTagged<Tag extends Tagged['_bsontype']>(
  value: Value,
  tag: Tag,
): value is Extract<Tagged, { _bsontype: Tag }> {
  return typeof value === 'object' && value !== null && '_bsontype' in value && value._bsontype === tag;
}

/** By code point, which is the order of UTF-8 bytes; JavaScript's own order of UTF-16 units differs past U+D800. */
export function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rankOfUnit(left) - rankOfUnit(right);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points past U+FFFF, so they sort after all other units. */
function rankOfUnit(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** Field by field: type, then name, then value; of two documents where one goes on, that one is greater. */
function compareDocuments(a: Document, b: Document): number {
  const right = b.entries();
  for (const [name, value] of a) {
    const other = right.next();
    if (other.done === true) return 1;
    const [otherName, otherValue] = other.value;
    const order =
      rankOf(value) - rankOf(otherValue) ||
      compareStrings(name, otherName) ||
      compareSameRank(value, otherValue);
    if (order !== 0) return order;
  }
  return right.next().done === true ? 0 : -1;
}

function compareArrays(a: readonly Value[], b: readonly Value[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = compare(value, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Length, then subtype, then bytes. */
function compareBinaries(a: Binary, b: Binary): number {
  return (
    a.position - b.position ||
    a.sub_type - b.sub_type ||
    Buffer.compare(a.buffer.subarray(0, a.position), b.buffer.subarray(0, b.position))
  );
}

function compareUnsigned(a: Timestamp, b: Timestamp): number {
  return a.t - b.t || a.i - b.i;
}

function compareScoped(a: CodeWithScope, b: CodeWithScope): number {
  return compareStrings(a.code, b.code) || compareDocuments(a.scope, b.scope);
}
