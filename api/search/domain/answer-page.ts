/** How many of an answer stand before a cursor; null is its beginning. */
export function placeAfter(cursor: string | null): number {
  return cursor === null ? 0 : Number(cursor);
}

/** The cursor after the one in this place, counted from 0. */
export function cursorOf(place: number): string {
  return (place + 1).toString();
}
