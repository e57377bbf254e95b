import { type Request, type Response, Router } from 'express';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import type { FilmsService } from '../../files/services/films.ts';
import type { RenditionsService } from '../../files/services/renditions.ts';
import type { PictureTilesService } from '../../files/services/picture-tiles.ts';
import { isUnchanged } from '../../platform/http/conditional-request.ts';
import { RecentAnswers, VERDICT_KEPT_MS } from '../../platform/concurrency/recent-answers.ts';
import { cutOffWhenRefused } from '../../platform/http/cut-off.ts';
import { eachAlone } from '../../platform/concurrency/pieces.ts';
import { type RangedContent, sendRange } from '../../platform/http/send-range.ts';
import { type Authenticate, actorOf, presentReaderOf, sessionTokenOf } from '../../platform/http/session.ts';

const SIZE = /^([1-9]\d{0,4})\.webp$/;
const RETRY_TILES_SECONDS = 5;
const LEVEL = /^\d{1,2}$/;
const TILE = /^(\d{1,5})_(\d{1,5})\.webp$/;

export interface RenditionsRouterOptions {
  readonly renditions: Pick<RenditionsService, 'open'>;
  readonly tiles: Pick<PictureTilesService, 'describe' | 'read'>;
  readonly films: Pick<FilmsService, 'open'>;
  readonly authenticate: Authenticate;
}

/**
 * `GET` and `HEAD` below `/renditions/{file id}/`: `{size}.webp` (pixels of the long side) and `film.mp4` (with ranges) for whoever may see the asset; for whoever may have its originals
 * `tiles.json` (`{width, height, tileSize, levels}`, level 0 being one tile and the last all pixels) and
 * `tiles/{level}/{column}_{row}.webp`. While they are being made both are
 * answered 202 with `Retry-After`.
 */
export function renditionsRouter({
  renditions,
  tiles,
  films,
  authenticate,
}: RenditionsRouterOptions): Router {
  const router = Router();
  /** By session and film: a player asks for many parts. */
  const verdicts = new RecentAnswers<void>();
  router.get('/:fileId/tiles.json', async (request, response) => {
    const actor = await actorOf(request, authenticate);
    const described = await tiles.describe(actor, request.params.fileId);
    if (described === null) {
      sendBeingMade(response);
      return;
    }
    const { tag, isPublic, ...set } = described;
    if (isSentBefore(request, response, { tag, isPublic })) return;
    response.json(set);
  });
  router.get('/:fileId/tiles/:level/:tile', async (request, response) => {
    const actor = await actorOf(request, authenticate);
    const { fileId, level, tile } = request.params;
    const [, column, row] = TILE.exec(tile) ?? [];
    if (column === undefined || row === undefined || !LEVEL.test(level))
      throw new NotFoundError(`Tile ${level.slice(0, 20)}/${tile.slice(0, 20)}`);
    const place = { level: Number(level), column: Number(column), row: Number(row) };
    const read = await tiles.read(actor, fileId, place);
    if (read === null) {
      sendBeingMade(response);
      return;
    }
    const { webp, ...state } = read;
    if (isSentBefore(request, response, state)) return;
    response.type('image/webp').send(Buffer.from(webp));
  });
  router.get('/:fileId/film.mp4', async (request, response) => {
    const actor = await actorOf(request, authenticate);
    const { fileId } = request.params;
    const film = await films.open(actor, fileId);
    if (isSentBefore(request, response, film)) return;
    response.type('video/mp4').set('Accept-Ranges', 'bytes');
    const readPieces: RangedContent['readPieces'] = async (range) => eachAlone(await film.read(range));
    cutOffWhenRefused(response, () =>
      verdicts.find([sessionTokenOf(request), fileId].join(' '), VERDICT_KEPT_MS, async () => {
        await films.open(await presentReaderOf(request, authenticate), fileId);
      }),
    );
    await sendRange(request, response, { bytes: film.bytes, etag: `"${film.tag}"`, readPieces });
  });
  router.get('/:fileId/:name', async (request, response) => {
    const actor = await actorOf(request, authenticate);
    const { fileId, name } = request.params;
    const size = SIZE.exec(name)?.[1];
    if (size === undefined) throw new NotFoundError(`Rendition ${name.slice(0, 100)}`);
    const { webp, ...state } = await renditions.open(actor, fileId, Number(size));
    if (isSentBefore(request, response, state)) return;
    response.type('image/webp').send(Buffer.from(webp));
  });
  return router;
}

/** Neither there nor missing: a client that waits a little finds it. */
function sendBeingMade(response: Response): void {
  response.set({ 'Retry-After': String(RETRY_TILES_SECONDS), 'Cache-Control': 'no-store' });
  response.status(202).json({ isBeingMade: true });
}

/** Sets the headers of what is to be sent; ends the answer when the one who asks has it already. */
function isSentBefore(
  request: Request,
  response: Response,
  { tag, isPublic }: { readonly tag: string; readonly isPublic: boolean },
): boolean {
  const etag = `"${tag}"`;
  response.set({
    ETag: etag,
    // Who may see an asset, and with which mark, can change at the same address.
    'Cache-Control': isPublic ? 'public, no-cache' : 'private, no-cache',
    ...(!isPublic && { Vary: 'Authorization, Cookie' }),
    'X-Content-Type-Options': 'nosniff',
  });
  if (!isUnchanged(request, etag)) return false;
  response.status(304).end();
  return true;
}
