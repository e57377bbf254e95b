import { outageOf, RefusedError, type StatedReason, StartingError, UnreachableError } from './errors.ts';
import { findStarting } from './starting.ts';

export interface Endpoint {
  /** Without a slash at its end. */
  readonly apiUrl: string;
  /** Null: by the page's own cookie, or as a guest. */
  readonly token?: string | null;
  /** The Safe that the key asks for as one of its owners. */
  readonly safe?: string | null;
  readonly signal?: AbortSignal;
}

export interface GraphqlBody {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What GraphQL answers; the server keeps to its schema, and nobody signs by it before checking `data`. */
interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: {
      readonly code?: string;
      readonly field?: string;
      readonly reasons?: readonly StatedReason[];
      readonly requestId?: string;
    };
  }[];
}

/**
 * Asks the platform's GraphQL endpoint once, and gives `data`: the only way that browser and command line ask.
 *
 * @throws RefusedError with the platform's code and field, UnreachableError when nobody answers, StartingError when it is too early,
 * and the signal's own error when it was aborted
 */
export async function postGraphql(body: GraphqlBody, endpoint: Endpoint): Promise<unknown> {
  const { status, text } = await send(JSON.stringify(body), endpoint);
  const { data, errors } = parse(status, text, endpoint.apiUrl);
  const [error] = errors ?? [];
  if (error === undefined) return data;
  const { code = 'INTERNAL', ...details } = error.extensions ?? {};
  throw new RefusedError(code, error.message, details);
}

async function send(
  body: string,
  { apiUrl, token = null, safe = null, signal }: Endpoint,
): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const response = await fetch(`${apiUrl}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(safe !== null && { 'x-lanran-safe': safe }),
      },
      body,
      credentials: token === null ? 'same-origin' : 'omit',
      ...(signal !== undefined && { signal }),
    });
    return { status: response.status, text: await response.text() };
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'AbortError') throw cause;
    throw new UnreachableError(apiUrl, cause);
  }
}

function parse(status: number, text: string, apiUrl: string): Answer {
  if (findStarting(status, text) !== null) throw new StartingError(apiUrl);
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== 'object' || answer === null) throw new TypeError('It is no object.');
    if (!('data' in answer) && !('errors' in answer && Array.isArray(answer.errors)))
      throw new TypeError('It has neither data nor errors.');
    // Of these two names, the server answers by GraphQL's own specification.
    return answer as Answer;
  } catch (cause) {
    // What a proxy says of a platform that is away.
    if (status >= 500) throw outageOf(apiUrl, status);
    throw unexpectedAnswer(apiUrl, quoted(text), cause);
  }
}

/** The beginning of an answer on one line: whoever wrote it, it holds nothing that a terminal obeys. */
export function quoted(text: string): string {
  return text
    .slice(0, 200)
    .replace(/[\s\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}

export function unexpectedAnswer(apiUrl: string, what: string, cause: unknown): RefusedError {
  return new RefusedError(
    'UNEXPECTED_ANSWER',
    `${apiUrl} answered what this version of lanran does not understand. Check the address. It said: ${what}`,
    { cause },
  );
}
