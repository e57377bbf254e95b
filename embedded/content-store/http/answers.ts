import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ContentStoreError, systemErrorCode } from '../errors.ts';

/** Kubo answers 500 to most refusals and 400 to unusable requests (docs/core-api, "RPC API status codes"). */
const RPC_STATUS: Readonly<Record<string, number>> = {
  INVALID_INPUT: 400,
  UNSUPPORTED: 400,
  DECLARED_SIZE: 400,
  UNKNOWN_COMMAND: 404,
  NOT_AUTHORIZED: 401,
  FORBIDDEN: 403,
  STORAGE_FULL: 507,
};

const GATEWAY_STATUS: Readonly<Record<string, number>> = {
  INVALID_INPUT: 400,
  UNSUPPORTED: 400,
  NOT_AUTHORIZED: 401,
  BLOCK_NOT_FOUND: 404,
  PATH_NOT_FOUND: 404,
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

export function refusalOf(error: unknown, edge: 'rpc' | 'gateway'): Refusal {
  if (!(error instanceof ContentStoreError)) {
    return {
      status: 500,
      message: 'internal error; the log of the content store has the details',
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
  // The first value decides between an answer and an error.
  const iterator = lines();
  const first = await iterator.next();
  response.writeHead(200, { 'Content-Type': 'application/json', 'X-Chunked-Output': '1' });
  await pipeline(async function* () {
    if (first.done === true) return;
    yield first.value;
    yield* iterator;
  }, response).catch(ignoreDeparture);
}

/** Streams with back-pressure. A client that leaves is no error; a failing source ends the connection early. */
export async function sendStream(response: ServerResponse, source: Readable): Promise<void> {
  await pipeline(source, response).catch(ignoreDeparture);
}

function ignoreDeparture(error: unknown): void {
  const code = systemErrorCode(error);
  if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'EPIPE') return;
  throw error;
}
