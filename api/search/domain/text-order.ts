/** Orders texts by code points, as UTF-8 sorts them: the same in every engine. */
export function compareTexts(left: string, right: string): number {
  return left === right ? 0 : Buffer.compare(Buffer.from(left), Buffer.from(right));
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
