import {
  decodeUploadBatch,
  MAX_BATCH_BODY_BYTES,
  UPLOAD_BATCH_TYPE,
} from '@lanran/protocol/files/upload-batch';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { type Request, Router } from 'express';
import { type Authenticate, actorOf } from '../../platform/http/session.ts';
import { BadInputError, LimitExceededError, SignInRequiredError } from '../../platform/kernel/errors.ts';
import type { BatchTarget, UploadBatches } from '../services/upload-batches.ts';
import { uploadBody } from './upload-body.ts';

/** A client that sends nothing for so long is gone. */
const IDLE_MS = 120_000;

export interface BatchRouterOptions {
  readonly batches: Pick<UploadBatches, 'receive'>;
  readonly authenticate: Authenticate;
}

/**
 * `POST /batch?draft=ID`, or `?organization=ID` for drafts that the files name: small files, many in one request
 * (protocol/files/upload-batch.ts). Answers what came of each.
 */
export function batchRouter({ batches, authenticate }: BatchRouterOptions): Router {
  const router = Router();
  router.post('/batch', async (request, response) => {
    const actor = await actorOf(request, authenticate);
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const target = targetOf(request);
    if (request.get('Content-Type') !== UPLOAD_BATCH_TYPE)
      throw new BadInputError('Content-Type', `must be ${UPLOAD_BATCH_TYPE}`);
    request.setTimeout(IDLE_MS, () => request.destroy());
    const outcomes = await batches.receive(actor, target, async () => parse(await readBody(request)));
    response.set('Cache-Control', 'no-store').json({
      files: outcomes.map(({ path, problem }) => ({ path, error: problem })),
    });
  });
  return router;
}

function targetOf({ query: { draft, organization } }: Request): BatchTarget {
  const isOne = (draft === undefined) !== (organization === undefined);
  if (isOne && typeof draft === 'string' && draft !== '') return { draftId: draft };
  if (isOne && typeof organization === 'string')
    return asInput('organization', () => ({ organizationId: parseOrganizationId(organization) }));
  throw new BadInputError(
    'draft',
    'name the draft the files are for, as ?draft=ID, or the organization of their drafts, as ?organization=ID',
  );
}

async function readBody(request: Request): Promise<Buffer> {
  const portions: Uint8Array[] = [];
  let bytes = 0;
  for await (const portion of uploadBody(request)) {
    bytes += portion.length;
    if (bytes > MAX_BATCH_BODY_BYTES)
      throw new LimitExceededError(
        `A request of files has at most ${MAX_BATCH_BODY_BYTES} bytes. Make several.`,
      );
    portions.push(portion);
  }
  request.setTimeout(0);
  return Buffer.concat(portions);
}

function parse(body: Uint8Array) {
  return asInput('body', () => decodeUploadBatch(body));
}

function asInput<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof FormatError) throw new BadInputError(field, error.message);
    throw error;
  }
}
