import { Wallet } from 'ethers';
import { createPauper } from './accounts.ts';
import { describeChain } from './behavior.ts';
import { startChainProcess, temporaryDirectory } from './chain-process.ts';

const SECRET = 'a secret for tests only, long enough';

describeChain('the embedded chain', async () => {
  const { url, end } = await startChainProcess(await temporaryDirectory(), { SECRET });
  return { url, secret: SECRET, createSender: createPauper, stop: () => end('SIGTERM') };
});

const { CHAIN_RPC_URL: outsideUrl, CHAIN_PRIVATE_KEY: outsideKey } = process.env;

if (outsideUrl !== undefined) {
  describeChain(`the chain at CHAIN_RPC_URL ${outsideUrl}`, async () => ({
    url: outsideUrl,
    secret: null,
    createSender: (provider) =>
      outsideKey === undefined ? createPauper(provider) : new Wallet(outsideKey, provider),
    stop: async () => undefined,
  }));
}
