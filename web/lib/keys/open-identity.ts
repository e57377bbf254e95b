import type { Signer } from '@lanran/sdk/kernel/signer';
import { request } from '../session/api.ts';
import { graphql } from '../session/graphql.ts';
import { openDeployment, pageClient } from '../session/platform.ts';
import { demoSigner } from './demo-signer.ts';
import type { Identity } from './identity.ts';
import { openKeystore } from './keystore.ts';
import {
  type AnnouncedWallet,
  connectWallet,
  type WalletChain,
  WalletRefusedError,
  watchWallets,
} from './wallets.ts';

export const DEMO_ACCOUNTS = graphql(`
  query DemoAccounts {
    demoAccounts {
      name
      address
      privateKey
      organization {
        id
        kind
        name {
          en
          zh
        }
      }
    }
  }
`);

type Kept<Kind extends Identity['kind']> = Extract<Identity, { readonly kind: Kind }>;

/** @throws KeyRefusedError WRONG_PASSPHRASE */
export function openAccount({ keystore }: Kept<'account'>, passphrase: string): Promise<Signer> {
  return openKeystore(keystore, passphrase);
}

export async function openDemo({ address }: Kept<'demo'>): Promise<Signer> {
  const { demoAccounts } = await request(DEMO_ACCOUNTS, {});
  const account = demoAccounts.find((candidate) => candidate.address.toLowerCase() === address.toLowerCase());
  if (account === undefined)
    throw new WalletRefusedError(`The demo account ${address} is not here any more.`);
  return demoSigner(account.privateKey);
}

/** @throws WalletRefusedError when the wallet is gone, says no, or holds another key */
export async function openWallet({ rdns, address }: Kept<'wallet'>): Promise<Signer> {
  const wallet = findWallet(rdns);
  if (wallet === null)
    throw new WalletRefusedError(`The wallet ${rdns} is not in this browser.`, { code: 'NO_WALLET' });
  const signer = await connectWallet(wallet, await walletChain());
  if (signer.address !== address.toLowerCase())
    throw new WalletRefusedError(`The wallet holds ${signer.address}, not ${address}.`, {
      code: 'WRONG_KEY',
    });
  return signer;
}

/** Wallets answer the request for announcements at once (EIP-6963). */
function findWallet(rdns: string): AnnouncedWallet | null {
  const wallets: AnnouncedWallet[] = [];
  watchWallets((wallet) => wallets.push(wallet))();
  return wallets.find((wallet) => wallet.rdns === rdns) ?? null;
}

export async function walletChain(): Promise<WalletChain> {
  const { chainId } = await openDeployment(pageClient(null));
  return { chainId, name: `Lanran ${chainId.toString()}`, rpcUrl: `${window.location.origin}/rpc` };
}
