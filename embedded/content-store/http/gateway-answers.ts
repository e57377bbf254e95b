import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendPortions, sendText } from './answers.ts';
import { matchesTag, rangeAsked } from './ranges.ts';

/** One request to the gateway and its answer. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

/** What is answered whole or in part. */
export interface Representation {
  /** Strong tag, in quotes. */
  tag: string;
  contentType: string;
  bytes: number;
  /** `length` bytes from `offset`, both within `bytes`. */
  read(offset: number, length: number): Promise<AsyncIterable<Uint8Array>>;
}

/** Tags the answer, and ends it with 304 if the client has that version. */
export function endsUnchanged({ request, response }: Exchange, tag: string): boolean {
  response.setHeader('ETag', tag);
  if (!matchesTag(request.headers['if-none-match'], tag.replace(/^W\//, ''))) return false;
  response.writeHead(304).end();
  return true;
}

/** Answers with all of it or the range asked for (RFC 9110 §14). */
export async function sendRepresentation(
  { request, response }: Exchange,
  { tag, contentType, bytes, read }: Representation,
): Promise<void> {
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('Content-Type', contentType);
  const range = rangeAsked(request.headers, { tag, bytes });
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${bytes}`);
    sendText(response, 416, `There are ${bytes} bytes; the range asked for lies outside.`);
    return;
  }
  const { offset, length } = range ?? { offset: 0, length: bytes };
  if (range !== null) response.setHeader('Content-Range', `bytes ${offset}-${offset + length - 1}/${bytes}`);
  const head = { status: range === null ? 200 : 206, headers: { 'Content-Length': length } };
  if (request.method === 'HEAD') response.writeHead(head.status, head.headers).end();
  else await sendPortions(response, head, await read(offset, length));
}

/** RFC 6266: to be saved under the name, in ASCII as it is and else in UTF-8. */
export function dispositionOf(name: string): string {
  if (/^[\w.-]+$/.test(name)) return `attachment; filename="${name}"`;
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `attachment; filename*=UTF-8''${encoded}`;
}
