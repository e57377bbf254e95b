import { describe, expect, it } from 'vitest';
import { connectWallet } from '../../../../web/lib/keys/wallets.ts';

const CHAIN = { chainId: 31n, name: 'Lanran 31', rpcUrl: 'http://127.0.0.1:4000/rpc' };
const ACCOUNT = `0x${'ab'.repeat(20)}`;

/** A wallet on chain 1 that knows no other; `refusals` says with which code it refuses a method. */
function buildWallet(refusals: Readonly<Record<string, number>> = {}) {
  const known = new Set(['0x1']);
  let chainId = '0x1';
  const answers: Readonly<Record<string, (param: { readonly chainId: string }) => unknown>> = {
    eth_requestAccounts: () => [ACCOUNT],
    eth_chainId: () => chainId,
    wallet_addEthereumChain: (chain) => {
      known.add(chain.chainId);
      return null;
    },
    wallet_switchEthereumChain: (chain) => {
      if (!known.has(chain.chainId)) throw Object.assign(new Error('unknown chain'), { code: 4902 });
      chainId = chain.chainId;
      return null;
    },
    eth_signTypedData_v4: () => `0x${chainId.slice(2).padStart(130, '0')}`,
  };
  const provider = {
    request: async ({ method, params = [] }: { method: string; params?: readonly unknown[] }) => {
      const code = refusals[method];
      if (code !== undefined) throw Object.assign(new Error(`no ${method}`), { code });
      return answers[method]?.(params[0] as { readonly chainId: string });
    },
  };
  return {
    wallet: { rdns: 'test.wallet', name: 'Test', icon: '', provider },
    chooseChain: (chosen: string) => (chainId = chosen),
  };
}

describe('a wallet of the browser', () => {
  it.each(['eth_requestAccounts', 'wallet_switchEthereumChain', 'wallet_addEthereumChain'])(
    'takes a no to %s for a no, not for a fault',
    async (method) => {
      const { wallet } = buildWallet({ [method]: 4001 });
      await expect(connectWallet(wallet, CHAIN)).rejects.toMatchObject({ code: 'CANCELED' });
    },
  );

  it('tells a wallet that does not take the chain from one that fails', async () => {
    const stubborn = buildWallet({ wallet_addEthereumChain: -32602 });
    await expect(connectWallet(stubborn.wallet, CHAIN)).rejects.toMatchObject({ code: 'WRONG_CHAIN' });
    const locked = buildWallet({ eth_requestAccounts: -32002 });
    await expect(connectWallet(locked.wallet, CHAIN)).rejects.toMatchObject({ code: 'WALLET_FAILED' });
  });

  it('returns to the chain before it signs, where the person chose another one meanwhile', async () => {
    const { wallet, chooseChain } = buildWallet();
    const signer = await connectWallet(wallet, CHAIN);
    chooseChain('0x1');
    const signature = await signer.signTypedData({
      domain: { chainId: 31n },
      types: { Note: [{ name: 'text', type: 'string' }] },
      message: { text: 'yes' },
    });
    expect(BigInt(signature)).toBe(31n);
  });
});
