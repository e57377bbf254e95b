import { randomBytes } from 'node:crypto';
import { type DataStore, Server, type Upload } from '@tus/server';
import { type Request as HttpRequest, type Response as HttpResponse, Router } from 'express';
import type { Actor } from '../../platform/kernel/actor.ts';
import { BadInputError, SignInRequiredError } from '../../platform/kernel/errors.ts';
import {
  CHECKSUM_ALGORITHMS,
  parsePortionChecksum,
  type PortionChecksum,
} from '../domain/portion-checksum.ts';
import type { UploadsService } from '../services/uploads.ts';
import {
  answerTo,
  type ErrorAnswer,
  maskedAnswer,
  sendErrorAnswer,
} from '../../platform/http/error-answer.ts';
import { contextOf, type RequestContext } from '../../platform/http/request-context.ts';
import { type Authenticate, actorOf } from '../../platform/http/session.ts';
import {
  headerRefusal,
  methodOf,
  TAKEN_HEADERS,
  toWebRequest,
  TUS_VERSION,
  type TusRefusal,
} from './tus-request.ts';
import { uploadBody } from './upload-body.ts';
import { UploadLocks, type UploadLocksOptions } from './upload-locks.ts';

const UPLOAD_ID = /^\/?([0-9a-f]{32})$/;
/** A client that sends nothing for so long is gone. */
const IDLE_MS = 120_000;
const METHODS = new Set(['OPTIONS', 'POST', 'HEAD', 'PATCH', 'DELETE']);
const BODY_METHODS = new Set(['POST', 'PATCH']);

export interface UploadsRouterOptions {
  readonly uploads: UploadsService;
  /** Where the tus server writes: the staging area. */
  readonly store: UploadStore;
  readonly authenticate: Authenticate;
  readonly path: string;
  readonly maxFileBytes: number;
  /** Among the processes of the platform; this one is alone unless given. */
  readonly locks?: UploadLocksOptions['locks'];
}

export interface UploadStore extends DataStore {
  /** The same, for one portion: it keeps nothing of what does not have this checksum. */
  proving(checksum: PortionChecksum): DataStore;
}

/** What the tus server's hooks need to know of a request, which they see as a web Request alone. */
interface Caller extends RequestContext {
  readonly actor: Actor;
  /** What this request has put into a draft. */
  announced: { readonly uploadId: string; readonly draftId: string } | null;
  /** What to tell the client, once something failed. */
  failure: ErrorAnswer | null;
}

/** tus 1.0 uploads into drafts: core protocol, creation, creation-with-upload, termination, checksum, expiration (https://tus.io/protocols/resumable-upload). */
export function uploadsRouter(options: UploadsRouterOptions): Router {
  const callers = new WeakMap<Request, Caller>();
  const callerOf = (request: Request) => {
    const caller = callers.get(request);
    if (caller === undefined)
      throw new Error('The tus server saw a request that the router did not hand to it');
    return caller;
  };
  const locker = new UploadLocks({ locks: options.locks ?? null });
  const tus = createTusServer(options, { store: options.store, locker, callerOf });
  const tusFor = (checksum: PortionChecksum | null) => {
    if (checksum === null) return tus;
    return createTusServer(options, { store: options.store.proving(checksum), locker, callerOf });
  };
  const router = Router();
  router.all('/{:uploadId}', async (request, response, next) => {
    if (!METHODS.has(request.method)) {
      next();
      return;
    }
    const method = methodOf(request);
    const refusal = headerRefusal(request, method);
    if (refusal !== null) {
      refuse(response, refusal);
      return;
    }
    const actor = await actorOf(request, options.authenticate);
    if (actor.kind === 'anonymous' && method !== 'OPTIONS') throw new SignInRequiredError();
    const checksum = checksumOf(request, method);
    request.setTimeout(IDLE_MS, () => request.destroy());
    // Hashing a long file after its last byte is our silence, not the client's.
    request.once('end', () => request.setTimeout(0));
    const caller: Caller = { ...contextOf(response), actor, announced: null, failure: null };
    const body = BODY_METHODS.has(method) ? uploadBody(request) : null;
    const webRequest = toWebRequest(request, { mountPath: options.path, method, body });
    callers.set(webRequest, caller);
    await answerWith(response, await tusFor(checksum).handleWeb(webRequest), caller);
    if (body !== null) drain(request, body);
  });
  return router;
}

interface TusServerParts {
  readonly store: DataStore;
  readonly locker: UploadLocks;
  readonly callerOf: (request: Request) => Caller;
}

function createTusServer(
  { uploads, path, maxFileBytes }: UploadsRouterOptions,
  { store, locker, callerOf }: TusServerParts,
): Server {
  return new Server({
    path,
    datastore: store,
    locker,
    // Told to who asks; one that is longer is refused by name, with the limit (services/uploads.ts).
    maxSize: ({ method }) => (method === 'OPTIONS' ? maxFileBytes : 0),
    relativeLocation: true,
    // No foreign page uploads with a member's session.
    allowedOrigins: [],
    namingFunction: () => randomBytes(16).toString('hex'),
    getFileIdFromRequest: (_request, lastPath) => UPLOAD_ID.exec(lastPath ?? '')?.[1],
    async onUploadCreate(request, upload) {
      const caller = callerOf(request);
      const announcement = announcementOf(upload);
      await uploads.begin(caller.actor, announcement);
      const { uploadId, draftId } = announcement;
      if (draftId !== null) caller.announced = { uploadId, draftId };
      return {};
    },
    async onIncomingRequest(request, uploadId) {
      const { actor } = callerOf(request);
      if (request.method === 'POST') return;
      const { bytes, receivedBytes } = await uploads.get(actor, uploadId);
      if (request.method === 'DELETE') await uploads.withdraw(actor, uploadId);
      // The client whose last answer was lost asks where it stands: that ends the upload as the answer would have.
      if (request.method === 'HEAD' && receivedBytes === bytes) await uploads.finish(uploadId);
    },
    async onUploadFinish(_request, upload) {
      await uploads.finish(upload.id);
      // What arrived whole never expires, and may be where it belongs by now: the server need not look for it again.
      upload.creation_date = undefined;
      return {};
    },
    async onResponseError(request, error) {
      const caller = callerOf(request);
      const { requestId, log } = caller;
      const answer = isTusRefusal(error) ? tusRefusal(error, requestId) : answerTo(error, requestId);
      if (answer === null || answer.status >= 500) log.error({ err: error }, 'upload failed');
      // As when the disk took no more: what can't be gone on with takes no other file's place.
      if (caller.announced !== null) await uploads.abandonUnstaged(caller.announced);
      caller.failure = answer ?? maskedAnswer(requestId);
      return { status_code: caller.failure.status, body: '' };
    },
  });
}

/** @throws BadInputError for one that can't be checked */
function checksumOf(request: HttpRequest, method: string): PortionChecksum | null {
  const header = request.get('Upload-Checksum');
  return header === undefined || !BODY_METHODS.has(method) ? null : parsePortionChecksum(header);
}

function announcementOf({ id, size, metadata }: Upload) {
  const { draft = null, path = null, sha256 = null, ...unknown } = metadata ?? {};
  const [name] = Object.keys(unknown).filter((key) => !IGNORED_METADATA.has(key));
  if (name !== undefined)
    throw new BadInputError('Upload-Metadata', `${name} is unknown; draft, path and sha256 are known`);
  return { uploadId: id, draftId: draft, path, sha256, bytes: size ?? null };
}

/** What common tus clients send unasked. */
const IGNORED_METADATA = new Set(['filename', 'filetype', 'name', 'type', 'relativePath']);

/** The tus library throws plain objects and, for one that is too long, an Error of the same shape. */
function isTusRefusal(error: Error | TusRefusal): error is TusRefusal {
  return 'status_code' in error && typeof error.body === 'string';
}

/** What the tus protocol itself refuses, in our one shape of error. */
function tusRefusal({ status_code: status, body }: TusRefusal, requestId: string): ErrorAnswer {
  const reason = body.trim();
  const advice = TUS_ADVICE[reason];
  const message = advice === undefined ? reason : `${reason}: ${advice}`;
  return { status, body: { error: { code: TUS_CODES[status] ?? 'BAD_INPUT', message, requestId } } };
}

/** What to do about it, which the tus server does not say; by its own words. */
const TUS_ADVICE: Readonly<Record<string, string>> = {
  'Upload-Offset conflict': 'ask by HEAD how much has arrived, and send what follows.',
  "upload's size exceeded":
    'more was sent than Upload-Length announced. Has the file grown? End this upload with DELETE and announce it anew.',
  'Maximum size exceeded': 'the file is longer than the platform takes. Split it, then upload its parts.',
  'The file for this url was not found': 'announce the upload anew with POST.',
  'The file for this url no longer exists': 'it was given up or replaced. Announce it anew with POST.',
};

const TUS_CODES: Readonly<Record<number, string>> = {
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  410: 'NOT_FOUND',
  413: 'LIMIT_EXCEEDED',
  500: 'INTERNAL',
};

/** Reads what a refused upload still sends: a client that is cut off while it sends would miss the reason. */
function drain(request: HttpRequest, body: AsyncGenerator<Uint8Array>): void {
  body.return(undefined).then(
    () => request.resume(),
    // The client is gone.
    () => undefined,
  );
}

/** Answers a request that the tus server is not asked about: a client of another version must not be served (tus 1.0). */
function refuse(response: HttpResponse, refusal: TusRefusal): void {
  response.set('Tus-Resumable', TUS_VERSION);
  if (refusal.status_code === 412) response.set('Tus-Version', TUS_VERSION);
  sendErrorAnswer(response, tusRefusal(refusal, contextOf(response).requestId));
}

async function answerWith(response: HttpResponse, answer: Response, caller: Caller): Promise<void> {
  for (const [name, value] of answer.headers) if (!NOT_OURS.has(name)) response.set(name, value);
  if (answer.headers.has('Tus-Extension')) {
    response.set('Tus-Checksum-Algorithm', CHECKSUM_ALGORITHMS.join(','));
    response.set('Access-Control-Allow-Headers', TAKEN_HEADERS.join(', '));
  }
  if (caller.failure !== null) {
    sendErrorAnswer(response, caller.failure);
  } else if (answer.status >= 400) {
    sendErrorAnswer(
      response,
      tusRefusal({ status_code: answer.status, body: await answer.text() }, caller.requestId),
    );
  } else {
    response.status(answer.status).set('Cache-Control', 'no-store').end();
  }
}

/** Headers that describe the tus server's own message, or answers to pages of other origins, which get none to read. */
const NOT_OURS = new Set([
  'access-control-expose-headers',
  'connection',
  'content-length',
  'content-type',
  'transfer-encoding',
]);
