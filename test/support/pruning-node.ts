import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

interface Call {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}

const STATE_METHODS: Readonly<Record<string, number>> = { eth_getStorageAt: 2, eth_getProof: 2 };

/** A node in front of another that, unlike it, has the state of the latest block alone, and answers for others as geth does. */
export async function startPruningNode(rpcUrl: string): Promise<{ url: string; stop(): Promise<void> }> {
  async function ask(body: unknown): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(rpcUrl, { method: 'POST', headers, body: JSON.stringify(body) });
    return response.json();
  }

  async function answer(call: Call): Promise<unknown> {
    const at = STATE_METHODS[call.method];
    const block = at === undefined ? 'latest' : call.params[at];
    if (block !== 'latest') {
      const { result } = (await ask({ id: 1, jsonrpc: '2.0', method: 'eth_blockNumber', params: [] })) as {
        readonly result: string;
      };
      const error = { code: -32_000, message: 'missing trie node 12ab (path ) state is not available' };
      if (block !== result) return { id: call.id, jsonrpc: '2.0', error };
    }
    return ask(call);
  }

  const server: Server = createServer((request, response) => {
    void json(request).then(async (body) => {
      const answers = Array.isArray(body)
        ? await Promise.all((body as readonly Call[]).map(answer))
        : await answer(body as Call);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answers));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}
