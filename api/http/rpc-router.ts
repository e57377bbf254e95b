import express, { Router } from 'express';
import { BadInputError, UnavailableError } from '../domain/errors.ts';
import { callerOf } from '../domain/caller.ts';
import { RateLimit } from './rate-limit.ts';

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
const MAX_CALLS = 100;
const ANSWER_WITHIN_MS = 30_000;
/** JSON-RPC 2.0 §5.1 */
const METHOD_NOT_FOUND = -32601;
const INVALID_REQUEST = -32600;
/** EIP-1474 */
const LIMIT_EXCEEDED = -32005;
const MAX_SENDS_A_MINUTE = 20;

interface Call {
  readonly id: unknown;
  readonly method: string | null;
}

/** `POST /rpc`: the chain's JSON-RPC through the platform's own port, for wallets and verifiers. */
export function rpcRouter(chainRpcUrl: string): Router {
  const router = Router();
  const sends = new RateLimit({ most: MAX_SENDS_A_MINUTE, windowMs: 60_000 });
  router.post('/', express.json({ limit: '1mb', type: () => true }), async (request, response) => {
    const body: unknown = request.body;
    const calls: unknown[] = Array.isArray(body) ? body : [body];
    if (calls.length === 0 || calls.length > MAX_CALLS) {
      throw new BadInputError('body', `must be one JSON-RPC call or 1 to ${MAX_CALLS} of them`);
    }
    const sender = callerOf(request).network;
    const judged = calls.map((call) => ({ call, refusal: refusalOf(call) ?? limitOf(call, sends, sender) }));
    const allowed = judged.filter(({ refusal }) => refusal === null).map(({ call }) => call);
    const refusals = judged.map(({ refusal }) => refusal).filter((refusal) => refusal !== null);
    const answers = allowed.length === 0 ? [] : await forward(chainRpcUrl, allowed);
    const all = [...answers, ...refusals];
    response.set('Cache-Control', 'no-store').json(Array.isArray(body) ? all : all[0]);
  });
  return router;
}

function refusalOf(value: unknown): object | null {
  const call = parseCall(value);
  if (call.method !== null && METHODS.has(call.method)) return null;
  const error =
    call.method === null
      ? { code: INVALID_REQUEST, message: 'Not a JSON-RPC 2.0 call: it needs jsonrpc, id and method.' }
      : {
          code: METHOD_NOT_FOUND,
          message: `${call.method} is not served here: only reads and eth_sendRawTransaction are. Sign with your own key, then send the raw transaction.`,
        };
  return { jsonrpc: '2.0', id: call.id, error };
}

/** A transaction is kept for good and costs its sender nothing here, so that strangers get no more than a wallet needs. */
function limitOf(value: unknown, sends: RateLimit, sender: string): object | null {
  const call = parseCall(value);
  if (call.method !== 'eth_sendRawTransaction' || sends.take(sender)) return null;
  const message = `At most ${MAX_SENDS_A_MINUTE} transactions a minute are taken from one address. Wait a minute, or let the platform relay signed acts.`;
  return { jsonrpc: '2.0', id: call.id, error: { code: LIMIT_EXCEEDED, message } };
}

function parseCall(value: unknown): Call {
  if (typeof value !== 'object' || value === null) return { id: null, method: null };
  const id = 'id' in value ? value.id : null;
  return { id, method: 'method' in value && typeof value.method === 'string' ? value.method : null };
}

async function forward(chainRpcUrl: string, calls: readonly unknown[]): Promise<unknown[]> {
  try {
    const answer = await fetch(chainRpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(calls.length === 1 ? calls[0] : calls),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const answers: unknown = await answer.json();
    return Array.isArray(answers) ? (answers as unknown[]) : [answers];
  } catch (cause) {
    throw new UnavailableError('chain', { cause });
  }
}
