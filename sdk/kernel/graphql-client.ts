import { z } from 'zod';
import {
  isLostConnection,
  isRefusedConnection,
  repeatWhenLost,
} from '@lanran/protocol/kernel/lost-connection';
import { GatewayError, StartingError, UnreachableError } from './errors.ts';
import { type GraphqlBody, postGraphql, unexpectedAnswer } from './transport.ts';

const TIMEOUT_MS = 120_000;
/** Whoever is alive says so at once. */
const ALIVE_WITHIN_MS = 20_000;

export interface GraphqlRequest<T> {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Shape of `data`; an answer of another shape is refused. */
  readonly answer: z.ZodType<T>;
  /**
   * A mutation that is done once however often it is asked for. Like a query it is asked for again when the connection was lost;
   * where it takes longer than anybody waits, as publishing thousands of files does, for as long as the platform is alive.
   */
  readonly isRepeatable?: boolean;
}

/** Node has no page; ethers and URL want addresses that are whole. */
function pageOrigin(): string {
  const { location } = globalThis as { readonly location?: { readonly origin: string } };
  if (location === undefined) throw new TypeError('Outside a browser, name the address of the platform.');
  return location.origin;
}

/** Asks the platform's GraphQL endpoint, signed in or not: by a token, or without one by the page's own cookie. */
export class GraphqlClient {
  readonly apiUrl: string;
  readonly #token: string | null;
  /** The Safe that the key asks for as its owner. */
  readonly #safe: string | null;
  readonly #timeoutMs: number;
  #hasAnswered = false;

  /** `apiUrl` empty: the origin of the page. */
  constructor(
    apiUrl: string,
    token: string | null = null,
    safe: string | null = null,
    timeoutMs = TIMEOUT_MS,
  ) {
    this.apiUrl = (apiUrl === '' ? pageOrigin() : apiUrl).replace(/\/+$/, '');
    this.#token = token;
    this.#safe = safe;
    this.#timeoutMs = timeoutMs;
  }

  /** @throws RefusedError with the platform's code and field, UnreachableError when nobody answers, StartingError when it is too early */
  async request<T>({ query, variables = {}, answer, isRepeatable = false }: GraphqlRequest<T>): Promise<T> {
    const post = () => this.#post({ query, variables });
    const postAgain = () => repeatWhenLost(post, { isLost: (error) => this.#isLost(error) });
    const send = isRepeatable ? () => this.#patiently(postAgain) : isQuery(query) ? postAgain : post;
    const parsed = answer.safeParse(await send());
    if (!parsed.success) throw unexpectedAnswer(this.apiUrl, z.prettifyError(parsed.error), parsed.error);
    return parsed.data;
  }

  async #patiently<T>(post: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await post();
      } catch (error) {
        if (!(error instanceof UnreachableError && isTimeout(error.cause)) || !(await this.#isAlive()))
          throw error;
      }
    }
  }

  /** Where nobody ever answered, nobody is started again. */
  #isLost(error: unknown): boolean {
    if (error instanceof GatewayError) return true;
    return isLostConnection(error) && (this.#hasAnswered || !isRefusedConnection(error));
  }

  async #isAlive(): Promise<boolean> {
    try {
      const { ok } = await fetch(`${this.apiUrl}/healthz`, { signal: AbortSignal.timeout(ALIVE_WITHIN_MS) });
      return ok;
    } catch {
      return false;
    }
  }

  async #post(body: GraphqlBody): Promise<unknown> {
    const { apiUrl } = this;
    try {
      const signal = AbortSignal.timeout(this.#timeoutMs);
      const data = await postGraphql(body, { apiUrl, token: this.#token, safe: this.#safe, signal });
      this.#hasAnswered = true;
      return data;
    } catch (error) {
      if (!(error instanceof UnreachableError) || error instanceof StartingError) this.#hasAnswered = true;
      throw error;
    }
  }
}

function isQuery(document: string): boolean {
  return /^\s*(query\b|\{)/.test(document);
}

function isTimeout(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'TimeoutError';
}
