/** The platform counts no further where a page asks again and again (api/platform/kernel/page.ts): it stands for that many or more. */
const COUNTED_AT_MOST = 1_000;

export function isAtLeast(count: number): boolean {
  return count >= COUNTED_AT_MOST;
}
