import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { refusalOf, sendRpcError } from '@lanran/embedded/content-store/http/answers';
import { IpfsContentStore } from '@lanran/api/storage/adapters/ipfs/ipfs-content-store';
import { FilesPlatform } from './platform.ts';

const CID = 'bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy';
const FAULT_ID = '0123456789ab';

it('logs a request that met a fault of a service under both ids, and tells the caller its own', async () => {
  const service = createServer((_request, response) =>
    sendRpcError(response, refusalOf(new Error('broken'), { edge: 'rpc', faultId: FAULT_ID })),
  );
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  const store = new IpfsContentStore({ apiUrl, sharedDir: null, token: null });
  const platform = await FilesPlatform.start({
    app: {
      mountGraphql: (app) =>
        app.get('/pinned', async (_request, response) => void response.json(await store.isPinned(CID))),
    },
  });
  try {
    const response = await fetch(`${platform.url}/pinned`);
    const requestId = response.headers.get('x-request-id');
    const answer = await response.text();

    expect(response.status).toBe(500);
    expect(answer).toContain(`"requestId":"${requestId}"`);
    expect(answer).not.toContain(FAULT_ID);
    const line = platform.logLines.find(({ level }) => level === 50);
    expect(line).toMatchObject({ requestId });
    expect(JSON.stringify(line)).toContain(`(faultId ${FAULT_ID})`);
  } finally {
    await platform.close();
    service.close();
  }
});
