/** Two different places among `count`, in order, that nobody can foresee. */
export function pickWordPositions(count: number): readonly number[] {
  const [first = 0, second = 0] = crypto.getRandomValues(new Uint32Array(2));
  const one = first % count;
  const other = (one + 1 + (second % (count - 1))) % count;
  return one < other ? [one, other] : [other, one];
}
