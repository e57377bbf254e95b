import { FOLDER_TEMPLATE, parseFolderTemplate } from '@lanran/protocol/binders/folders';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { type Request, type Response, Router } from 'express';
import { cutOffWhenRefused } from '../../platform/http/cut-off.ts';
import { NetworkTurns } from '../../platform/http/network-turns.ts';
import { sendPortions } from '../../platform/http/send-range.ts';
import { type Authenticate, actorOf } from '../../platform/http/session.ts';
import { BadInputError, NotFoundError } from '../../platform/kernel/errors.ts';
import { callerOf } from '../../platform/kernel/caller.ts';
import { type Binders, SCHEDULE_KINDS } from '../services/binders.ts';

export interface BindersRouterOptions {
  readonly binders: Pick<Binders, 'open' | 'schedule'>;
  readonly authenticate: Authenticate;
}

const MEDIA_TYPES = {
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
} as const;

/**
 * `GET` and `HEAD /binders/{list or order}.zip`, and `/binders/{list or order}/schedule.json`, `.csv`, `.pdf`, for members of the
 * licensee; `?folders=` names the folders by a template. One of a network at a time: to put many packages together takes memory.
 */
export function bindersRouter({ binders, authenticate }: BindersRouterOptions): Router {
  const router = Router();
  const turns = new NetworkTurns('requests for binders');
  router.get('/:name.zip', async (request, response) => {
    const actor = await actorOf(request, authenticate);
    const { network } = callerOf(request);
    const order = { name: request.params.name, template: templateIn(request) };
    const { filename, archive, requireOpen } = await turns.take(network, async () =>
      binders.open(actor, order),
    );
    response.attachment(filename);
    setPrivate(response);
    response.set({
      'Content-Type': archive.mediaType,
      'Content-Length': String(archive.bytes),
      'Accept-Ranges': 'none',
    });
    if (request.method === 'HEAD') return void response.end();
    cutOffWhenRefused(response, requireOpen);
    await sendPortions(archive.write(), response);
  });
  router.get('/:name/schedule.:kind', async (request, response) => {
    const { name } = request.params;
    const kind = SCHEDULE_KINDS.find((each) => each === request.params.kind);
    if (kind === undefined) throw new NotFoundError(`schedule.${request.params.kind.slice(0, 10)}`);
    const actor = await actorOf(request, authenticate);
    const content = await turns.take(callerOf(request).network, async () =>
      binders.schedule(actor, { name, kind, template: templateIn(request) }),
    );
    setPrivate(response);
    response.set('Content-Disposition', `inline; filename="schedule.${kind}"`);
    response.type(MEDIA_TYPES[kind]).send(Buffer.from(content));
  });
  return router;
}

function setPrivate(response: Response): void {
  response.set({
    'Cache-Control': 'private, no-store',
    Vary: 'Authorization, Cookie',
    'X-Content-Type-Options': 'nosniff',
  });
}

/** @throws BadInputError */
function templateIn({ query }: Request): string {
  const { folders } = query;
  if (folders === undefined) return FOLDER_TEMPLATE;
  if (typeof folders !== 'string') throw new BadInputError('folders', 'must come once.');
  try {
    return parseFolderTemplate(folders);
  } catch (error) {
    if (error instanceof FormatError)
      throw new BadInputError('folders', `${error.message.replace('folders: ', '')}.`);
    throw error;
  }
}
