import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { parseByteRange, type RequestedRange } from './byte-range.ts';

export interface RangedContent {
  readonly bytes: number;
  /** With its quotes. */
  readonly etag: string;
  /** `start` included, `end` excluded. */
  read(range?: { readonly start: number; readonly end: number }): Promise<Readable>;
  /** The same of a part that memory holds, in one or more pieces. */
  readPart?(range: { readonly start: number; readonly end: number }): Promise<readonly Buffer[]>;
}

/** Read before the first byte is sent: a stream costs more than such a part. */
const MOST_AT_ONCE = 1_048_576;

/** Sends it whole or in part, as is asked for (RFC 9110 §14). */
export async function sendRange(request: Request, response: Response, content: RangedContent): Promise<void> {
  const { bytes } = content;
  const range = rangeOf(request, content);
  if (range.kind === 'unsatisfiable') {
    response.removeHeader('Content-Disposition');
    return void response.status(416).set('Content-Range', `bytes */${bytes}`).type('text/plain').end();
  }
  const { start, end } = range.kind === 'part' ? range : { start: 0, end: bytes };
  if (range.kind === 'part') response.status(206).set('Content-Range', `bytes ${start}-${end - 1}/${bytes}`);
  response.set('Content-Length', String(end - start));
  if (request.method === 'HEAD') return void response.end();

  if (content.readPart !== undefined && end > start && end - start <= MOST_AT_ONCE) {
    for (const piece of await content.readPart({ start, end })) response.write(piece);
    return void response.end();
  }
  const readable = await content.read(range.kind === 'part' ? { start, end } : undefined);
  try {
    await pipeline(readable, response);
  } catch (error) {
    // The reader went away: nobody is left to be told.
    if (isCode(error, 'ERR_STREAM_PREMATURE_CLOSE') && request.destroyed) return;
    throw error;
  }
}

/** The range asked for, unless If-Range names another state (RFC 9110 §13.1.5). */
function rangeOf(request: Request, { bytes, etag }: RangedContent): RequestedRange {
  const condition = request.get('If-Range');
  if (condition !== undefined && condition !== etag) return { kind: 'whole' };
  return parseByteRange(request.get('Range'), bytes);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
