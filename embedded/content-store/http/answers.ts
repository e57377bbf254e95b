import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { ContentStoreError, systemErrorCode } from '../errors.ts';
import { written } from './written.ts';

/** Kubo answers 500 to most refusals and 400 to unusable requests (docs/core-api, "RPC API status codes"). */
const RPC_STATUS: Readonly<Record<string, number>> = {
  INVALID_INPUT: 400,
  UNSUPPORTED: 400,
  DECLARED_SIZE: 400,
  TOO_MANY_LEVELS: 400,
  UNKNOWN_COMMAND: 404,
  NOT_AUTHORIZED: 401,
  FORBIDDEN: 403,
  BUSY: 503,
  STORAGE_FULL: 507,
};

const GATEWAY_STATUS: Readonly<Record<string, number>> = {
  INVALID_INPUT: 400,
  UNSUPPORTED: 400,
  TOO_MANY_LEVELS: 400,
  NOT_AUTHORIZED: 401,
  BLOCK_NOT_FOUND: 404,
  PATH_NOT_FOUND: 404,
  NOT_CACHED: 412,
  BUSY: 503,
};

export class UnknownCommandError extends ContentStoreError {
  override readonly name = 'UnknownCommandError';
  readonly code = 'UNKNOWN_COMMAND';
  constructor(command: string) {
    super(
      `command "${command}" is not served by the embedded content store. Set IPFS_API_URL to a Kubo node to use all of Kubo's RPC.`,
    );
  }
}

export interface Refusal {
  status: number;
  message: string;
  /** False for a fault of our own, whose details stay in the log. */
  isExpected: boolean;
}

export function refusalOf(
  error: unknown,
  { edge, faultId }: { readonly edge: 'rpc' | 'gateway'; readonly faultId: string },
): Refusal {
  if (!(error instanceof ContentStoreError)) {
    return {
      status: 500,
      message: `internal error; the log of the content store has the details (faultId ${faultId})`,
      isExpected: false,
    };
  }
  const status = (edge === 'rpc' ? RPC_STATUS : GATEWAY_STATUS)[error.code] ?? 500;
  return { status, message: error.message, isExpected: error.code !== 'DAMAGED' };
}

/** Kubo's error shape: https://docs.ipfs.tech/reference/kubo/rpc/#http-status-codes. `Code` 1 is the client's fault. */
export function sendRpcError(response: ServerResponse, { status, message }: Refusal): void {
  const isClientFault = status < 500;
  sendJson(response, { Message: message, Code: isClientFault ? 1 : 0, Type: 'error' }, status);
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(`${text}\n`);
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  const json = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(json),
  });
  response.end(json);
}

/** Answers one JSON value a line, at the pace the client reads. */
export async function sendJsonLines(response: ServerResponse, values: AsyncIterable<unknown>): Promise<void> {
  const lines = async function* (): AsyncGenerator<string> {
    for await (const value of values) yield `${JSON.stringify(value)}\n`;
  };
  const head = { status: 200, headers: { 'Content-Type': 'application/json', 'X-Chunked-Output': '1' } };
  await sendPortions(response, head, lines());
}

export interface Head {
  status: number;
  headers: Readonly<Record<string, string | number>>;
}

type Portions = AsyncIterable<string | Uint8Array>;

/**
 * Streams with back-pressure. The first portion decides between an answer and an error, which is thrown; a source that fails later
 * ends the connection early, so that nobody takes the part for the whole. A client that leaves is no error.
 */
export async function sendPortions(response: ServerResponse, head: Head, source: Portions): Promise<void> {
  await sendFirst(response, head, source, (rest) => pipeline(rest, response));
}

/** As `sendPortions`; a portion was sent before the next is asked for, so that its memory may be used again. */
export async function sendOneByOne(response: ServerResponse, head: Head, source: Portions): Promise<void> {
  await sendFirst(response, head, source, async (rest) => {
    try {
      for await (const portion of rest) {
        if (response.destroyed) return;
        await written(response, portion);
      }
      response.end();
    } catch (error) {
      response.destroy();
      throw error;
    }
  });
}

async function sendFirst(
  response: ServerResponse,
  { status, headers }: Head,
  source: Portions,
  sendRest: (rest: Portions) => Promise<void>,
): Promise<void> {
  const portions = source[Symbol.asyncIterator]();
  try {
    const first = await portions.next();
    response.writeHead(status, headers);
    // On its way before a second can fail: cut off in the same turn, the client would be told nothing at all.
    if (first.done !== true) await written(response, first.value);
    const rest = async function* (): AsyncGenerator<string | Uint8Array> {
      for (let next = first; next.done !== true;) {
        next = await portions.next();
        if (next.done !== true) yield next.value;
      }
    };
    await sendRest(rest()).catch(ignoreDeparture);
  } finally {
    await portions.return?.();
  }
}

function ignoreDeparture(error: unknown): void {
  const code = systemErrorCode(error);
  if (
    code === 'ERR_STREAM_DESTROYED' ||
    code === 'ERR_STREAM_PREMATURE_CLOSE' ||
    code === 'ECONNRESET' ||
    code === 'EPIPE'
  )
    return;
  throw error;
}
