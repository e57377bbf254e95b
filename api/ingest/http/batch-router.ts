import {
  type BatchLine,
  decodeBatchLine,
  endsBefore,
  MAX_BATCH_LINE_BYTES,
  noLine,
  UPLOAD_BATCH_TYPE,
} from '@lanran/protocol/files/upload-batch';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { type Request, Router } from 'express';
import { type Authenticate, actorOf } from '../../platform/http/session.ts';
import { BadInputError, SignInRequiredError } from '../../platform/kernel/errors.ts';
import { sharedBlocks } from '../domain/shared-blocks.ts';
import { type ArrivingFile, type BatchTarget, BrokenOffError } from '../services/file-batch.ts';
import type { UploadBatches } from '../services/upload-batches.ts';
import { UploadBody } from './upload-body.ts';

/** A client that sends nothing for so long is gone. */
const IDLE_MS = 120_000;

export interface BatchRouterOptions {
  readonly batches: Pick<UploadBatches, 'receive'>;
  readonly authenticate: Authenticate;
}

/**
 * `POST /batch?draft=ID`, or `?organization=ID` for drafts that the files name: many files in one request
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
    const outcomes = await batches.receive(actor, target, () => readFiles(request)).catch(unlessBrokenOff);
    if (outcomes === null) return;
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

/** One after the other: what is not read of a file is skipped before the next. @throws BadInputError, BrokenOffError */
async function* readFiles(request: Request): AsyncGenerator<ArrivingFile> {
  const body = new UploadBody(request);
  try {
    for (let number = 1; ; number++) {
      const text = await body.readLine(MAX_BATCH_LINE_BYTES);
      if (text === null) {
        requireWhole(request);
        if (body.isRead) break;
        throw new BadInputError('body', noLine(number).message);
      }
      const line = asInput('body', () => decodeBatchLine(text, number));
      const content = new FileContent(body, { request, line });
      yield { ...line, content };
      await content.skip();
    }
    request.setTimeout(0);
  } finally {
    body.leave();
  }
}

/** The bytes of one file. Who leaves them early leaves the rest to `skip`. */
class FileContent implements AsyncIterable<Uint8Array> {
  readonly #body: UploadBody;
  readonly #request: Request;
  readonly #line: BatchLine;
  #left: number;

  constructor(body: UploadBody, { request, line }: { readonly request: Request; readonly line: BatchLine }) {
    this.#body = body;
    this.#request = request;
    this.#line = line;
    this.#left = line.bytes;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return { next: () => this.#next() };
  }

  async skip(): Promise<void> {
    for await (const portion of this) sharedBlocks.giveBack(portion);
  }

  async #next(): Promise<IteratorResult<Uint8Array>> {
    if (this.#left === 0) return { done: true, value: undefined };
    const value = await this.#body.read(this.#left);
    if (value === null) {
      requireWhole(this.#request);
      throw new BadInputError('body', endsBefore(this.#line).message);
    }
    this.#left -= value.length;
    return { done: false, value };
  }
}

/** Nobody is there to be answered. */
function unlessBrokenOff(error: unknown): null {
  if (error instanceof BrokenOffError) return null;
  throw error;
}

/** @throws BrokenOffError */
function requireWhole(request: Request): void {
  if (!request.complete) throw new BrokenOffError();
}

function asInput<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof FormatError) throw new BadInputError(field, error.message);
    throw error;
  }
}
