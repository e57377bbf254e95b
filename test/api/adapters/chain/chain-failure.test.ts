import { askChain } from '@lanran/api/chain/adapters/chain-failure';
import { JsonRpcProvider } from 'ethers';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('a node of the chain whose disk is full', () => {
  const error = {
    code: -32_003,
    message:
      'The disk of /data/chain is full and the transaction was not taken. Free some space, then send it again.',
  };
  const node = createServer((request, response) => {
    void request.toArray().then((portions) => {
      const { id } = JSON.parse(Buffer.concat(portions as Buffer[]).toString()) as { id: number };
      response.end(JSON.stringify({ jsonrpc: '2.0', id, error }));
    });
  });
  let provider: JsonRpcProvider;
  beforeAll(async () => {
    await new Promise<void>((resolve) => node.listen(0, '127.0.0.1', resolve));
    const { port } = node.address() as AddressInfo;
    provider = new JsonRpcProvider(`http://127.0.0.1:${port}`, 1, { staticNetwork: true, batchMaxCount: 1 });
  });
  afterAll(() => {
    provider.destroy();
    node.close();
  });

  it('is told as a full disk, with what to do', async () => {
    const sent = askChain([], () => provider.send('eth_sendRawTransaction', ['0x02']));

    await expect(sent).rejects.toMatchObject({
      code: 'STORAGE_FULL',
      message: expect.stringMatching(/disk of the chain's node is full.*Free some space/),
    });
  });
});
