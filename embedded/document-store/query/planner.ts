import { type Document, isDocument } from '../bson/value.ts';
import { ClientError, notSupported } from '../command-error.ts';
import {
  type Catalog,
  type CollectionDefinition,
  type IndexDefinition,
  partsOf,
} from '../storage/catalog.ts';
import type { Moment } from '../storage/engine.ts';
import type { KeyPart } from '../storage/index-keys.ts';
import { boundsRange } from '../storage/keys.ts';
import { EVERYTHING, type Interval, intervalsOf } from './bounds.ts';
import { conjunctsOf, type Filter } from './filter.ts';
import { isImplied } from './implication.ts';
import { isIndexStep } from './path.ts';

export interface KeyRange {
  readonly start: Buffer;
  readonly end: Buffer;
}

/** How documents are found: by an index's key ranges, in ascending order and disjoint, or by reading all. */
export type Plan =
  | { readonly kind: 'collection' }
  | {
      readonly kind: 'index';
      readonly index: IndexDefinition;
      readonly ranges: readonly KeyRange[];
      readonly isReverse: boolean;
      readonly isMultikey: readonly boolean[];
      /** Whether documents come in the order asked for, so that nothing has to be sorted. */
      readonly isSorted: boolean;
      /** Parts that the filter pins to single values. */
      readonly points: number;
      /** Whether a range bounds the part behind those. */
      readonly hasRange: boolean;
    };

export type IndexPlan = Extract<Plan, { kind: 'index' }>;

export interface Query {
  readonly filter: Filter;
  readonly sort: readonly KeyPart[];
}

/** More combinations of `$in` values than this are searched from the first to the last, and checked on the documents. */
const MAX_RANGES = 20_000;

/** Parses a sort such as `{a: 1, 'b.c': -1}`. Throws BadValue. */
export function parseSort(source: Document): KeyPart[] {
  for (const [path, direction] of source) {
    if (isDocument(direction)) throw notSupported(`The sort of '${path}' by $meta`, 'BadValue');
    const isDirection =
      direction !== null && typeof direction === 'object' && Math.abs(Number(direction)) === 1;
    if (!isDirection) throw new ClientError('BadValue', `The sort of '${path}' has to be 1 or -1.`);
    const steps = path.split('.');
    if (steps.some(isIndexStep))
      throw notSupported(`The sort path '${path}' with a number in it`, 'BadValue');
    const wrong = steps.find((step) => step.startsWith('$') || step === '');
    if (wrong !== undefined)
      throw new ClientError(
        'BadValue',
        `The sort path '${path}' has a part '${wrong}', which is no field name.`,
      );
  }
  return partsOf(source);
}

/** Every way to answer the query through an index, best guess first, and last the whole collection. */
export function plansFor(
  query: Query,
  collection: CollectionDefinition,
  { catalog, moment }: { catalog: Catalog; moment: Moment },
): Plan[] {
  const conjuncts = conjunctsOf(query.filter);
  const plans = collection.indexes.flatMap((index) => {
    if (!index.isReady || (index.partial !== null && !isImplied(index.partial, conjuncts))) return [];
    const isMultikey = index.parts.map((_, part) => catalog.isMultikey(index, part, moment));
    const plan = planOf(index, {
      query,
      conjuncts,
      isMultikey,
      isExact: !catalog.hasTruncatedKeys(index, moment),
    });
    return plan.points > 0 || plan.hasRange || plan.isSorted ? [plan] : [];
  });
  return [...plans.sort((a, b) => scoreOf(b) - scoreOf(a)), { kind: 'collection' }];
}

/** One document at most, then equality on many parts, then order, then a range behind the equalities. */
function scoreOf({ index, points, hasRange, isSorted }: IndexPlan): number {
  const isUniquePoint = index.isUnique && points === index.parts.length;
  return (isUniquePoint ? 1_000 : 0) + points * 3 + (isSorted ? 1.5 : 0) + (hasRange ? 1 : 0);
}

interface IndexContext {
  readonly query: Query;
  readonly conjuncts: readonly Filter[];
  readonly isMultikey: readonly boolean[];
  readonly isExact: boolean;
}

function planOf(index: IndexDefinition, { query, conjuncts, isMultikey, isExact }: IndexContext): IndexPlan {
  const bounds = boundsOf(index.parts, conjuncts, isMultikey);
  const points = leadingPoints(bounds);
  const order = isExact ? orderBy(index.parts, query.sort, { bounds, isMultikey }) : null;
  return {
    kind: 'index',
    index,
    ranges: rangesOf(index.id, bounds),
    isReverse: order === 'reverse',
    isMultikey,
    isSorted: query.sort.length > 0 && order !== null,
    points,
    hasRange: points < bounds.length && bounds[points] !== null,
  };
}

/** Of parts that go through one array only the first counts: a key is made of one element, and different elements can meet different conjuncts. */
function boundsOf(
  parts: readonly KeyPart[],
  conjuncts: readonly Filter[],
  isMultikey: readonly boolean[],
): (Interval[] | null)[] {
  const bounds: (Interval[] | null)[] = [];
  for (const [place, part] of parts.entries()) {
    const isOfArray = isMultikey[place] === true;
    const sharesArray = parts
      .slice(0, place)
      .some((other, at) => isMultikey[at] === true && bounds[at] !== null && other.path[0] === part.path[0]);
    bounds.push(isOfArray && sharesArray ? null : intervalsOf(part, conjuncts, isOfArray));
  }
  return bounds;
}

function leadingPoints(bounds: readonly (readonly Interval[] | null)[]): number {
  const end = bounds.findIndex((intervals) => intervals?.every(({ isPoint }) => isPoint) !== true);
  return end < 0 ? bounds.length : end;
}

/** Points of leading parts multiply; the first part that is a range ends the bounds. */
function rangesOf(indexId: number, bounds: readonly (readonly Interval[] | null)[]): KeyRange[] {
  let ranges: Interval[] = [{ lower: Buffer.alloc(0), upper: Buffer.alloc(0), isPoint: true }];
  for (const intervals of bounds) {
    const next = intervals ?? [EVERYTHING];
    if (ranges.length * next.length > MAX_RANGES) {
      ranges = extend(ranges, hullOf(next));
      break;
    }
    ranges = extend(ranges, next);
    if (!next.every(({ isPoint }) => isPoint)) break;
  }
  return ranges.map(({ lower, upper }) => boundsRange(indexId, lower, upper));
}

function hullOf(intervals: readonly Interval[]): Interval[] {
  const [first, last] = [intervals[0], intervals.at(-1)];
  return first === undefined || last === undefined
    ? []
    : [{ lower: first.lower, upper: last.upper, isPoint: false }];
}

function extend(prefixes: readonly Interval[], intervals: readonly Interval[]): Interval[] {
  return prefixes.flatMap((prefix) =>
    prefix.lower.length === 0
      ? intervals
      : intervals.map(({ lower, upper, isPoint }) => ({
          lower: Buffer.concat([prefix.lower, lower]),
          upper: Buffer.concat([prefix.lower, upper]),
          isPoint,
        })),
  );
}

interface Bounded {
  readonly bounds: readonly (readonly Interval[] | null)[];
  readonly isMultikey: readonly boolean[];
}

/** The direction in which the index yields this sort, or null when it does not. */
function orderBy(
  parts: readonly KeyPart[],
  sort: readonly KeyPart[],
  { bounds, isMultikey }: Bounded,
): 'forward' | 'reverse' | null {
  const isConstant = (part: number) => bounds[part]?.length === 1 && bounds[part][0]?.isPoint === true;
  const isBoundedArray = bounds.some((intervals, part) => intervals !== null && isMultikey[part] === true);
  let isReverse: boolean | null = null;
  let part = 0;
  for (const wanted of sort) {
    while (part < parts.length && !isSamePath(parts[part], wanted) && isConstant(part)) part += 1;
    const found = parts[part];
    if (found === undefined || !isSamePath(found, wanted)) return null;
    // The order of an array is that of its least element of all, which bounds may leave out.
    if (isMultikey[part] === true && isBoundedArray) return null;
    const isTurned = found.isDescending !== wanted.isDescending;
    if (!isConstant(part)) {
      if (isReverse !== null && isReverse !== isTurned) return null;
      isReverse = isTurned;
    }
    part += 1;
  }
  return isReverse === true ? 'reverse' : 'forward';
}

function isSamePath(part: KeyPart | undefined, wanted: KeyPart): boolean {
  return part?.path.join('.') === wanted.path.join('.');
}
