import { basename } from 'node:path';
import { type Response, Router } from 'express';
import { isDeliveryToken } from '../domain/delivery-token.ts';
import type { DeliveriesService } from '../services/deliveries.ts';
import type { Download, DownloadsService } from '../services/downloads.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import { CredentialsRequiredError, NotFoundError } from '../../platform/kernel/errors.ts';
import { isOfAnother, isUnchanged } from '../../platform/http/conditional-request.ts';
import { RecentAnswers, VERDICT_KEPT_MS } from '../../platform/concurrency/recent-answers.ts';
import { cutOffWhenRefused } from '../../platform/http/cut-off.ts';
import { sendRange } from '../../platform/http/send-range.ts';
import {
  type Authenticate,
  actorOf,
  bearerOf,
  presentReaderOf,
  sessionTokenOf,
} from '../../platform/http/session.ts';

export interface FilesRouterOptions {
  readonly downloads: Pick<DownloadsService, 'open'>;
  /** For machines, which have no session. */
  readonly deliveries: Pick<DeliveriesService, 'openFile'>;
  readonly authenticate: Authenticate;
}

/** `GET` and `HEAD /files/{id}`: originals, whole or in part (RFC 9110 §13–§14), by a session or a delivery token. */
export function filesRouter({ downloads, deliveries, authenticate }: FilesRouterOptions): Router {
  const router = Router();
  /** By session and file: many parts of one file are one question. */
  const verdicts = new RecentAnswers<void>();
  // Who says nothing of themselves learns not even whether there is such a file.
  const openFor = async (actor: Actor, fileId: string) => {
    try {
      return await downloads.open(actor, fileId);
    } catch (error) {
      if (actor.kind === 'anonymous' && error instanceof NotFoundError) throw new CredentialsRequiredError();
      throw error;
    }
  };
  // Express answers HEAD by the handler of GET.
  router.get('/:fileId', async (request, response) => {
    const { fileId } = request.params;
    const bearer = bearerOf(request);
    const token = bearer !== null && isDeliveryToken(bearer) ? bearer : null;
    const download =
      token === null
        ? await openFor(await actorOf(request, authenticate), fileId)
        : await deliveries.openFile(token, fileId);
    describe(response, download);
    const { file, readPieces, readPart } = download;
    const etag = etagOf(file.sha256);
    if (isOfAnother(request, etag)) {
      response.removeHeader('Content-Disposition');
      return void response.status(412).type('text/plain').end();
    }
    if (isUnchanged(request, etag)) return void response.status(304).end();
    cutOffWhenRefused(response, async () => {
      if (token !== null) await deliveries.openFile(token, fileId, VERDICT_KEPT_MS);
      else
        await verdicts.find([sessionTokenOf(request), fileId].join(' '), VERDICT_KEPT_MS, async () => {
          await downloads.open(await presentReaderOf(request, authenticate), fileId);
        });
    });
    await sendRange(request, response, { bytes: file.bytes, etag, readPieces, readPart });
  });
  return router;
}

/** Headers that hold for the whole file and for every part of it. */
function describe(response: Response, { file, mediaType, isOpen }: Download): void {
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
  // After the name, from which a type would be guessed.
  response.setHeader('Content-Type', mediaType);
}

function etagOf(sha256: string): string {
  return `"${sha256}"`;
}
