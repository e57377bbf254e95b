const SURROGATE = /[\ud800-\udfff]/;

/** Orders texts by code points, as UTF-8 sorts them: the same in every engine. */
export function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  if (SURROGATE.test(left) || SURROGATE.test(right))
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
  return left < right ? -1 : 1;
}

/** The most frequent first; among equals by their keys. */
export function mostFirst<T>(
  counted: Iterable<{ readonly value: T; readonly count: number }>,
  keyOf: (value: T) => string,
): { readonly value: T; readonly count: number }[] {
  return [...counted].sort(
    (left, right) => right.count - left.count || compareTexts(keyOf(left.value), keyOf(right.value)),
  );
}
