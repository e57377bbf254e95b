import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { BadInputError, UnavailableError } from '../../platform/kernel/errors.ts';
import { callerOf } from '../../platform/kernel/caller.ts';
import type { ChainSenders } from '../services/chain-senders.ts';
import { isFromForeignPage } from '../../platform/http/cross-site-guard.ts';
import { NetworkTurns } from '../../platform/http/network-turns.ts';
import type { Limit } from '../../platform/kernel/limit.ts';

/** Reads, and transactions their senders signed: what a wallet or an auditor needs, and nothing a node's owner may do. */
const METHODS = new Set([
  'eth_blockNumber',
  'eth_call',
  'eth_chainId',
  'eth_estimateGas',
  'eth_feeHistory',
  'eth_gasPrice',
  'eth_getBalance',
  'eth_getBlockByHash',
  'eth_getBlockByNumber',
  'eth_getBlockTransactionCountByHash',
  'eth_getBlockTransactionCountByNumber',
  'eth_getCode',
  'eth_getLogs',
  'eth_getProof',
  'eth_getStorageAt',
  'eth_getTransactionByBlockHashAndIndex',
  'eth_getTransactionByBlockNumberAndIndex',
  'eth_getTransactionByHash',
  'eth_getTransactionCount',
  'eth_getTransactionReceipt',
  'eth_maxPriorityFeePerGas',
  'eth_sendRawTransaction',
  'eth_syncing',
  'net_version',
  'web3_clientVersion',
]);
const SEND = 'eth_sendRawTransaction';
const MAX_CALLS = 100;
/** Of a transaction of 128 KiB, the longest that is taken, in hexadecimal. */
const MAX_BODY = '300kb';
const ANSWER_WITHIN_MS = 30_000;
/** JSON-RPC 2.0 §5.1 */
const METHOD_NOT_FOUND = -32601;
const INVALID_REQUEST = -32600;
/** EIP-1474 */
const LIMIT_EXCEEDED = -32005;
const REFUSED = -32000;
/** Of a member or, for all others, of a network. */
export const CHAIN_SENDS = { most: 20, windowMs: 60_000 };

export interface RpcRouterOptions {
  readonly chainRpcUrl: string;
  /** The embedded chain's; null for a node that asks for none. */
  readonly chainSecret: string | null;
  /** Who may send transactions; null where senders pay for what they send. */
  readonly chainSenders: Pick<ChainSenders, 'findMember' | 'findRefusal'> | null;
  /** Transactions, of which everybody may send `CHAIN_SENDS`. */
  readonly chainSends: Limit;
  /** Where people and machines reach the platform. */
  readonly publicUrl: () => URL;
}

interface Call {
  readonly id: unknown;
  readonly method: string | null;
  readonly firstParameter: unknown;
  /** Gets no answer (JSON-RPC 2.0 §4.1). */
  readonly isNotification: boolean;
}

/** `POST /rpc`: the chain's JSON-RPC through the platform's own port, for wallets and verifiers. */
export function rpcRouter(options: RpcRouterOptions): Router {
  const { chainSenders, chainSends } = options;
  const router = Router();
  const turns = chainSenders === null ? null : new NetworkTurns();
  const refusalFor = async (value: unknown, caller: string): Promise<object | null> => {
    const call = parseCall(value);
    const refusal = refusalOf(call);
    if (refusal !== null || call.method !== SEND) return refusal;
    // Members have a share of their own, which others in their network don't use up.
    const member = (await chainSenders?.findMember(call.firstParameter)) ?? null;
    if (!(await chainSends.take(member ?? caller))) return tooManySends(call);
    if (member !== null || chainSenders === null) return null;
    const reason = await chainSenders.findRefusal(call.firstParameter);
    return reason === null ? null : errorAnswer(call.id, REFUSED, reason);
  };
  const guard: RequestHandler = (request, response, next) => {
    const refusal = requestRefusal(request, options.publicUrl());
    if (refusal === null) next();
    else response.status(refusal.status).json(errorAnswer(null, INVALID_REQUEST, refusal.message));
  };
  router.post('/', guard, express.json({ limit: MAX_BODY }), async (request, response) => {
    const body: unknown = request.body;
    const calls: unknown[] = Array.isArray(body) ? body : [body];
    if (calls.length === 0 || calls.length > MAX_CALLS) {
      throw new BadInputError('body', `must be one JSON-RPC call or 1 to ${MAX_CALLS} of them`);
    }
    const caller = callerOf(request).network;
    const allowed: unknown[] = [];
    const refusals: object[] = [];
    for (const call of calls) {
      const refusal = await refusalFor(call, caller);
      if (refusal === null) allowed.push(call);
      else if (!parseCall(call).isNotification) refusals.push(refusal);
    }
    const signal = abortedOnClose(response);
    const ask = async () => (signal.aborted ? [] : forward(allowed, { ...options, signal }));
    const answers = allowed.length === 0 ? [] : await (turns === null ? ask() : turns.take(caller, ask));
    const all = [...answers, ...refusals];
    response.set('Cache-Control', 'no-store');
    if (all.length === 0) response.status(204).end();
    else response.json(Array.isArray(body) ? all : all[0]);
  });
  return router;
}

function requestRefusal(
  request: Request,
  publicUrl: URL,
): { readonly status: number; readonly message: string } | null {
  if (isFromForeignPage(request, publicUrl)) {
    return { status: 403, message: 'Pages of other sites are not served. Ask from a program or a wallet.' };
  }
  if (request.is('application/json') === 'application/json') return null;
  return { status: 415, message: 'Send JSON-RPC requests with "Content-Type: application/json".' };
}

function abortedOnClose(response: Response): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}

function refusalOf({ id, method }: Call): object | null {
  if (method === null) {
    return errorAnswer(id, INVALID_REQUEST, 'Not a JSON-RPC 2.0 call: it needs jsonrpc, id and method.');
  }
  if (METHODS.has(method)) return null;
  return errorAnswer(
    id,
    METHOD_NOT_FOUND,
    `${method} is not served here: only reads and eth_sendRawTransaction are. Sign with your own key, then send the raw transaction.`,
  );
}

/** A transaction is kept for good and costs its sender nothing here, so that nobody gets more than a wallet needs. */
function tooManySends({ id }: Call): object {
  const message = `At most ${CHAIN_SENDS.most} transactions a minute are taken from one key of an organization, and from one network. Wait a minute, or let the platform relay signed acts.`;
  return errorAnswer(id, LIMIT_EXCEEDED, message);
}

function errorAnswer(id: unknown, code: number, message: string): object {
  return { jsonrpc: '2.0', id, error: { code, message } };
}

function parseCall(value: unknown): Call {
  if (typeof value !== 'object' || value === null)
    return { id: null, method: null, firstParameter: null, isNotification: false };
  const id = 'id' in value ? value.id : null;
  const method = 'method' in value && typeof value.method === 'string' ? value.method : null;
  const params: unknown = 'params' in value ? value.params : null;
  const firstParameter: unknown = Array.isArray(params) ? params[0] : null;
  return { id, method, firstParameter, isNotification: method !== null && !('id' in value) };
}

interface Forwarding extends Pick<RpcRouterOptions, 'chainRpcUrl' | 'chainSecret'> {
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** As a guest's, whose calls wait for each other: the platform's own do not wait for them. */
async function forward(
  calls: readonly unknown[],
  { chainRpcUrl, chainSecret, signal }: Forwarding,
): Promise<unknown[]> {
  const asGuest = { authorization: `Bearer ${chainSecret ?? ''}`, 'x-lanran-lane': 'guest' };
  const body = toText(calls.length === 1 ? calls[0] : calls);
  try {
    const answer = await fetch(chainRpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(chainSecret !== null && asGuest) },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    });
    if (answer.status === 204) return [];
    if (answer.status === 401) throw new Error('The chain refuses its secret.');
    const answers: unknown = await answer.json();
    return Array.isArray(answers) ? (answers as unknown[]) : [answers];
  } catch (cause) {
    if (signal.aborted) return [];
    throw new UnavailableError('chain', { cause });
  }
}

/** Bodies are parsed however deep they nest; what is written recurses. */
function toText(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch {
    throw new BadInputError('body', 'must not nest so deeply');
  }
}
