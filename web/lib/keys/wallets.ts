import { hexlify, toUtf8Bytes, TypedDataEncoder } from 'ethers';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { signableStatement, type SignableData, type Signer } from '@lanran/sdk/kernel/signer';

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
  const accounts = await ask<readonly string[]>(provider, 'eth_requestAccounts');
  const [account] = accounts;
  if (account === undefined) throw new WalletRefusedError('The wallet gave no account.');
  await switchChain(provider, chain);
  return walletSigner({ provider, account, chain });
}

export type WalletRefusal = 'CANCELED' | 'NO_WALLET' | 'WRONG_KEY' | 'WRONG_CHAIN' | 'WALLET_FAILED';

/** The person said no (`CANCELED`), the wallet is gone, holds another key, does not take the platform's chain, or fails. */
export class WalletRefusedError extends Error {
  override readonly name = 'WalletRefusedError';
  readonly code: WalletRefusal;
  constructor(message: string, options: ErrorOptions & { readonly code?: WalletRefusal } = {}) {
    super(message, options);
    this.code = options.code ?? 'CANCELED';
  }
}

/** EIP-1193: the person refused. */
const USER_REJECTED = 4001;

/** @throws WalletRefusedError CANCELED when the person said no, WALLET_FAILED for anything else */
async function ask<Result>(
  provider: Provider,
  method: string,
  params: readonly unknown[] = [],
): Promise<Result> {
  try {
    return (await provider.request({ method, params })) as Result; // by EIP-1193 and the method's own EIP
  } catch (cause) {
    if (isRejection(cause)) throw new WalletRefusedError('The wallet was told not to.', { cause });
    const why = cause instanceof Error ? cause.message : JSON.stringify(cause);
    throw new WalletRefusedError(`${method}: ${why}`, { code: 'WALLET_FAILED', cause });
  }
}

function isRejection(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === USER_REJECTED;
}

/** Wallets that know the chain switch to it; the others are told of it first. @throws WalletRefusedError */
async function switchChain(provider: Provider, { chainId, name, rpcUrl }: WalletChain): Promise<void> {
  const hexId = `0x${chainId.toString(16)}`;
  const isThere = async () => BigInt(await ask<string>(provider, 'eth_chainId')) === chainId;
  if (await isThere()) return;
  try {
    await ask(provider, 'wallet_switchEthereumChain', [{ chainId: hexId }]);
  } catch (error) {
    if (error instanceof WalletRefusedError && error.code === 'CANCELED') throw error;
    await addChain(provider, { hexId, name, rpcUrl });
  }
  if (!(await isThere())) await ask(provider, 'wallet_switchEthereumChain', [{ chainId: hexId }]);
}

interface NewChain {
  readonly hexId: string;
  readonly name: string;
  readonly rpcUrl: string;
}

async function addChain(provider: Provider, { hexId, name, rpcUrl }: NewChain): Promise<void> {
  const chain = {
    chainId: hexId,
    chainName: name,
    rpcUrls: [rpcUrl],
    nativeCurrency: { name: 'Coin', symbol: 'COIN', decimals: 18 },
  };
  try {
    await ask(provider, 'wallet_addEthereumChain', [chain]);
  } catch (error) {
    if (!(error instanceof WalletRefusedError) || error.code === 'CANCELED') throw error;
    throw new WalletRefusedError(error.message, { code: 'WRONG_CHAIN', cause: error });
  }
}

interface WalletAccount {
  readonly provider: Provider;
  readonly account: string;
  readonly chain: WalletChain;
}

function walletSigner({ provider, account, chain }: WalletAccount): Signer {
  const signTypedData = async ({ domain, types, message }: SignableData) => {
    // The person may have chosen another chain in the wallet meanwhile, and wallets refuse what is not of the present one.
    if (domain.chainId !== undefined) await switchChain(provider, chain);
    const mutable = Object.fromEntries(Object.entries(types).map(([name, fields]) => [name, [...fields]]));
    // Names EIP712Domain's fields explicitly, as wallets want it: then ethers, viem and MetaMask agree on the hash.
    const payload: unknown = TypedDataEncoder.getPayload(domain, mutable, { ...message });
    return ask<Hex>(provider, 'eth_signTypedData_v4', [account, JSON.stringify(payload)]);
  };
  return {
    address: parseAddress(account.toLowerCase()),
    signMessage: (text) => ask<Hex>(provider, 'personal_sign', [hexlify(toUtf8Bytes(text)), account]),
    signTypedData,
    signStatement: (statement, logId) => signTypedData(signableStatement(statement, logId)),
  };
}
