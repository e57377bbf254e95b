import { Router } from 'express';
import type { MailboxesService } from '../services/mailboxes.ts';

/** `POST /unsubscribe/{key}`: one click in a mail program (RFC 8058). It has no session, and needs none; the body says nothing more. */
export function unsubscribeRouter(mailboxes: Pick<MailboxesService, 'unsubscribe'>): Router {
  const router = Router();
  router.post('/:key', async (request, response) => {
    await mailboxes.unsubscribe(request.params.key);
    response
      .status(200)
      .set('Cache-Control', 'no-store')
      .type('text/plain')
      .send('No more e-mail is sent.\n');
  });
  return router;
}
