import { lookup as resolveName } from 'node:dns/promises';
import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Attempt } from '../domain/delivery.ts';
import { isPublicAddress } from '../domain/public-address.ts';
import type { WebhookCall, WebhookSender } from '../ports/webhook-sender.ts';

const ANSWER_WITHIN_MS = 10_000;
const READ_AT_MOST_BYTES = 1_024;
const NOT_PUBLIC =
  'The host is not on the public Internet: it has an address of this machine, of a private network, or of a special purpose. WEBHOOK_ALLOW_PRIVATE=true allows such hosts.';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

export interface HttpsWebhookSenderOptions {
  readonly allowsPrivate: boolean;
  /** Every address of a name. */
  readonly resolve?: (host: string) => Promise<readonly ResolvedAddress[]>;
  readonly answerWithinMs?: number;
}

/**
 * Resolves a name once for each call and connects to those addresses and no other, so that a name can't lead elsewhere after it
 * was looked at. Follows no redirect, uses no proxy, keeps no connection.
 */
export class HttpsWebhookSender implements WebhookSender {
  readonly #allowsPrivate: boolean;
  readonly #resolve: (host: string) => Promise<readonly ResolvedAddress[]>;
  readonly #answerWithinMs: number;

  constructor({ allowsPrivate, resolve, answerWithinMs }: HttpsWebhookSenderOptions) {
    this.#allowsPrivate = allowsPrivate;
    this.#resolve = resolve ?? ((host) => resolveName(host, { all: true, verbatim: true }));
    this.#answerWithinMs = answerWithinMs ?? ANSWER_WITHIN_MS;
  }

  async faultOf(url: URL): Promise<string | null> {
    try {
      await this.#addressesOf(url);
      return null;
    } catch (error) {
      return sentenceOf(error);
    }
  }

  async send(call: WebhookCall, signal: AbortSignal): Promise<Omit<Attempt, 'at'>> {
    const begun = performance.now();
    const deadline = AbortSignal.timeout(this.#answerWithinMs);
    const ended = (outcome: Pick<Attempt, 'status' | 'error'>) => ({
      ...outcome,
      durationMs: Math.round(performance.now() - begun),
    });
    try {
      const either = AbortSignal.any([signal, deadline]);
      const addresses = await orAborted(this.#addressesOf(call.url), either);
      const status = await post(call, { addresses, signal: either });
      return ended({ status, error: errorOfStatus(status) });
    } catch (error) {
      signal.throwIfAborted();
      const late = `No answer within ${this.#answerWithinMs / 1_000} s.`;
      return ended({ status: null, error: deadline.aborted ? late : sentenceOf(error) });
    }
  }

  /** One address that is not public makes the whole name one that is not. */
  async #addressesOf({ hostname }: URL): Promise<readonly ResolvedAddress[]> {
    const host = hostname.replace(/^\[(.*)\]$/, '$1');
    const family = isIP(host);
    const addresses = family === 0 ? await this.#resolve(host) : [{ address: host, family }];
    if (addresses.length === 0) throw new Error('The host has no address.');
    if (!this.#allowsPrivate && !addresses.every(({ address }) => isPublicAddress(address)))
      throw new Error(NOT_PUBLIC);
    return addresses;
  }
}

interface Connection {
  readonly addresses: readonly ResolvedAddress[];
  readonly signal: AbortSignal;
}

/** The status of the answer, once enough of it was read. */
async function post({ url, headers, body }: WebhookCall, { addresses, signal }: Connection): Promise<number> {
  const options: RequestOptions = {
    method: 'POST',
    agent: false,
    signal,
    lookup: lookupAmong(addresses),
    headers: {
      ...headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Lanran',
      connection: 'close',
    },
  };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    send(url, options, resolve).on('error', reject).end(body);
  });
  await readSome(response);
  return response.statusCode ?? 0;
}

/** Answers the addresses that were looked at, whatever is asked. */
function lookupAmong(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_host, { all }, answer) => {
    const [first] = addresses;
    if (all === true) answer(null, [...addresses]);
    else answer(null, first?.address ?? '', first?.family);
  };
}

async function readSome(response: IncomingMessage): Promise<void> {
  let bytes = 0;
  for await (const chunk of response) {
    bytes += (chunk as Buffer).length;
    // Leaving the loop ends the connection.
    if (bytes >= READ_AT_MOST_BYTES) break;
  }
}

function errorOfStatus(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400)
    return `The answer is a redirect (${status}), and redirects are not followed. Name the address that it leads to.`;
  return `The answer is ${status}.`;
}

async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  return Promise.race([work, aborted]);
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Of several addresses each has an error.
  const [first = error] = error instanceof AggregateError ? (error.errors as Error[]) : [];
  return (first.message.split('\n')[0] ?? '').slice(0, 300);
}
