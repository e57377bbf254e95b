import { Router } from 'express';
import { NotFoundError } from '../domain/errors.ts';
import type { RenditionsService } from '../services/renditions.ts';
import { isUnchanged } from './conditional.ts';
import { type Authenticate, actorOf } from './session.ts';

const NAME = /^([1-9]\d{0,4})\.webp$/;

/** `GET` and `HEAD /renditions/{file id}/{width}.webp` */
export function renditionsRouter(
  renditions: Pick<RenditionsService, 'open'>,
  authenticate: Authenticate,
): Router {
  const router = Router();
  router.get('/:fileId/:name', async (request, response) => {
    const actor = await actorOf(request, authenticate);
    const { fileId, name } = request.params;
    const width = NAME.exec(name)?.[1];
    if (width === undefined) throw new NotFoundError(`Rendition ${name.slice(0, 100)}`);
    const { webp, tag, isPublic } = await renditions.open(actor, fileId, Number(width));
    const etag = `"${tag}"`;
    response.set({
      ETag: etag,
      // Who may see an asset, and with which mark, can change at the same address.
      'Cache-Control': isPublic ? 'public, no-cache' : 'private, no-cache',
      ...(!isPublic && { Vary: 'Authorization, Cookie' }),
      'X-Content-Type-Options': 'nosniff',
    });
    if (isUnchanged(request, etag)) return void response.status(304).end();
    response.type('image/webp').send(Buffer.from(webp));
  });
  return router;
}
