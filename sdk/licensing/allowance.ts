import { connectTestToken } from '../../contracts/abi/interfaces/TestToken.ts';
import type { Address } from '@lanran/protocol/kernel/signature';
import { openChainReader } from '../kernel/chain-reader.ts';
import { approveAct } from './licensing-acts.ts';
import { actingAddress, contractAddress, type Platform } from '../kernel/session.ts';
import { relay } from '../acts/relaying.ts';

/**
 * Has the Safe let the market take a sum, unless it may already. A Safe signs no permits: the approval goes to its owners before
 * the purchase does, under the nonce before it.
 */
export async function ensureAllowance(
  platform: Platform,
  { token, amount }: { readonly token: Address; readonly amount: bigint },
): Promise<void> {
  const market = contractAddress(platform.deployment, 'LicenseMarket');
  if ((await readAllowance(platform, { token, market })) >= amount) return;
  await relay(platform, approveAct(token, market, amount));
}

/** What the market may take of the one who acts, asked of the chain. */
async function readAllowance(
  platform: Platform,
  { token: address, market }: { readonly token: Address; readonly market: Address },
): Promise<bigint> {
  const { apiUrl, deployment } = platform;
  const provider = openChainReader(`${apiUrl}/rpc`, deployment.chainId);
  try {
    const token = connectTestToken(address, provider);
    return await token.allowance(actingAddress(platform), market);
  } finally {
    provider.destroy();
  }
}
