import type { ErrorRequestHandler, Response } from 'express';
import { type ByteLimit, DomainError, type DomainErrorCode, TooManyRequestsError } from '../kernel/errors.ts';
import { contextOf } from './request-context.ts';

/** RFC 6585 §4 */
const TOO_MANY_REQUESTS = 429;

/** The one table from codes to statuses (RFC 9110 §15; 507 from RFC 4918, 460 from tus 1.0's checksum extension). */
const STATUS: Readonly<Record<DomainErrorCode, number>> = {
  ANSWER_IMPOSSIBLE: 422,
  BAD_INPUT: 400,
  BAD_SIGNATURE: 400,
  VERSION_UNKNOWN: 422,
  VERSION_OF_ANOTHER_ASSET: 422,
  VERSION_NOT_LICENSED: 403,
  LICENSE_WITHOUT_VERSION: 403,
  TERMS_OLD_FORMAT: 422,
  SIGN_IN_REQUIRED: 401,
  DELIVERY_TOKEN_REFUSED: 401,
  CROSS_SITE: 403,
  FORBIDDEN: 403,
  ASSET_RESTRICTED: 403,
  ORGANIZATION_SUSPENDED: 403,
  NOT_FOUND: 404,
  BATCHES_UNKNOWN: 409,
  CONFLICT: 409,
  COPY_NOT_YET: 409,
  NONCE_USED: 409,
  STALE_STATEMENT: 409,
  TAKE_DOWN_LEAVES_LICENSES: 409,
  TAKEN_DOWN: 410,
  LIMIT_EXCEEDED: 413,
  QUOTA_EXCEEDED: 413,
  COMMUNITY_REASON_REQUIRED: 422,
  CONTENT_MISMATCH: 422,
  HELD_FOR_COMMUNITY: 422,
  LEDGER_REFUSED: 422,
  CHECKSUM_MISMATCH: 460,
  CHECKPOINT_REFUSED: 500,
  CONTENT_DAMAGED: 502,
  CONTENT_MISSING: 502,
  CONTENT_UNREADABLE: 502,
  SEARCH_NOT_READY: 503,
  UNAVAILABLE: 503,
  STORAGE_FULL: 507,
};

export interface ErrorAnswer {
  readonly status: number;
  readonly body: {
    readonly error: {
      readonly code: string;
      readonly message: string;
      readonly field?: string;
      readonly limit?: ByteLimit;
      /** The same in both languages, where there is more to say than the message. */
      readonly reasons?: readonly { readonly code: string; readonly en: string; readonly zh: string }[];
      readonly requestId: string;
    };
  };
}

/** What a client is told; null for what no client may be told (logged and masked then). */
export function answerTo(error: unknown, requestId: string): ErrorAnswer | null {
  if (error instanceof DomainError) {
    const { code, message, field, limit, reasons } = error;
    const known = {
      ...(field !== undefined && { field }),
      ...(limit !== undefined && { limit }),
      ...(reasons !== undefined && {
        reasons: reasons.map(({ code: reason, text }) => ({ code: reason, ...text })),
      }),
    };
    const status = error instanceof TooManyRequestsError ? TOO_MANY_REQUESTS : STATUS[code];
    return { status, body: { error: { code, message, ...known, requestId } } };
  }
  if (isClientFault(error)) {
    const code = error.status === 413 ? 'LIMIT_EXCEEDED' : 'BAD_INPUT';
    return { status: error.status, body: { error: { code, message: error.message, requestId } } };
  }
  return null;
}

export function maskedAnswer(requestId: string): ErrorAnswer {
  const message = `Something went wrong on our side. Try again; if it stays, tell the operator this request id: ${requestId}.`;
  return { status: 500, body: { error: { code: 'INTERNAL', message, requestId } } };
}

/** The last middleware: every error becomes one JSON answer. Express knows it by its four parameters. */
// eslint-disable-next-line @typescript-eslint/no-unused-vars
export const answerErrors: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const { requestId, log } = contextOf(response);
  const answer = answerTo(error, requestId);
  if (answer === null || answer.status >= 500) log.error({ err: error }, 'request failed');
  // Once the body is under way only a broken connection can say that it is incomplete.
  if (response.headersSent) response.destroy();
  else sendErrorAnswer(response, answer ?? maskedAnswer(requestId));
};

/** Headers of the representation that could not be sent. */
const OF_A_SUCCESS = [
  'Accept-Ranges',
  'Content-Disposition',
  'Content-Length',
  'Content-Range',
  'Content-Type',
  'ETag',
];

export function sendErrorAnswer(response: Response, { status, body }: ErrorAnswer): void {
  for (const name of OF_A_SUCCESS) response.removeHeader(name);
  if (status === 401) response.set('WWW-Authenticate', 'Bearer');
  if (status === 503) response.set('Retry-After', '5');
  if (status === TOO_MANY_REQUESTS) response.set('Retry-After', '60');
  response.status(status).set('Cache-Control', 'no-store').json(body);
}

/** Errors that Express and its parsers raise about a request: http-errors with `expose`. */
function isClientFault(error: unknown): error is Error & { status: number } {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return false;
  return error.status >= 400 && error.status < 500;
}
