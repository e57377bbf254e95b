import { setTimeout as delay } from 'node:timers/promises';
import { type AssetId, licenseIdFrom, type OrganizationId } from '@lanran/protocol/ids';
import { formatMoney } from '@lanran/protocol/money';
import type { Wish } from '@lanran/protocol/window';
import { RefusedError } from './errors.ts';
import type { GraphqlClient } from './graphql-client.ts';
import { getLicense, type License } from './licenses.ts';
import { buyAct } from './licensing-acts.ts';
import { readPaymentAccount } from './payment-account.ts';
import { permitDeadline, readTokenDomain, signPermit, type SignedPermit } from './permit.ts';
import { contractAddress, type Platform } from './platform.ts';
import { quote, type Quote, type WishInput } from './quotes.ts';
import { relay } from './relaying.ts';

const FOLLOWS_WITHIN_MS = 20_000;
const FOLLOW_PAUSE_MS = 300;

export interface PurchaseRequest {
  readonly assetId: AssetId;
  readonly licensee: OrganizationId;
  readonly wish: Wish;
  /** The same wish in words. */
  readonly wishInput: WishInput;
  /** In the token's smallest unit; null accepts the quoted price. */
  readonly maxPrice: bigint | null;
}

export interface BoughtLicense {
  readonly licenseId: string;
  readonly transaction: string;
  /** True when this very license was held before, as after an interrupted purchase. */
  readonly alreadyHeld: boolean;
}

export type PurchaseOutcome = { readonly bought: BoughtLicense } | { readonly refused: Quote };

/** Quotes, signs the payment and the purchase for exactly that quote, and has it relayed. */
export async function buyLicense(platform: Platform, request: PurchaseRequest): Promise<PurchaseOutcome> {
  const answer = await quote(platform.api, { ...request, wish: request.wishInput });
  const held = await findHeld(platform, answer);
  if (held !== null) return { bought: held };
  if (!answer.ok) return { refused: answer };
  try {
    return { bought: await buyAsQuoted(platform, request, answer) };
  } catch (error) {
    // An earlier, interrupted purchase may have come through between the quote and this one.
    if (!(error instanceof RefusedError)) throw error;
    const again = await findHeld(
      platform,
      await quote(platform.api, { ...request, wish: request.wishInput }),
    );
    if (again === null) throw error;
    return { bought: again };
  }
}

async function findHeld({ api }: Platform, { reasons }: Quote): Promise<BoughtLicense | null> {
  const reason = reasons.find(({ code }) => code === 'ALREADY_LICENSED');
  if (reason === undefined) return null;
  const { id, transaction } = await awaitLicense(api, licenseIdFrom(BigInt(reason.subject)));
  return { licenseId: id, transaction, alreadyHeld: true };
}

/** The contract knows a license at once; the platform's read models follow, after a crash some seconds later. */
async function awaitLicense(api: GraphqlClient, licenseId: string): Promise<License> {
  const until = Date.now() + FOLLOWS_WITHIN_MS;
  for (;;) {
    try {
      return await getLicense(api, licenseId);
    } catch (error) {
      const isLate = error instanceof RefusedError && error.code === 'NOT_FOUND' && Date.now() < until;
      if (!isLate) throw error;
      await delay(FOLLOW_PAUSE_MS);
    }
  }
}

async function buyAsQuoted(
  platform: Platform,
  request: PurchaseRequest,
  { offerId, price, termsHash }: Quote,
): Promise<BoughtLicense> {
  if (offerId == null || price == null || termsHash == null)
    throw new RefusedError('UNEXPECTED_ANSWER', 'The quote has no offer, price or terms hash.');
  const { amount } = price;
  const { maxPrice, assetId, licensee, wish } = request;
  if (maxPrice !== null && amount > maxPrice) {
    const { paymentToken } = platform.deployment;
    throw new RefusedError(
      'PRICE_ABOVE_MAXIMUM',
      `The license costs ${formatMoney(amount, paymentToken)}, more than --max-price. Nothing was bought.`,
      { field: '--max-price' },
    );
  }
  const permit = amount === 0n ? null : await permitFor(platform, amount);
  const purchase = { offerId: BigInt(offerId), assetId, licensee, wish, termsHash, maxPrice: amount };
  const {
    licenseIds: [licenseId],
    transaction,
  } = await relay(platform, buyAct(purchase, permit));
  if (licenseId === undefined)
    throw new RefusedError('UNEXPECTED_ANSWER', `Transaction ${transaction} sold no license.`);
  return { licenseId, transaction, alreadyHeld: false };
}

/** Lets the market take exactly the price. @throws RefusedError when the balance is too low */
async function permitFor(
  { api, deployment, identity, apiUrl }: Platform,
  price: bigint,
): Promise<SignedPermit> {
  const paymentAccount = await readPaymentAccount(api, identity.address);
  const { paymentToken, chainId } = deployment;
  if (paymentAccount.balance < price) {
    throw new RefusedError(
      'BALANCE_TOO_LOW',
      `The license costs ${formatMoney(price, paymentToken)}, but ${identity.address} has ${formatMoney(paymentAccount.balance, paymentToken)}. Send it more first.`,
    );
  }
  const domain = await readTokenDomain(`${apiUrl}/rpc`, { token: paymentToken.address, chainId });
  return signPermit(identity, domain, {
    spender: contractAddress(deployment, 'LicenseMarket'),
    value: price,
    nonce: paymentAccount.permitNonce,
    deadline: permitDeadline(),
  });
}
