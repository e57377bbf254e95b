/** In characters, as the platform counts them. */
export function lengthOf(text: string): number {
  return Array.from(text.normalize('NFC').trim()).length;
}
