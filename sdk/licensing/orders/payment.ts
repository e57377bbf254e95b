import { formatMoney } from '@lanran/protocol/kernel/money';
import { ensureAllowance } from '../allowance.ts';
import type { Money } from '../../kernel/money.ts';
import { RefusedError } from '../../kernel/errors.ts';
import { type PaymentAccount, readPaymentAccount } from './payment-account.ts';
import {
  permitDeadline,
  readTokenDomain,
  signPermit,
  type SignedPermit,
  type TokenDomain,
} from '../../acts/permit.ts';
import { actingAddress, contractAddress, type Deployment, type Platform } from '../../kernel/session.ts';

/**
 * Lets the market take exactly these prices together; null when they are nothing, and for a Safe, which signs no permits:
 * it approves the sum by an act of its own, which goes before.
 * @throws RefusedError when the balance is too low, or a price is in another token than the platform's
 */
export async function permitPrices(
  platform: Platform,
  prices: readonly Money[],
  /** The payer's, where it was asked for already. */
  account: PaymentAccount | null = null,
): Promise<SignedPermit | null> {
  const total = totalOf(platform, prices);
  return total === 0n ? null : permit(platform, total, account);
}

/** In the payment token's smallest unit. @throws RefusedError when a price is in another token */
export function totalOf(
  { deployment: { paymentToken } }: Pick<Platform, 'deployment'>,
  prices: readonly Money[],
): bigint {
  const foreign = prices.find(({ token }) => token.toLowerCase() !== paymentToken.address);
  if (foreign !== undefined) {
    throw new RefusedError(
      'TOKEN_NOT_SUPPORTED',
      `The price is in the token ${foreign.token}; lanran pays in ${paymentToken.symbol} only. Buy it from a wallet that has that token.`,
    );
  }
  return prices.reduce((sum, { amount }) => sum + amount, 0n);
}

async function permit(
  platform: Platform,
  total: bigint,
  known: PaymentAccount | null,
): Promise<SignedPermit | null> {
  const { api, deployment, signer, safe } = platform;
  const payer = actingAddress(platform);
  const paymentAccount = known ?? (await readPaymentAccount(api, payer));
  const { paymentToken } = deployment;
  if (paymentAccount.balance < total) {
    throw new RefusedError(
      'BALANCE_TOO_LOW',
      `This costs ${formatMoney(total, paymentToken)}, but ${payer} has ${formatMoney(paymentAccount.balance, paymentToken)}. Send it more first.`,
    );
  }
  if (safe !== null) {
    await ensureAllowance(platform, total);
    return null;
  }
  const domain = await paymentDomain(platform);
  return signPermit(signer, domain, {
    spender: contractAddress(deployment, 'LicenseMarket'),
    value: total,
    nonce: paymentAccount.permitNonce,
    deadline: permitDeadline(),
  });
}

/** Of each installation that was asked; a token never changes its own. */
const domains = new WeakMap<Deployment, Promise<TokenDomain>>();

/** What permits of the payment token are signed for, asked once of the installation's chain. */
export async function paymentDomain({
  apiUrl,
  deployment,
}: Pick<Platform, 'apiUrl' | 'deployment'>): Promise<TokenDomain> {
  const { paymentToken, chainId } = deployment;
  const known = domains.get(deployment);
  if (known !== undefined) return known;
  const asked = readTokenDomain(`${apiUrl}/rpc`, { token: paymentToken.address, chainId });
  domains.set(deployment, asked);
  asked.catch(() => domains.delete(deployment));
  return asked;
}

/** @throws RefusedError when the prices together are above what the buyer accepts; null accepts any */
export function requireAtMost(platform: Platform, prices: readonly Money[], maxPrice: bigint | null): void {
  const total = totalOf(platform, prices);
  if (maxPrice === null || total <= maxPrice) return;
  throw new RefusedError(
    'PRICE_ABOVE_MAXIMUM',
    `This costs ${formatMoney(total, platform.deployment.paymentToken)}, more than the highest price that you accept. Nothing was bought.`,
    { argument: 'maxPrice' },
  );
}
