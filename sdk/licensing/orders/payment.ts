import { formatMoney } from '@lanran/protocol/kernel/money';
import type { Address } from '@lanran/protocol/kernel/signature';
import {
  currencyAt,
  isInvoicedOnly,
  type PlatformCurrency,
  totalsOf,
} from '@lanran/protocol/licensing/currencies';
import { ensureAllowance } from '../allowance.ts';
import { type Money, moneyText, type PricedIn } from '../../kernel/money.ts';
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
 * Lets the market take exactly these prices together, all in one currency; null when they are nothing, where it may take them already,
 * and for a Safe, which signs no permits: it approves the sum by an act of its own, which goes before.
 * @throws RefusedError when the balance is too low, or what is priced so is paid by invoice alone
 */
export async function permitPrices(
  platform: Platform,
  prices: readonly Money[],
  /** The payer's, where it was asked for already. */
  account: PaymentAccount | null = null,
): Promise<SignedPermit | null> {
  const totals = totalsOf(prices);
  const [total, ...others] = totals;
  if (total === undefined) return null;
  if (others.length > 0) throw new RangeError('A permit is for one currency.');
  const { amount } = total;
  const currency = requirePayable(platform.deployment, total.token);
  return amount === 0n ? null : permit(platform, { currency, amount }, account);
}

/**
 * A currency that one buys with at once.
 * @throws RefusedError for one that is paid by invoice alone, and for a token that the installation does not know
 */
export function requirePayable({ currencies }: PricedIn, token: string): PlatformCurrency {
  const currency = currencyAt(currencies, token);
  if (currency === null)
    throw new RefusedError(
      'TOKEN_NOT_SUPPORTED',
      `The price is in the token ${token}, which this platform does not name. Buy it from a wallet that has that token.`,
    );
  if (isInvoicedOnly(currency))
    throw new RefusedError(
      'PAID_BY_INVOICE',
      `The price is in ${currency.symbol}, which is paid by invoice: order it instead (lanran order, or “Order by invoice”). Nothing was bought.`,
    );
  return currency;
}

interface Sum {
  readonly currency: PlatformCurrency;
  readonly amount: bigint;
}

async function permit(
  platform: Platform,
  { currency, amount }: Sum,
  known: PaymentAccount | null,
): Promise<SignedPermit | null> {
  const { api, deployment, signer, safe } = platform;
  const payer = actingAddress(platform);
  const token = currency.address;
  const account = known?.token === token ? known : await readPaymentAccount(api, { address: payer, token });
  requireBalance({ currency, amount }, { payer, account });
  if (safe !== null) {
    await ensureAllowance(platform, { token, amount });
    return null;
  }
  if (account.permitNonce === null) {
    requireAllowed(platform, { currency, amount }, account);
    return null;
  }
  const domain = await paymentDomain(platform, token);
  return signPermit(signer, domain, {
    spender: contractAddress(deployment, 'LicenseMarket'),
    value: amount,
    nonce: account.permitNonce,
    deadline: permitDeadline(),
  });
}

/** @throws RefusedError when the payer has less */
export function requireBalance(
  { currency, amount }: Sum,
  { payer, account }: { readonly payer: Address; readonly account: PaymentAccount },
): void {
  if (account.balance >= amount) return;
  throw new RefusedError(
    'BALANCE_TOO_LOW',
    `This costs ${formatMoney(amount, currency)}, but ${payer} has ${formatMoney(account.balance, currency)}. Send it more first.`,
  );
}

function requireAllowed(
  { deployment }: Pick<Platform, 'deployment'>,
  { currency, amount }: Sum,
  { allowance }: PaymentAccount,
): void {
  if (allowance >= amount) return;
  throw new RefusedError(
    'ALLOWANCE_TOO_LOW',
    `The token ${currency.symbol} takes no signed permissions. From your wallet, let the market ${contractAddress(deployment, 'LicenseMarket')} take ${formatMoney(amount, currency)} (approve), then buy again. Nothing was bought.`,
  );
}

/** Of each installation that was asked; a token never changes its own. */
const domains = new WeakMap<Deployment, Map<Address, Promise<TokenDomain>>>();

/** What permits of a token are signed for, asked once of the installation's chain. */
export async function paymentDomain(
  { apiUrl, deployment }: Pick<Platform, 'apiUrl' | 'deployment'>,
  token: Address,
): Promise<TokenDomain> {
  const { chainId } = deployment;
  const known = domains.get(deployment) ?? new Map<Address, Promise<TokenDomain>>();
  domains.set(deployment, known);
  const asked = known.get(token) ?? readTokenDomain(`${apiUrl}/rpc`, { token, chainId });
  known.set(token, asked);
  asked.catch(() => known.delete(token));
  return asked;
}

/**
 * @param maxPrice in the smallest unit of its currency; null accepts any
 * @throws RefusedError when the prices together are above what the buyer accepts, or in another currency
 */
export function requireAtMost(
  { deployment }: Pick<Platform, 'deployment'>,
  prices: readonly Money[],
  maxPrice: MaxPrice | null,
): void {
  if (maxPrice === null) return;
  const limit = typeof maxPrice === 'bigint' ? { amount: maxPrice, token: prices[0]?.token ?? '' } : maxPrice;
  const totals = totalsOf(prices);
  const isWithin = totals.every(
    ({ token, amount }) => token === limit.token.toLowerCase() && amount <= limit.amount,
  );
  if (isWithin) return;
  throw new RefusedError(
    'PRICE_ABOVE_MAXIMUM',
    `This costs ${totals.map((each) => moneyText(each, deployment)).join(' and ')}, more than the highest price that you accept. Nothing was bought.`,
    { argument: 'maxPrice' },
  );
}

/** The most that somebody pays; without a currency, in that of the price. */
export type MaxPrice = bigint | Money;
