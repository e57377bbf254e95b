import { RefusedError } from '@lanran/sdk/kernel/errors';
import { unreachable } from '../../../lib/session/api.ts';
import type { ReadTile } from './tiles.ts';

/* The log's public files and the contract's own answer, each without GraphQL. */

export async function readCheckpoint(): Promise<string> {
  return (await get('/log/checkpoint')).text();
}

export const readTile: ReadTile = async (path) =>
  new Uint8Array(await (await get(`/log/tile/${path}`)).arrayBuffer());

/** What `head()` of the log's contract answers. */
export async function readHead(address: string): Promise<{ readonly size: number; readonly root: string }> {
  const { createProvenanceLogInterface } =
    await import('../../../../contracts/abi/interfaces/ProvenanceLog.ts');
  const log = createProvenanceLogInterface();
  const [size, root] = log.decodeFunctionResult(
    'head',
    await callContract(address, log.encodeFunctionData('head')),
  );
  return { size: Number(size), root: String(root) };
}

/** `eth_call` by this platform's node. @throws RefusedError */
export async function callContract(to: string, data: string): Promise<string> {
  return String(await askNode('eth_call', [{ to, data }, 'latest']));
}

/** One question to the node. @throws RefusedError */
export async function askNode(method: string, params: readonly unknown[]): Promise<unknown> {
  const response = await get('/rpc', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const answer = (await response.json()) as {
    readonly result?: unknown;
    readonly error?: { readonly message?: string };
  };
  if (answer.error !== undefined) throw unavailable(answer.error.message ?? method);
  return answer.result;
}

async function get(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    throw unreachable(cause);
  }
  if (!response.ok) throw unavailable(`${path} answers ${String(response.status)}`);
  return response;
}

function unavailable(message: string): RefusedError {
  return new RefusedError('UNAVAILABLE', message);
}
