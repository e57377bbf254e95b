import type { IncomingHttpHeaders } from 'node:http';

/** First byte and how many. */
export interface ByteRange {
  offset: number;
  length: number;
}

/**
 * What a Range header asks of `bytes` bytes (RFC 9110 §14). `null` means to answer with everything: there is no header, it is
 * malformed, or it names several ranges, which a server may ignore.
 */
export function parseRange(header: string | undefined, bytes: number): ByteRange | 'unsatisfiable' | null {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  if (first === '') {
    const length = Math.min(Number(last), bytes);
    return length === 0 ? 'unsatisfiable' : { offset: bytes - length, length };
  }
  const offset = Number(first);
  const end = last === '' ? bytes - 1 : Number(last);
  if (last !== '' && end < offset) return null;
  if (offset >= bytes) return 'unsatisfiable';
  return { offset, length: Math.min(end, bytes - 1) - offset + 1 };
}

/** True if an `If-None-Match` or `If-Range` list holds the tag; `W/` is ignored, as weak comparison does. */
export function matchesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header
    .split(',')
    .some((listed) => listed.trim() === '*' || listed.trim().replace(/^W\//, '') === tag);
}

/** The range that a request asks of a representation with this strong tag; as {@link parseRange} says. */
export function rangeAsked(
  { range, 'if-range': ifRange }: IncomingHttpHeaders,
  { tag, bytes }: { tag: string; bytes: number },
): ByteRange | 'unsatisfiable' | null {
  // If-Range needs a strong match (RFC 9110 §13.1.5): a weak tag or a date never is one.
  const mayCut = ifRange === undefined || ifRange === tag;
  return mayCut ? parseRange(range, bytes) : null;
}
