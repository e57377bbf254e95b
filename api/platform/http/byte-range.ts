export type RequestedRange =
  /** No range, or one that RFC 9110 lets a server pass over: answer with the whole file. */
  | { readonly kind: 'whole' }
  /** `start` included, `end` excluded. */
  | { readonly kind: 'part'; readonly start: number; readonly end: number }
  | { readonly kind: 'unsatisfiable' };

const WHOLE: RequestedRange = { kind: 'whole' };
const RANGE = /^bytes=(\d*)-(\d*)$/i;

/**
 * Reads a Range header (RFC 9110 §14.2) for a file of `size` bytes. Malformed ranges, other units and several ranges at
 * once are passed over.
 */
export function parseByteRange(header: string | undefined, size: number): RequestedRange {
  const [matched, first = '', last = ''] = RANGE.exec(header?.replaceAll(/[ \t]/g, '') ?? '') ?? [];
  if (matched === undefined || (first === '' && last === '')) return WHOLE;
  if (first === '') return suffix(Number(last), size);
  const start = Number(first);
  if (last !== '' && Number(last) < start) return WHOLE;
  if (start >= size) return { kind: 'unsatisfiable' };
  return { kind: 'part', start, end: last === '' ? size : Math.min(Number(last) + 1, size) };
}

function suffix(length: number, size: number): RequestedRange {
  if (length === 0 || size === 0) return { kind: 'unsatisfiable' };
  return { kind: 'part', start: Math.max(size - length, 0), end: size };
}
