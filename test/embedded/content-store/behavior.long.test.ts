import { create } from 'ipfs-http-client';
import { describeKuboRpc } from './behavior.ts';
import { startStore } from './store-under-test.ts';

const outside = process.env['IPFS_API_URL'];

if (outside === undefined) {
  describeKuboRpc('embedded content store', async () => {
    const store = await startStore();
    // Unpinning is the platform's alone.
    return { ipfs: store.ipfs, url: store.url, stop: () => store.remove() };
  });
} else {
  describeKuboRpc(`IPFS node at ${outside}`, async () => ({
    ipfs: create({ url: outside }),
    url: outside,
    stop: async () => undefined,
  }));
}
