import { basename, dirname } from 'node:path';
import { Router } from 'express';
import type { BackupsService } from '../services/backups.ts';
import { type Authenticate, actorOf } from './session.ts';

/** `GET /backups/{id}`: a backup's file, whole or in part, for the operator and the accreditor. */
export function backupsRouter(backups: BackupsService, authenticate: Authenticate): Router {
  const router = Router();
  router.get('/:id', async (request, response) => {
    const actor = await actorOf(request, authenticate);
    const path = await backups.fileOf(actor, request.params.id);
    response.set({ 'Cache-Control': 'private, no-store', Vary: 'Authorization' });
    response.attachment(`lanran-${basename(path)}`);
    await new Promise<void>((resolve, reject) => {
      // The file's own name begins with no dot; its folder, such as .lanran, may.
      response.sendFile(basename(path), { root: dirname(path), cacheControl: false }, (error?: Error) => {
        // The reader went away, with nobody left to be told.
        if (error === undefined || request.destroyed || response.writableEnded) resolve();
        else reject(error);
      });
    });
  });
  return router;
}
