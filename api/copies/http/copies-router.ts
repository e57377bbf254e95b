import { posix } from 'node:path';
import { type Request, type Response, Router } from 'express';
import { isDeliveryToken } from '../../delivery/domain/delivery-token.ts';
import { type FindLicenseId, licenseIn } from '../../delivery/http/license-in.ts';
import { eachAlone } from '../../platform/concurrency/pieces.ts';
import { cutOffWhenRefused } from '../../platform/http/cut-off.ts';
import { isUnchanged } from '../../platform/http/conditional-request.ts';
import { sendRange } from '../../platform/http/send-range.ts';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import { type Authenticate, actorOf, bearerOf } from '../../platform/http/session.ts';
import { copyPath } from '../domain/copy.ts';
import type { CopiesService, CopyReader, CopyRequest } from '../services/copies.ts';

const RETRY_SECONDS = 5;

export interface CopiesRouterOptions {
  readonly copyReading: Pick<CopiesService, 'open' | 'requireOpen' | 'xmp'>;
  readonly authenticate: Authenticate;
  readonly findLicenseId: FindLicenseId;
}

/**
 * `GET` and `HEAD /copies/{license}/{file id}`, by the id or short number of the license: the copy that carries its origin, or the sidecar in its place, with ranges, by a
 * session or a delivery token; 202 with `Retry-After` while it is being made. `….xmp`: the rights as XMP, to stand beside it.
 */
export function copiesRouter({ copyReading, authenticate, findLicenseId }: CopiesRouterOptions): Router {
  const router = Router();
  const readerOf = async (request: Request): Promise<CopyReader> => {
    const token = bearerOf(request);
    if (token !== null && isDeliveryToken(token)) return { token };
    return { actor: await actorOf(request, authenticate) };
  };
  router.get('/:licenseId/:name', async (request, response) => {
    const { name } = request.params;
    const isXmp = name.endsWith('.xmp');
    const reader = await readerOf(request);
    const asked: CopyRequest = {
      licenseId: await licenseIn(request.params.licenseId, findLicenseId),
      fileId: isXmp ? name.slice(0, -'.xmp'.length) : name,
    };
    describe(response);
    if (isXmp) {
      const { copy, text } = await copyReading.xmp(reader, asked);
      response
        .attachment(`${posix.basename(copy.path)}.xmp`)
        .setHeader('Content-Type', 'application/rdf+xml');
      return void response.send(text);
    }
    const opened = await copyReading.open(reader, asked);
    if (opened === null) {
      response.set({ 'Retry-After': String(RETRY_SECONDS), 'Cache-Control': 'no-store' });
      return void response.status(202).json({ isBeingMade: true });
    }
    const { copy, made, bytes, read } = opened;
    const etag = `"${made.sha256}"`;
    response.set({ 'Accept-Ranges': 'bytes', ETag: etag, 'Lanran-Copy': made.form });
    if (isUnchanged(request, etag)) return void response.status(304).end();
    response.attachment(posix.basename(copyPath(copy.path, made.form)));
    response.setHeader('Content-Type', made.mediaType);
    cutOffWhenRefused(response, async () => copyReading.requireOpen(await readerOf(request), asked));
    await sendRange(request, response, {
      bytes,
      etag,
      readPieces: async (range) => eachAlone(await read(range)),
    });
    return undefined;
  });
  // No page stands under this address.
  router.use((request) => {
    throw new NotFoundError(`Copy ${request.baseUrl}${request.path}`);
  });
  return router;
}

function describe(response: Response): void {
  response.set({
    'Cache-Control': 'private, no-cache',
    Vary: 'Authorization, Cookie',
    // Files come from anyone: a browser must neither guess their type nor run them.
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
  });
}
