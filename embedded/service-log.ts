import pino, { type DestinationStream, type Logger } from 'pino';

export interface ServiceLogOptions {
  /** The process, where several write to one log. */
  readonly name?: string;
  readonly level?: string;
  /** Standard error unless given. */
  readonly destination?: DestinationStream;
}

/** Causes of causes, and errors of one error, that are told. */
const MAX_DEPTH = 5;
const MAX_ERRORS = 10;

/**
 * The log of a process: lines of JSON. Of an error it has what it is called, says and where it was thrown, and the same of its causes; what a library
 * keeps beside that is never written: a database's driver keeps whole commands, with the salts and hashes of tokens in them.
 */
export function openServiceLog({ name, level = 'info', destination }: ServiceLogOptions = {}): Logger {
  return pino(
    {
      ...(name !== undefined && { name }),
      level,
      formatters: { log: withoutProperties },
      // Pino's own would look into what the formatter left.
      serializers: { err: (described: unknown) => described },
    },
    destination ?? pino.destination({ dest: 2, sync: true }),
  );
}

function withoutProperties(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) =>
      key === 'err' || value instanceof Error ? [key, describeError(value)] : [key, value],
    ),
  );
}

function describeError(error: unknown, depth = 1): object {
  if (!(error instanceof Error))
    return { message: typeof error === 'string' ? error : 'no error was thrown' };
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  const several = error instanceof AggregateError ? error.errors.slice(0, MAX_ERRORS) : [];
  const isTold = depth < MAX_DEPTH;
  return {
    type: name,
    message,
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    stack,
    ...(isTold && cause instanceof Error && { cause: describeError(cause, depth + 1) }),
    ...(isTold && several.length > 0 && { errors: several.map((one) => describeError(one, depth + 1)) }),
  };
}
