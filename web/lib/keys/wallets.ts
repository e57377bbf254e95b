import { hexlify, toUtf8Bytes, TypedDataEncoder } from 'ethers';
import type { Hex } from '@lanran/protocol/bytes';
import { parseAddress } from '@lanran/protocol/signature';
import { signableStatement, type SignableData, type Signer } from '@lanran/client/signer';

/** EIP-1193. */
interface Provider {
  request(call: { readonly method: string; readonly params?: readonly unknown[] }): Promise<unknown>;
}

/** A wallet that announced itself (EIP-6963). */
export interface AnnouncedWallet {
  /** Reverse domain name, the wallet's stable name. */
  readonly rdns: string;
  readonly name: string;
  /** data: URI. */
  readonly icon: string;
  readonly provider: Provider;
}

interface Announcement extends Event {
  readonly detail?: {
    readonly info?: { readonly rdns?: unknown; readonly name?: unknown; readonly icon?: unknown };
    readonly provider?: Provider;
  };
}

/** Calls `found` for every wallet in this browser, now and as they load; returns the end of it. */
export function watchWallets(found: (wallet: AnnouncedWallet) => void): () => void {
  const hear = (event: Announcement) => {
    const { info, provider } = event.detail ?? {};
    if (provider === undefined || typeof info?.rdns !== 'string' || typeof info.name !== 'string') return;
    const icon = typeof info.icon === 'string' && info.icon.startsWith('data:image/') ? info.icon : '';
    found({ rdns: info.rdns, name: info.name.slice(0, 60), icon, provider });
  };
  window.addEventListener('eip6963:announceProvider', hear);
  window.dispatchEvent(new Event('eip6963:requestProvider'));
  return () => window.removeEventListener('eip6963:announceProvider', hear);
}

/** The chain a wallet must know before it signs forward requests and permits. */
export interface WalletChain {
  readonly chainId: bigint;
  readonly name: string;
  readonly rpcUrl: string;
}

/** Asks the wallet for an account, and offers it the platform's chain (EIP-3085). */
export async function connectWallet({ provider }: AnnouncedWallet, chain: WalletChain): Promise<Signer> {
  const [account] = (await provider.request({ method: 'eth_requestAccounts' })) as readonly string[];
  if (account === undefined) throw new WalletRefusedError('The wallet gave no account.');
  await switchChain(provider, chain);
  return walletSigner(provider, account);
}

export type WalletRefusal = 'CANCELED' | 'NO_WALLET' | 'WRONG_KEY';

/** The person or the wallet said no (`CANCELED`), the wallet is gone, or it holds another key. */
export class WalletRefusedError extends Error {
  override readonly name = 'WalletRefusedError';
  readonly code: WalletRefusal;
  constructor(message: string, options: ErrorOptions & { readonly code?: WalletRefusal } = {}) {
    super(message, options);
    this.code = options.code ?? 'CANCELED';
  }
}

async function switchChain(provider: Provider, { chainId, name, rpcUrl }: WalletChain): Promise<void> {
  const hexId = `0x${chainId.toString(16)}`;
  try {
    await provider.request({ method: 'wallet_switchEthereumChain', params: [{ chainId: hexId }] });
  } catch {
    await provider.request({
      method: 'wallet_addEthereumChain',
      params: [
        {
          chainId: hexId,
          chainName: name,
          rpcUrls: [rpcUrl],
          nativeCurrency: { name: 'Coin', symbol: 'COIN', decimals: 18 },
        },
      ],
    });
  }
}

function walletSigner(provider: Provider, account: string): Signer {
  const ask = async (method: string, params: readonly unknown[]): Promise<Hex> => {
    try {
      return (await provider.request({ method, params })) as Hex; // EIP-1193: signatures are hex
    } catch (cause) {
      throw new WalletRefusedError('The wallet did not sign.', { cause });
    }
  };
  const signTypedData = ({ domain, types, message }: SignableData) => {
    const mutable = Object.fromEntries(Object.entries(types).map(([name, fields]) => [name, [...fields]]));
    // Names EIP712Domain's fields explicitly, as wallets want it (DESIGN §5).
    const payload: unknown = TypedDataEncoder.getPayload(domain, mutable, { ...message });
    return ask('eth_signTypedData_v4', [account, JSON.stringify(payload)]);
  };
  return {
    address: parseAddress(account.toLowerCase()),
    signMessage: (text) => ask('personal_sign', [hexlify(toUtf8Bytes(text)), account]),
    signTypedData,
    signStatement: (statement, logId) => signTypedData(signableStatement(statement, logId)),
  };
}
