/** Whether everything chosen was on the list when the council said that it looked; what joins it later was not. */
export function isReviewed(looked: readonly string[] | null, chosen: readonly string[]): boolean {
  if (looked === null) return false;
  const seen = new Set(looked);
  return chosen.every((id) => seen.has(id));
}
