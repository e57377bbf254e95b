export const SCROLL_PLACES = 'lanran.scroll-places';

/**
 * A visit begins at the top. The router knows places by the key of the history's entry, and the first entry of every
 * visit has the same key: only a reload may find the place that was kept for it.
 */
export function forgetPlaceOfFormerVisit(): void {
  const [visit] = performance.getEntriesByType('navigation');
  if (!(visit instanceof PerformanceNavigationTiming) || visit.type !== 'navigate') return;
  try {
    const places = JSON.parse(sessionStorage.getItem(SCROLL_PLACES) ?? '{}') as Record<string, unknown>;
    delete places['default'];
    sessionStorage.setItem(SCROLL_PLACES, JSON.stringify(places));
  } catch {
    // Storage is forbidden, or not ours: then nothing is kept either.
  }
}
