/** Codes of what the store lost or holds altered, or what there is no key for: it does not come back by asking again. */
const LOST: readonly string[] = ['CONTENT_DAMAGED', 'CONTENT_MISSING', 'CONTENT_UNREADABLE'];

/** Whether a file was refused for what became of its stored copy. */
export function isLostContent(code: string): boolean {
  return LOST.includes(code);
}
