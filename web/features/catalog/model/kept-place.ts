/* Where a reader was in the endless list, so that a reload comes back there. */

const STORED_AT = 'lanran.catalog-place';
/** Farther down, finding the place again would take longer than the reader waits. */
const MAX_SHOWN = 240;

interface Place {
  /** Of the entry in the browser's history. */
  readonly key: string;
  readonly y: number;
  /** Assets that were there. */
  readonly shown: number;
}

/** The place that belongs to this entry of the history, if it is one worth finding. */
export function placeFor(
  key: string,
  { stored, isNewVisit }: { readonly stored: string | null; readonly isNewVisit: boolean },
): Place | null {
  const place = parsePlace(stored);
  if (place === null || place.key !== key || place.y <= 0 || place.shown > MAX_SHOWN) return null;
  // The first entry of every visit has the same key.
  return key === 'default' && isNewVisit ? null : place;
}

function parsePlace(stored: string | null): Place | null {
  try {
    const { key, y, shown } = JSON.parse(stored ?? 'null') as Record<string, unknown>;
    return typeof key === 'string' && typeof y === 'number' && typeof shown === 'number'
      ? { key, y, shown }
      : null;
  } catch {
    return null;
  }
}

/** Storage may be forbidden; then a reload begins at the top. */
export function readPlace(key: string): Place | null {
  const [visit] = performance.getEntriesByType('navigation');
  const isNewVisit = visit instanceof PerformanceNavigationTiming && visit.type === 'navigate';
  try {
    return placeFor(key, { stored: sessionStorage.getItem(STORED_AT), isNewVisit });
  } catch {
    return null;
  }
}

export function writePlace(place: Place): void {
  try {
    sessionStorage.setItem(STORED_AT, JSON.stringify(place));
  } catch {
    // Storage is off or full.
  }
}
