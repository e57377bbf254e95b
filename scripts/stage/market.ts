import { getCreateAddress, id, toBeHex, Wallet, ZeroAddress } from 'ethers';
import type { ContractTransactionResponse, Result, TransactionReceipt } from 'ethers';
import { FalseToken__factory } from '../../contracts/abi/factories/FalseToken__factory.ts';
import { HookedToken__factory } from '../../contracts/abi/factories/HookedToken__factory.ts';
import { HostilePayee__factory } from '../../contracts/abi/factories/HostilePayee__factory.ts';
import { SilentToken__factory } from '../../contracts/abi/factories/SilentToken__factory.ts';
import { TaxedToken__factory } from '../../contracts/abi/factories/TaxedToken__factory.ts';
import { UnitOfAccount__factory } from '../../contracts/abi/factories/UnitOfAccount__factory.ts';
import type { FalseToken } from '../../contracts/abi/FalseToken.ts';
import type { HookedToken } from '../../contracts/abi/HookedToken.ts';
import type { HostilePayee } from '../../contracts/abi/HostilePayee.ts';
import type { ILicenseMarket, TermsStruct } from '../../contracts/abi/LicenseMarket.ts';
import type { WishStruct } from '../../contracts/abi/OfferBook.ts';
import type { SilentToken } from '../../contracts/abi/SilentToken.ts';
import type { TaxedToken } from '../../contracts/abi/TaxedToken.ts';
import type { UnitOfAccount } from '../../contracts/abi/UnitOfAccount.ts';
import { organizationIdOf, type AssetId, type OrganizationId } from '@lanran/protocol/kernel/ids';
import type { StageChain } from './chain.ts';
import { buildWish, KIND, mined, Platform, STUDIO, VERSION } from './platform.ts';

/** What may be done with a license (contracts/types/Terms.sol). */
export const RIGHT = {
  TRANSFERABLE: 1,
  SUBLICENSABLE: 2,
  REVOCABLE: 4,
  RENEWABLE: 8,
  FIXED_VERSION: 16,
  ADAPTABLE: 32,
  ENDURING: 64,
  PROMOTABLE: 128,
} as const;
/** How a license came about. */
export const ORIGIN = { SALE: 0n, RENEWAL: 1n, SUBLICENSE: 2n, INVOICE: 3n } as const;
export const SECOND_STUDIO = organizationIdOf('second-studio');
/** Known before there is a chain, so that a deployment can accept its tokens before they exist. */
const TOKEN_MAKER = new Wallet(id('stage key token maker'));

/** What was agreed, as the market's event says it. */
export interface Agreed {
  readonly licenseId: bigint;
  readonly terms: TermsStruct;
}

/** The licenses that a transaction issued, in order. */
export function licensesIn(platform: Platform, receipt: TransactionReceipt): Agreed[] {
  return agreedIn(platform, receipt, 'LicenseSold');
}

/** The orders that a transaction placed, in order. */
export function ordersIn(platform: Platform, receipt: TransactionReceipt): Agreed[] {
  return agreedIn(platform, receipt, 'Ordered');
}

/** The order that a transaction placed. */
export function orderIn(platform: Platform, receipt: TransactionReceipt): Agreed {
  const [agreed] = ordersIn(platform, receipt);
  if (agreed === undefined) throw new Error('The transaction ordered nothing.');
  return agreed;
}

/** The one license that a transaction issued. */
export function licenseIn(platform: Platform, receipt: TransactionReceipt): Agreed {
  const [agreed, ...others] = licensesIn(platform, receipt);
  if (agreed === undefined || others.length > 0)
    throw new Error('The transaction did not issue one license.');
  return agreed;
}

export function secondStudioOf(platform: Platform): Wallet {
  return platform.chain.wallet('second studio');
}

export async function admitSecondStudio(platform: Platform): Promise<void> {
  const { organizations, people } = platform;
  await mined(
    organizations.connect(people.accreditor).admit({
      organizationId: SECOND_STUDIO,
      kind: KIND.STUDIO,
      owner: secondStudioOf(platform),
      payout: platform.payoutOf(SECOND_STUDIO),
      council: ZeroAddress,
    }),
  );
}

/** The order of a license that is paid by invoice, as it would be quoted now. */
export async function invoicePurchaseOf(
  platform: Platform,
  sale: { assetId: AssetId; offerId: bigint; today: number; wish?: Partial<WishStruct> },
): Promise<ILicenseMarket.PurchaseStruct> {
  const { assetId, offerId, today } = sale;
  const wish = buildWish(sale.wish);
  const sold = { offerId, assetId, version: VERSION, licensee: STUDIO, wish };
  const question = { ...sold, isInvoiced: true, orderedDay: today };
  const { terms, licenseId } = await platform.judgement.quoteSale(question, today);
  return { ...sold, termsHash: toBeHex(licenseId, 32), maxPrice: terms.price };
}

/**
 * Mines one block with these transactions in their order; each must name its gas, because none is estimated right.
 * @returns whether each succeeded
 */
export async function mineTogether(
  chain: StageChain,
  sends: readonly (() => Promise<ContractTransactionResponse>)[],
): Promise<boolean[]> {
  await chain.request('evm_setAutomine', false);
  const sent: string[] = [];
  try {
    for (const send of sends) sent.push((await send()).hash);
    await chain.request('evm_mine');
  } finally {
    await chain.request('evm_setAutomine', true);
  }
  const receipts = await Promise.all(sent.map((hash) => chain.provider.getTransactionReceipt(hash)));
  if (new Set(receipts.map((receipt) => receipt?.blockNumber)).size !== 1) {
    throw new Error('The transactions are not in one block.');
  }
  return receipts.map((receipt) => receipt?.status === 1);
}

/** The next block has this Unix time. */
export async function setNextTime(chain: StageChain, seconds: number): Promise<void> {
  await chain.request('evm_setNextBlockTimestamp', seconds);
}

export async function giveCoin(chain: StageChain, address: string, amount: bigint): Promise<void> {
  await chain.request('hardhat_setBalance', address, `0x${amount.toString(16)}`);
}

export interface OddTokens {
  readonly hooked: HookedToken;
  readonly taxed: TaxedToken;
  readonly dishonest: FalseToken;
  readonly silent: SilentToken;
}

/** A platform that takes tokens which behave oddly, each known before it is deployed, and the chain's own coin. */
export async function startWithOddTokens(): Promise<{ platform: Platform; tokens: OddTokens }> {
  const paymentTokens = [0, 1, 2, 3].map((nonce) => getCreateAddress({ from: TOKEN_MAKER.address, nonce }));
  const platform = await Platform.startAdmitted({ operatorShareBps: 250, paymentTokens });
  const maker = platform.chain.wallet('token maker');
  const tokens = {
    hooked: await new HookedToken__factory(maker).deploy(),
    taxed: await new TaxedToken__factory(maker).deploy(),
    dishonest: await new FalseToken__factory(maker).deploy(),
    silent: await new SilentToken__factory(maker).deploy(),
  };
  const { market, people } = platform;
  for (const token of Object.values(tokens)) {
    await token.waitForDeployment();
    await mined(token.connect(people.stranger).mint(people.studio, 10n ** 9n));
    await mined(token.connect(people.studio).approve(market, 10n ** 9n));
  }
  return { platform, tokens };
}

/** A platform whose prices are named in units of account alone, the yuan among them. */
export async function startWithUnit(): Promise<{ platform: Platform; unit: UnitOfAccount }> {
  const paymentTokens = [getCreateAddress({ from: TOKEN_MAKER.address, nonce: 0 })];
  const platform = await Platform.startAdmitted({ operatorShareBps: 250, paymentTokens });
  const maker = platform.chain.wallet('token maker');
  const unit = await new UnitOfAccount__factory(maker).deploy('CNY', 2);
  await unit.waitForDeployment();
  return { platform, unit };
}

/** A hostile payee that an organization was made to name as its payout address by its owner. */
export async function namePayee(
  platform: Platform,
  organizationId: OrganizationId,
  owner: Wallet,
): Promise<HostilePayee> {
  const payee = await new HostilePayee__factory(platform.people.stranger).deploy();
  await payee.waitForDeployment();
  await mined(platform.organizations.connect(owner).setPayout(organizationId, payee));
  return payee;
}

function agreedIn(
  platform: Platform,
  receipt: TransactionReceipt,
  name: 'LicenseSold' | 'Ordered',
): Agreed[] {
  return receipt.logs.flatMap((log) => {
    const event = platform.market.interface.parseLog(log);
    if (event?.name !== name) return [];
    // Both events begin with the id and end with the terms; as a plain object they can be sent again.
    const licenseId = event.args[0] as bigint;
    const terms = (event.args[3] as Result).toObject(true) as unknown as TermsStruct;
    return [{ licenseId, terms }];
  });
}
