import { z } from 'zod';
import type { Logger } from '../../../platform/kernel/logger.ts';
import { IndexUnavailableError } from '../../ports/index-unavailable-error.ts';

/** How long a question may take. */
const ANSWER_WITHIN_MS = 2_000;
const OLDEST_MAJOR = 2;

export interface OpenSearchAddress {
  /** Without user and password, and without a slash at the end. */
  readonly url: string;
  /** Null where the server asks for none. */
  readonly login: { readonly user: string; readonly password: string } | null;
}

export interface OpenSearchClientOptions extends OpenSearchAddress {
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  readonly answerWithinMs?: number;
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With its query, from the server's root. */
  readonly path: string;
  /** An array is sent a line each. */
  readonly body?: object;
  readonly withinMs?: number;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const Product = z.object({
  version: z.object({ distribution: z.literal('opensearch'), number: z.string() }),
});
const Refusal = z.object({ error: z.object({ type: z.string() }) });

/** Speaks to OpenSearch by HTTP. What is not answered as expected is an IndexUnavailableError that says why, without what was asked. */
export class OpenSearchClient {
  readonly #options: OpenSearchClientOptions;
  #known: Promise<void> | null = null;
  #isAway = false;

  constructor(options: OpenSearchClientOptions) {
    this.#options = options;
  }

  /** @throws IndexUnavailableError unless it answers in time, with success or one of the other statuses */
  async call(call: Call, others: readonly number[] = []): Promise<Answer> {
    try {
      this.#known ??= this.#recognize();
      await this.#known.catch((error: unknown) => {
        this.#known = null;
        throw error;
      });
      const answer = await this.#send(call, others);
      this.#tell(null);
      return answer;
    } catch (error) {
      this.#tell(error);
      throw error;
    }
  }

  async #recognize(): Promise<void> {
    const { body } = await this.#send({ path: '/' }, []);
    const { data } = Product.safeParse(body);
    if (data === undefined || Number.parseInt(data.version.number, 10) < OLDEST_MAJOR)
      throw new IndexUnavailableError('What answers at SEARCH_URL is not OpenSearch 2 or later.');
  }

  async #send({ method = 'GET', path, body, withinMs }: Call, others: readonly number[]): Promise<Answer> {
    const within = withinMs ?? this.#options.answerWithinMs ?? ANSWER_WITHIN_MS;
    const { status, text } = await this.#fetch(path, within, {
      method,
      headers: { ...this.#authorization(), ...typeOf(body) },
      ...(body !== undefined && { body: written(body) }),
    });
    if (status === 401 || status === 403)
      throw new IndexUnavailableError(`OpenSearch refuses the user or password in SEARCH_URL (${status}).`);
    if (status === 429) throw new IndexUnavailableError('OpenSearch has too much to do (429).');
    const parsed = parse(text);
    if ((status >= 200 && status < 300) || others.includes(status)) return { status, body: parsed };
    const type = Refusal.safeParse(parsed).data?.error.type ?? 'no reason given';
    throw new IndexUnavailableError(`OpenSearch answers ${status} (${type}).`);
  }

  async #fetch(path: string, within: number, init: RequestInit) {
    try {
      const signal = AbortSignal.timeout(within);
      const response = await fetch(`${this.#options.url}${path}`, { ...init, signal, redirect: 'error' });
      return { status: response.status, text: await response.text() };
    } catch (cause) {
      if (cause instanceof Error && cause.name === 'TimeoutError')
        throw new IndexUnavailableError(`OpenSearch does not answer within ${within} ms.`);
      throw new IndexUnavailableError(`OpenSearch can't be reached: ${codeOf(cause)}.`);
    }
  }

  #authorization(): Record<string, string> {
    const { login } = this.#options;
    if (login === null) return {};
    const encoded = Buffer.from(`${login.user}:${login.password}`).toString('base64');
    return { authorization: `Basic ${encoded}` };
  }

  /** Once when it stops answering, and once when it answers again. */
  #tell(error: unknown): void {
    if (this.#isAway === (error !== null)) return;
    this.#isAway = error !== null;
    if (error === null) this.#options.logger.info({}, 'The search engine answers again.');
    else
      this.#options.logger.warn(
        { error },
        'The search engine does not answer: texts find nothing until it does.',
      );
  }
}

function written(body: object): string {
  return Array.isArray(body)
    ? body.map((line) => `${JSON.stringify(line)}\n`).join('')
    : JSON.stringify(body);
}

function typeOf(body: object | undefined): Record<string, string> {
  if (body === undefined) return {};
  return { 'content-type': Array.isArray(body) ? 'application/x-ndjson' : 'application/json' };
}

function parse(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    throw new IndexUnavailableError(
      'What answers at SEARCH_URL does not speak JSON, so it is not OpenSearch.',
    );
  }
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  return String(cause);
}
