import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { DomainError } from '../domain/errors.ts';

/** Where unknown errors go before they are masked. */
export interface ErrorLog {
  error(fields: object, message: string): void;
}

/** Apollo's codes for what a client did wrong, in the platform's words. */
const CLIENT_FAULTS: Readonly<Record<string, string>> = {
  GRAPHQL_PARSE_FAILED: 'BAD_INPUT',
  GRAPHQL_VALIDATION_FAILED: 'BAD_INPUT',
  BAD_USER_INPUT: 'BAD_INPUT',
  BAD_REQUEST: 'BAD_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_INPUT',
  PERSISTED_QUERY_NOT_FOUND: 'BAD_INPUT',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_INPUT',
  LIMIT_EXCEEDED: 'LIMIT_EXCEEDED',
};

/** Statuses of what fails before any field is resolved. */
const EARLY_STATUS: Readonly<Record<string, number>> = { SIGN_IN_REQUIRED: 401, UNAVAILABLE: 503 };

/** GraphQL names the place of a wrong variable within the message only. */
const VARIABLE_PLACE = /^Variable "\$(\w+)" (?:got invalid value .* at "\1\.?([^"]*)"|.*)/s;

/** One error as the client sees it: `extensions.code` is stable, `extensions.field` names the input at fault. */
export function formatErrors(
  log: ErrorLog,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const cause = unwrapResolverError(error);
    if (cause instanceof DomainError) return ofDomain(formatted, cause);
    const code = CLIENT_FAULTS[String(formatted.extensions?.['code'])] ?? domainCode(formatted);
    if (code !== null) {
      const field = fieldOf(formatted.message);
      return {
        ...placeOf(formatted),
        message: formatted.message,
        extensions: { code, ...(field !== null && { field }) },
      };
    }
    log.error({ err: cause, path: formatted.path }, 'GraphQL request failed');
    const message =
      'Something went wrong on our side. Try again; if it stays, tell the operator the X-Request-Id of this answer.';
    return { ...placeOf(formatted), message, extensions: { code: 'INTERNAL' } };
  };
}

/** For what fails while the context is made: a GraphQL error with the domain's code and an HTTP status. */
export function toEarlyError(error: unknown): unknown {
  if (!(error instanceof DomainError)) return error;
  const status = EARLY_STATUS[error.code] ?? 400;
  return new GraphQLError(error.message, {
    originalError: error,
    extensions: { code: error.code, http: { status } },
  });
}

function ofDomain(
  formatted: GraphQLFormattedError,
  { code, message, field }: DomainError,
): GraphQLFormattedError {
  return { ...placeOf(formatted), message, extensions: { code, ...(field !== undefined && { field }) } };
}

function domainCode({ extensions }: GraphQLFormattedError): string | null {
  const code = String(extensions?.['code']);
  return code in EARLY_STATUS ? code : null;
}

function placeOf({
  path,
  locations,
}: GraphQLFormattedError): Pick<GraphQLFormattedError, 'path' | 'locations'> {
  return { ...(path !== undefined && { path }), ...(locations !== undefined && { locations }) };
}

function fieldOf(message: string): string | null {
  const [, variable, place] = VARIABLE_PLACE.exec(message) ?? [];
  if (variable === undefined) return null;
  return place === undefined || place === '' ? variable : `${variable}.${place}`;
}
