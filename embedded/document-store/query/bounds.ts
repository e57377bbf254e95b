import { complement, keyOf } from '../bson/key.ts';
import { distinctValues } from './tests.ts';
import { isNumeric, isRegex, RANK, rankOf, type Value } from '../bson/value.ts';
import { isNotANumber } from '../bson/number.ts';
import type { KeyPart } from '../storage/index-keys.ts';
import { successor } from '../storage/keys.ts';
import type { Filter, Test } from './filter.ts';

/** Keys of one part from `lower` on and before `upper`. */
export interface Interval {
  readonly lower: Buffer;
  readonly upper: Buffer;
  /** Exactly one value. */
  readonly isPoint: boolean;
}

/** Type bytes are less than 0xff, in both directions. */
export const EVERYTHING: Interval = { lower: Buffer.alloc(0), upper: Buffer.from([0xff]), isPoint: false };

/**
 * Intervals that hold every document meeting the conjuncts on this part's path, ascending in the part's direction.
 * Null when nothing bounds it. Of a multikey part only one conjunct may count: different elements can meet different ones.
 */
export function intervalsOf(
  part: KeyPart,
  conjuncts: readonly Filter[],
  isMultikey: boolean,
): Interval[] | null {
  const text = part.path.join('.');
  const bounded = conjuncts.flatMap((conjunct) => {
    if (conjunct.kind !== 'test' || conjunct.path.text !== text) return [];
    const intervals = intervalsOfTest(conjunct.test);
    return intervals === null ? [] : [intervals];
  });
  const [first, ...others] = bounded.sort((a, b) => rankOfIntervals(a) - rankOfIntervals(b));
  if (first === undefined) return null;
  const intervals = isMultikey ? first : others.reduce(intersect, first);
  return part.isDescending ? intervals.map(turned).reverse() : intervals;
}

/** Points before ranges, few before many. */
function rankOfIntervals(intervals: readonly Interval[]): number {
  return intervals.every(({ isPoint }) => isPoint) ? intervals.length : 1e6;
}

function intervalsOfTest({ operator, operand }: Test): Interval[] | null {
  switch (operator) {
    case '$eq':
      return isPointable(operand) ? [point(operand)] : null;
    case '$in':
      return Array.isArray(operand) && operand.every(isPointable) ? distinctValues(operand).map(point) : null;
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return isOrderable(operand) ? [range(operator, operand)] : null;
    default:
      return null;
  }
}

/** An array may equal a whole array or an element; a pattern in a list is no value. Those need the documents. */
function isPointable(value: Value): boolean {
  return !Array.isArray(value) && !isRegex(value);
}

function isOrderable(value: Value): boolean {
  const rank = rankOf(value);
  if (isNumeric(value) && isNotANumber(value)) return false;
  return rank !== RANK.array && rank !== RANK.minKey && rank !== RANK.maxKey;
}

function point(value: Value): Interval {
  const lower = keyOf(value);
  return { lower, upper: successor(lower), isPoint: true };
}

/** From the operand to the end of its type, or the other way. */
function range(operator: string, operand: Value): Interval {
  const key = keyOf(operand);
  const rank = rankOf(operand);
  switch (operator) {
    case '$gt':
      return { lower: successor(key), upper: Buffer.from([rank + 1]), isPoint: false };
    case '$gte':
      return { lower: key, upper: Buffer.from([rank + 1]), isPoint: false };
    case '$lt':
      return { lower: Buffer.from([rank]), upper: key, isPoint: false };
    default:
      return { lower: Buffer.from([rank]), upper: successor(key), isPoint: false };
  }
}

function intersect(left: readonly Interval[], right: readonly Interval[]): Interval[] {
  return left.flatMap((a) =>
    right.flatMap((b) => {
      const lower = Buffer.compare(a.lower, b.lower) > 0 ? a.lower : b.lower;
      const upper = Buffer.compare(a.upper, b.upper) < 0 ? a.upper : b.upper;
      return Buffer.compare(lower, upper) < 0 ? [{ lower, upper, isPoint: a.isPoint || b.isPoint }] : [];
    }),
  );
}

/** The interval among the complemented keys of a descending part. */
function turned({ lower, upper, isPoint }: Interval): Interval {
  return {
    lower: successor(complement(Buffer.from(upper))),
    upper: successor(complement(Buffer.from(lower))),
    isPoint,
  };
}
