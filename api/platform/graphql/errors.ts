import { randomUUID } from 'node:crypto';
import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerErrorCode, unwrapResolverError } from '@apollo/server/errors';
import { FormatError, ProtocolError } from '@lanran/protocol/kernel/errors';
import type { Refusal } from '@lanran/protocol/messages/refusals';
import type { ErrorRequestHandler, Response } from 'express';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { DomainError, type DomainErrorCode } from '../kernel/errors.ts';
import type { GraphqlContext } from './context.ts';

/** Where errors go that the operator has to know of. */
export interface ErrorLog {
  error(fields: object, message: string): void;
}

const MASKED: string = ApolloServerErrorCode.INTERNAL_SERVER_ERROR;

/** Statuses of what fails before any field is resolved; everything else a client did wrong is 400. */
const EARLY_STATUS: Readonly<Partial<Record<DomainErrorCode, number>>> = {
  SIGN_IN_REQUIRED: 401,
  LIMIT_EXCEEDED: 413,
  UNAVAILABLE: 503,
  STORAGE_FULL: 507,
};

/** Told to the client, but also of interest to the operator. */
const OF_THE_OPERATOR: ReadonlySet<DomainErrorCode> = new Set([
  'CHECKPOINT_REFUSED',
  'CONTENT_DAMAGED',
  'CONTENT_MISSING',
  'CONTENT_UNREADABLE',
  'STORAGE_FULL',
  'UNAVAILABLE',
]);

/** GraphQL names the place of a wrong variable within the message only. */
const VARIABLE_PLACE = /^Variable "\$(\w+)" (?:got invalid value .* at "\1\.?([^"]*)"|.*)/s;

/** GraphQL stops at 50 of them, and gives its word on it no code. */
const MORE_WRONG_VARIABLES = 'Too many errors processing variables';

/** The id under which the request is logged, made by the first middleware; our own where there is none. */
export function requestIdOf(response: Response): string {
  return response.get('X-Request-Id') ?? randomUUID();
}

/** Puts the request's id on each error: `formatErrors` sees no context. */
export const nameRequests: ApolloServerPlugin<GraphqlContext> = {
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, contextValue: { requestId } }) => {
      for (const error of errors) error.extensions['requestId'] = requestId;
    },
  }),
};

/**
 * One error as the client sees it: `extensions.code` is stable (DomainErrorCode, or GraphQL's own for a query that is wrong),
 * `extensions.field` names the input at fault, `extensions.reasons` why the contracts refused, in both languages. What no client may be told is logged and masked.
 */
export function formatErrors(
  log: ErrorLog,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const cause = unwrapResolverError(error);
    const named = formatted.extensions?.['requestId'];
    const requestId = typeof named === 'string' ? named : randomUUID();
    const answer = answerTo(cause, formatted);
    if (answer === null || isOfTheOperator(cause)) {
      log.error({ err: cause, requestId, path: formatted.path }, 'GraphQL request failed');
    }
    const { message, code, field, reasons } = answer ?? maskedAnswer(requestId);
    const extensions = {
      code,
      ...(field !== undefined && { field }),
      ...(reasons !== undefined && {
        reasons: reasons.map(({ code: reason, data, text }) => ({ code: reason, data, ...text })),
      }),
      requestId,
    };
    return { ...placeOf(formatted), message, extensions };
  };
}

/** For what fails while the context is made: a GraphQL error with the domain's code and an HTTP status. */
export function toEarlyError(error: unknown, requestId: string): unknown {
  if (error instanceof GraphQLError) error.extensions['requestId'] = requestId;
  if (!(error instanceof DomainError)) return error;
  const status = EARLY_STATUS[error.code] ?? 400;
  return new GraphQLError(error.message, {
    originalError: error,
    extensions: {
      code: error.code,
      ...(error.field !== undefined && { field: error.field }),
      requestId,
      http: { status },
    },
  });
}

/** Answers as GraphQL does when the body can't be read. Express knows it by its four parameters. */
export const answerUnreadable: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (!isUnreadableBody(error)) {
    next(error);
    return;
  }
  const isTooLarge = error.status === 413;
  const code = isTooLarge ? 'LIMIT_EXCEEDED' : 'BAD_INPUT';
  const message = isTooLarge
    ? 'The request is larger than 1 MB. Send files through /uploads, and ask in several queries.'
    : `The request can't be read: ${error.message}. Send JSON with \`query\` and \`variables\`.`;
  response
    .status(error.status)
    .json({ errors: [{ message, extensions: { code, requestId: requestIdOf(response) } }] });
};

interface Answer {
  readonly message: string;
  readonly code: string;
  readonly field?: string | undefined;
  readonly reasons?: readonly Refusal[] | undefined;
}

/** Null for what no client may be told. */
function answerTo(cause: unknown, formatted: GraphQLFormattedError): Answer | null {
  if (cause instanceof DomainError) return cause;
  if (cause instanceof FormatError) return { message: cause.message, code: 'BAD_INPUT', field: cause.field };
  if (cause instanceof ProtocolError) return { message: cause.message, code: 'BAD_INPUT' };
  if (cause instanceof GraphQLError && cause.message.startsWith(MORE_WRONG_VARIABLES))
    return { message: 'More variables are wrong than are named here.', code: 'BAD_USER_INPUT' };
  const code = formatted.extensions?.['code'];
  if (!(cause instanceof GraphQLError) || typeof code !== 'string' || code === MASKED) return null;
  const named = formatted.extensions?.['field'];
  if (typeof named === 'string') return { message: formatted.message, code, field: named };
  const [, variable, place = ''] = VARIABLE_PLACE.exec(formatted.message) ?? [];
  const field = place === '' ? variable : `${variable ?? ''}.${place}`;
  return { message: formatted.message, code, field };
}

function maskedAnswer(requestId: string): Answer {
  const message = `Something went wrong on our side. Try again; if it stays, tell the operator this request id: ${requestId}.`;
  return { message, code: MASKED };
}

function isOfTheOperator(cause: unknown): boolean {
  return cause instanceof DomainError && OF_THE_OPERATOR.has(cause.code);
}

function placeOf({
  path,
  locations,
}: GraphQLFormattedError): Pick<GraphQLFormattedError, 'path' | 'locations'> {
  return { ...(path !== undefined && { path }), ...(locations !== undefined && { locations }) };
}

/** What body parsers raise: http-errors with a status. */
function isUnreadableBody(error: unknown): error is Error & { readonly status: number } {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return false;
  return error.status >= 400 && error.status < 500;
}
