import { isEqual } from '../bson/compare.ts';
import { RANK, rankOf } from '../bson/value.ts';
import { conjunctsOf, type Filter, type Test } from './filter.ts';

/** Operators for which equal values are alike; `$type` tells a Double 5 from an Int32 5. */
const BY_VALUE: ReadonlySet<string> = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$in']);

/** Whether whatever meets the conjuncts surely meets the partial index's filter; when in doubt, false. */
export function isImplied(partial: Filter, conjuncts: readonly Filter[]): boolean {
  return conjunctsOf(partial).every((condition) => {
    if (condition.kind !== 'test') return false;
    return conjuncts.some(
      (known) =>
        known.kind === 'test' &&
        known.path.text === condition.path.text &&
        impliesTest(known.test, condition.test),
    );
  });
}

function impliesTest(known: Test, wanted: Test): boolean {
  if (known.operator === wanted.operator && isEqual(known.operand, wanted.operand)) return true;
  if (known.operator === '$eq' && isPlain(known) && BY_VALUE.has(wanted.operator))
    return wanted.isMatch(known.operand);
  if (known.operator === '$in') {
    const values = Array.isArray(known.operand) ? known.operand : [];
    return (
      values.length > 0 &&
      values.every((operand) => impliesTest({ ...known, operator: '$eq', operand }, wanted))
    );
  }
  return existsBy(known, wanted) || impliesRange(known, wanted);
}

/** A value that only a present field can meet. */
function isPlain({ operand }: Test): boolean {
  return ![RANK.null, RANK.array, RANK.minKey, RANK.maxKey].some((rank) => rank === rankOf(operand));
}

/** Any comparison but one with null holds only for a value that exists. */
function existsBy(known: Test, wanted: Test): boolean {
  return wanted.operator === '$exists' && known.operator !== '$in' && isPlain(known);
}

/** `$gt: 5` implies `$gt: 3` and `$gte: 5`. */
function impliesRange(known: Test, wanted: Test): boolean {
  const isUpward = known.operator === '$gt' || known.operator === '$gte';
  const isDownward = known.operator === '$lt' || known.operator === '$lte';
  const isSameWay =
    (isUpward && (wanted.operator === '$gt' || wanted.operator === '$gte')) ||
    (isDownward && (wanted.operator === '$lt' || wanted.operator === '$lte'));
  return isSameWay && isPlain(known) && wanted.isMatch(known.operand);
}
