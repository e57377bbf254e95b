import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createHttpServer } from '../http-server.ts';
import { newFaultId } from '../fault-id.ts';
import type { Caller } from './caller.ts';
import { accessRefusal, type AccessRules, laneOf } from './http-access.ts';
import {
  errorReply,
  isArray,
  parseRequest,
  requestId,
  RPC_CODE,
  RpcError,
  successReply,
  type RpcReply,
  type RpcRequest,
} from './json-rpc.ts';
import { runsCode } from './methods.ts';

export interface RpcServerOptions {
  readonly access: AccessRules;
  readonly request: (method: string, params: readonly unknown[], caller: Caller) => Promise<unknown>;
  /** Told of errors that are not the caller's; the caller sees none of their text. */
  readonly onInternalError: (
    error: unknown,
    place: { readonly method: string; readonly faultId: string },
  ) => void;
}

const MAX_BODY_BYTES = 2 * 1_048_576;
const MAX_BATCH = 1_000;
/** Calls and estimates in one batch of a guest. */
const MAX_GUEST_CALLS = 32;
const REQUEST_TIMEOUT_MS = 30_000;
const MAX_REPLY_CHARACTERS = 32 * 1_048_576;

/** JSON-RPC 2.0 over HTTP POST, single and batch. */
export function createRpcServer(options: RpcServerOptions): Server {
  return createHttpServer(REQUEST_TIMEOUT_MS, (request, response) => {
    serve(request, response, options).catch((error: unknown) => {
      options.onInternalError(error, { method: 'HTTP', faultId: newFaultId() });
      response.destroy();
    });
  });
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  options: RpcServerOptions,
): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST');
    answer(response, 405, [
      errorReply(null, new RpcError(RPC_CODE.invalidRequest, 'Send JSON-RPC requests by POST.')),
    ]);
    return;
  }
  const signal = abortedOnClose(response);
  const refusal = accessRefusal(request.headers, options.access);
  if (refusal !== null) {
    if (refusal.status === 401) response.setHeader('www-authenticate', 'Bearer');
    response.setHeader('connection', 'close');
    answer(response, refusal.status, [errorReply(null, refusal.error)]);
    return;
  }
  const text = await readBody(request);
  if (text === null) {
    response.setHeader('connection', 'close');
    const message = `The request has more than ${MAX_BODY_BYTES} bytes. Split it.`;
    answer(response, 413, [errorReply(null, new RpcError(RPC_CODE.limitExceeded, message))]);
    return;
  }
  const body = parseJson(text);
  if (body === undefined) {
    answer(response, 400, [errorReply(null, new RpcError(RPC_CODE.parse, 'The request is not JSON.'))]);
    return;
  }
  const caller: Caller = { lane: laneOf(request.headers, options.access), signal };
  if (!isArray(body)) {
    const reply = await execute(body, options, caller);
    answer(response, 200, reply === null ? [] : [reply]);
    return;
  }
  if (body.length === 0 || body.length > MAX_BATCH) {
    const message = `A batch has 1 to ${MAX_BATCH} requests, this one ${body.length}.`;
    answer(response, 200, [errorReply(null, new RpcError(RPC_CODE.invalidRequest, message))]);
    return;
  }
  answerBatch(response, await executeBatch(body, options, caller));
}

/** Null when it is longer than allowed; the rest is then read and dropped, so that the sender hears why. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return length <= MAX_BODY_BYTES ? Buffer.concat(chunks).toString() : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function abortedOnClose(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}

/** Replies keep the order of the requests. */
async function executeBatch(
  requests: readonly unknown[],
  options: RpcServerOptions,
  caller: Caller,
): Promise<string[]> {
  let characters = 0;
  const executeToText = async (request: unknown) => {
    const reply = await execute(request, options, caller);
    if (reply === null) return null;
    const text = JSON.stringify(reply);
    characters += text.length;
    if (characters <= MAX_REPLY_CHARACTERS) return text;
    const message = 'The replies to this batch are too long together. Ask for less at a time.';
    return JSON.stringify(errorReply(reply.id, new RpcError(RPC_CODE.limitExceeded, message)));
  };
  if (caller.lane === 'guest') return await inTurn(requests, executeToText);
  // All at once, so that transactions may stand in any order.
  return (await Promise.all(requests.map(executeToText))).filter((reply) => reply !== null);
}

/** One after the other, so that a batch of a guest has one place in the queue. */
async function inTurn(
  requests: readonly unknown[],
  executeToText: (request: unknown) => Promise<string | null>,
): Promise<string[]> {
  const replies: string[] = [];
  let calls = 0;
  for (const request of requests) {
    if (isCall(request)) calls += 1;
    const reply =
      isCall(request) && calls > MAX_GUEST_CALLS
        ? JSON.stringify(errorReply(requestId(request), tooManyCalls()))
        : await executeToText(request);
    if (reply !== null) replies.push(reply);
  }
  return replies;
}

function isCall(request: unknown): boolean {
  if (typeof request !== 'object' || request === null || !('method' in request)) return false;
  return typeof request.method === 'string' && runsCode(request.method);
}

function tooManyCalls(): RpcError {
  const message = `A batch has at most ${MAX_GUEST_CALLS} eth_call and eth_estimateGas. Send the others in another one.`;
  return new RpcError(RPC_CODE.limitExceeded, message);
}

/** Null for a notification, also for one that fails (JSON-RPC 2.0 §4.1). */
async function execute(value: unknown, options: RpcServerOptions, caller: Caller): Promise<RpcReply | null> {
  const id = requestId(value);
  let isNotification = false;
  try {
    const request = parseRequest(value);
    isNotification = !('id' in request);
    const result = await callMethod(request, options, caller);
    return isNotification ? null : successReply(id, result);
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    return isNotification ? null : errorReply(id, error);
  }
}

async function callMethod(
  { method, params }: RpcRequest,
  options: RpcServerOptions,
  caller: Caller,
): Promise<unknown> {
  try {
    return await options.request(method, params, caller);
  } catch (error) {
    if (error instanceof RpcError) throw error;
    const faultId = newFaultId();
    options.onInternalError(error, { method, faultId });
    throw new RpcError(
      RPC_CODE.internal,
      `The chain failed to answer ${method}. Its log has the reason (faultId ${faultId}).`,
    );
  }
}

function answer(response: ServerResponse, status: number, replies: readonly RpcReply[]): void {
  const [reply] = replies;
  send(response, reply === undefined ? 204 : status, reply === undefined ? '' : JSON.stringify(reply));
}

function answerBatch(response: ServerResponse, replies: readonly string[]): void {
  send(response, replies.length === 0 ? 204 : 200, replies.length === 0 ? '' : `[${replies.join(',')}]`);
}

function send(response: ServerResponse, status: number, text: string): void {
  const body = Buffer.from(text);
  response.writeHead(
    status,
    body.length === 0 ? {} : { 'content-type': 'application/json', 'content-length': body.length },
  );
  response.end(body);
}
