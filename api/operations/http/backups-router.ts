import { basename, dirname } from 'node:path';
import { Router } from 'express';
import type { BackupsService } from '../services/backups.ts';
import { type Authenticate, identify } from '../../platform/http/session.ts';

/** `GET /backups/{id}?ticket=…`: a backup's file, whole or in part, for the session that `fetchBackup` gave the ticket. */
export function backupsRouter(backups: BackupsService, authenticate: Authenticate): Router {
  const router = Router();
  router.get('/:id', async (request, response) => {
    const { actor, token: session } = await identify(request, authenticate);
    const { ticket } = request.query;
    const { id } = request.params;
    const path = await backups.fileOf(actor, id, {
      session,
      ticket: typeof ticket === 'string' ? ticket : null,
    });
    response.set({ 'Cache-Control': 'private, no-store', Vary: 'Authorization, Cookie' });
    response.attachment(`lanran-${id}${path.endsWith('.age') ? '.tar.age' : '.tar'}`);
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
