import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import { isDeliveryToken } from '../domain/delivery-token.ts';
import type { DeliveriesService } from '../services/deliveries.ts';
import type { Download, DownloadsService } from '../services/downloads.ts';
import { parseByteRange, type RequestedRange } from './byte-range.ts';
import { isUnchanged } from './conditional.ts';
import { type Authenticate, actorOf, bearerOf } from './session.ts';

export interface FilesRouterOptions {
  readonly downloads: Pick<DownloadsService, 'open'>;
  /** For machines, which have no session. */
  readonly deliveries: Pick<DeliveriesService, 'openFile'>;
  readonly authenticate: Authenticate;
}

/** `GET` and `HEAD /files/{id}`: originals, whole or in part (RFC 9110 §13–§14), by a session or a delivery token. */
export function filesRouter({ downloads, deliveries, authenticate }: FilesRouterOptions): Router {
  const router = Router();
  // Express answers HEAD by the handler of GET.
  router.get('/:fileId', async (request, response) => {
    const { fileId } = request.params;
    const token = bearerOf(request);
    const download =
      token !== null && isDeliveryToken(token)
        ? await deliveries.openFile(token, fileId)
        : await downloads.open(await actorOf(request, authenticate), fileId);
    describe(response, download);
    if (isUnchanged(request, etagOf(download.file.sha256))) return void response.status(304).end();
    await send(request, response, download);
  });
  return router;
}

/** Headers that hold for the whole file and for every part of it. */
function describe(response: Response, { file, isOpen }: Download): void {
  response.set({
    'Accept-Ranges': 'bytes',
    ETag: etagOf(file.sha256),
    'Cache-Control': isOpen ? 'public, no-cache' : 'private, no-cache',
    Vary: 'Authorization, Cookie',
    // Originals come from anyone: a browser must neither guess their type nor run them.
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
  });
  response.attachment(basename(file.path));
}

async function send(request: Request, response: Response, download: Download): Promise<void> {
  const range = rangeOf(request, download);
  const { bytes } = download.file;
  if (range.kind === 'unsatisfiable') {
    response.removeHeader('Content-Disposition');
    return void response.status(416).set('Content-Range', `bytes */${bytes}`).type('text/plain').end();
  }
  const { start, end } = range.kind === 'part' ? range : { start: 0, end: bytes };
  if (range.kind === 'part') response.status(206).set('Content-Range', `bytes ${start}-${end - 1}/${bytes}`);
  response.set('Content-Length', String(end - start));
  if (request.method === 'HEAD') return void response.end();

  const content = await download.read(range.kind === 'part' ? { start, end } : undefined);
  try {
    await pipeline(content, response);
  } catch (error) {
    // The reader went away: nobody is left to be told.
    if (isCode(error, 'ERR_STREAM_PREMATURE_CLOSE') && request.destroyed) return;
    throw error;
  }
}

/** The range asked for, unless If-Range names another state of the file (RFC 9110 §13.1.5). */
function rangeOf(request: Request, { file }: Download): RequestedRange {
  const condition = request.get('If-Range');
  if (condition !== undefined && condition !== etagOf(file.sha256)) return { kind: 'whole' };
  return parseByteRange(request.get('Range'), file.bytes);
}

function etagOf(sha256: string): string {
  return `"${sha256}"`;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
