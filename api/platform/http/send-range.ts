import type { Request, Response } from 'express';
import type { Portions } from '../concurrency/pieces.ts';
import { parseByteRange, type RequestedRange } from './byte-range.ts';

export interface RangedContent {
  readonly bytes: number;
  /** With its quotes. */
  readonly etag: string;
  /** `start` included, `end` excluded. */
  readPieces(range?: { readonly start: number; readonly end: number }): Promise<Portions>;
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
  await sendPortions(await content.readPieces(range.kind === 'part' ? { start, end } : undefined), response);
}

/** What comes together is written together: written one by one, each piece would be a call and a wake-up of the reader (measured). */
export async function sendPortions(portions: Portions, response: Response): Promise<void> {
  try {
    for await (const pieces of portions) {
      let isTaken = true;
      for (const piece of pieces) isTaken = response.write(piece);
      if (!isTaken) await untilTaken(response);
      // The reader went away: nobody is left to be told.
      if (response.destroyed) return;
    }
    response.end();
  } catch (error) {
    response.destroy();
    throw error;
  }
}

function untilTaken(response: Response): Promise<void> {
  if (response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      response.off('drain', end).off('close', end);
      resolve();
    };
    response.on('drain', end).on('close', end);
  });
}

/** The range asked for, unless If-Range names another state (RFC 9110 §13.1.5). */
function rangeOf(request: Request, { bytes, etag }: RangedContent): RequestedRange {
  const condition = request.get('If-Range');
  if (condition !== undefined && condition !== etag) return { kind: 'whole' };
  return parseByteRange(request.get('Range'), bytes);
}
