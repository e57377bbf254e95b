import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Request, type RequestHandler, Router } from 'express';
import { uploadBody } from '../../ingest/http/upload-body.ts';
import { type Authenticate, actorOf } from '../../platform/http/session.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import { callerOf } from '../../platform/kernel/caller.ts';
import { BadInputError, TooManyRequestsError } from '../../platform/kernel/errors.ts';
import type { Limit } from '../../platform/kernel/limit.ts';
import type { RequestFile } from '../domain/request-file.ts';
import type { RequestFiles, Upload } from '../services/request-files.ts';

export interface RequestFilesRouterOptions {
  readonly requestFiles: Pick<RequestFiles, 'receive' | 'receiveForBatch' | 'open'>;
  /** Acts by keys of no organization, by network. */
  readonly strangerActs: Limit;
  readonly authenticate: Authenticate;
}

/**
 * `POST /requests/{id}/files?name=…` and `POST /requests/batches/{batch}/files?name=…`: the body is the file. `GET` and `HEAD
 * /requests/{id}/files/{fileId}`: the file, for the parties.
 */
export function requestFilesRouter({
  requestFiles,
  strangerActs,
  authenticate,
}: RequestFilesRouterOptions): Router {
  const router = Router();
  const receiver =
    (
      receive: (actor: Actor, place: string, upload: Upload) => Promise<RequestFile>,
    ): RequestHandler<{ place: string }> =>
    async (request, response) => {
      try {
        const actor = await actorOf(request, authenticate);
        await requireShare(actor, request, strangerActs);
        const file = await receive(actor, request.params.place, uploadOf(request));
        response
          .status(201)
          .set('Cache-Control', 'no-store')
          .json({ file: shown(file) });
      } finally {
        // A client that is cut off while it sends would miss the reason of a refusal.
        request.resume();
      }
    };
  router.post(
    '/batches/:place/files',
    receiver((...upload) => requestFiles.receiveForBatch(...upload)),
  );
  router.post(
    '/:place/files',
    receiver((...upload) => requestFiles.receive(...upload)),
  );
  // Express answers HEAD by the handler of GET.
  router.get('/:id/files/:fileId', async (request, response) => {
    const actor = await actorOf(request, authenticate);
    const { file, read } = await requestFiles.open(actor, request.params.id, request.params.fileId);
    response.set({
      'Cache-Control': 'private, no-store',
      Vary: 'Authorization, Cookie',
      // Files come from anyone: a browser must neither guess their type nor run them.
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Content-Length': String(file.bytes),
    });
    response.attachment(file.name);
    // After the name, from which a type would be guessed.
    response.setHeader('Content-Type', typeOf(file));
    if (request.method === 'HEAD') return void response.end();
    const content = await read();
    await pipeline(Readable.from(content, { objectMode: false }), response).catch((error: unknown) => {
      // The reader went away: nobody is left to be told.
      if (!request.destroyed) throw error;
    });
  });
  return router;
}

async function requireShare(actor: Actor, request: Request, strangerActs: Limit): Promise<void> {
  if (actor.kind === 'anonymous' || actor.memberships.length > 0) return;
  if (await strangerActs.take(callerOf(request).network)) return;
  throw new TooManyRequestsError(
    'Too many acts by keys of no organization came from your network. Wait some minutes, then go on.',
  );
}

function uploadOf(request: Request): Upload {
  const { name } = request.query;
  const announced = request.get('Content-Length');
  return {
    name: typeof name === 'string' ? name : null,
    bytes: announced === undefined ? null : Number(announced),
    content: wholeBody(request),
  };
}

/** @throws BadInputError when the connection breaks before the end */
async function* wholeBody(request: Request): AsyncGenerator<Uint8Array> {
  yield* uploadBody(request);
  if (!request.complete)
    throw new BadInputError('file', 'was cut off on its way, and nothing of it was kept. Send it again.');
}

function typeOf({ mediaType }: RequestFile): string {
  return mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType;
}

function shown({ id, name, mediaType, bytes: size, sha256 }: RequestFile) {
  return { id, name, mediaType, size, sha256 };
}
