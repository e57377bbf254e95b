import { OfferBook__factory } from '../../contracts/abi/factories/OfferBook__factory.ts';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { todayOf } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { WORLD } from '@lanran/protocol/territories/territories';
import type { Wish } from '@lanran/protocol/licensing/window';
import { buyAct, mintAct, offerAct, type OfferTerms } from '@lanran/sdk/licensing/licensing-acts';
import { type ConsentTerms, grantAct } from '@lanran/sdk/consent/consent-acts';
import { permitDeadline, readTokenDomain, signPermit } from '@lanran/sdk/acts/permit';
import type { Act } from '@lanran/sdk/acts/relaying';
import { actorOf, type Person, relayAct } from './people.ts';
import type { Services } from './services.ts';

export const PRICE = 120_000n;

export function todayIn({ clock }: Services): number {
  return todayOf(Math.floor(clock.now().getTime() / 1000));
}

export function buildWish(services: Services, overrides: Partial<Wish> = {}): Wish {
  const today = todayIn(services);
  return {
    media: bitsOf(['STREAMING']),
    territories: WORLD,
    firstDay: today,
    lastDay: today + 30,
    exclusive: false,
    ...overrides,
  };
}

export function consentAct(
  services: Services,
  assetId: AssetId,
  terms: Partial<ConsentTerms> & Pick<ConsentTerms, 'holder'>,
): Act {
  return grantAct(assetId, {
    media: bitsOf(['STREAMING', 'TELEVISION']),
    territories: WORLD,
    lastDay: todayIn(services) + 365,
    shareBps: 1_000,
    rights: 0,
    ...terms,
  });
}

export function offeringAct(services: Services, assetId: AssetId, terms: Partial<OfferTerms> = {}): Act {
  return offerAct(assetId, {
    ...buildWish(services, { lastDay: todayIn(services) + 300 }),
    token: tokenOf(services.stack),
    price: PRICE,
    communityShareBps: 1_000,
    rights: 0,
    ...terms,
  });
}

export interface PurchaseQuestion {
  readonly assetId: AssetId;
  readonly licensee: OrganizationId;
  readonly wish: Wish;
  readonly version?: number;
  readonly offerId?: bigint;
}

/** The purchase as quoted now, with a permit for exactly the price; the buyer is given the money first. */
export async function purchaseAct(
  services: Services,
  buyer: Person,
  { assetId, licensee, wish, ...named }: PurchaseQuestion,
): Promise<Act> {
  const { licensing, stack } = services;
  const { terms, licenseId, reasons } = await licensing.quote(await actorOf(services, buyer), {
    assetId,
    licensee,
    wish,
    ...named,
  });
  if (terms === null || licenseId === null || reasons.length > 0)
    throw new Error(`not sold: ${reasons.map(({ name }) => name).join(', ')}`);
  const { offerId, version, price } = terms;
  await relayAct(services, buyer, mintAct(buyer.address, price));
  const { permitNonce } = await stack.ledger.paymentAccount(buyer.address, tokenOf(stack));
  const domain = await readTokenDomain(stack.rpcUrl, { token: tokenOf(stack), chainId: stack.chainId });
  const permit = await signPermit(buyer, domain, {
    spender: parseAddress(stack.contracts['LicenseMarket']?.toLowerCase()),
    value: price,
    nonce: permitNonce ?? 0n,
    deadline: permitDeadline(),
  });
  return buyAct({ offerId, assetId, version, licensee, wish, termsHash: licenseId, maxPrice: price }, permit);
}

/** The play money. */
export function tokenOf({ contracts }: Pick<Services['stack'], 'contracts'>) {
  return parseAddress(contracts['TestToken']?.toLowerCase());
}

/** The holder takes an offer back. */
export function closeOfferAct(offerId: string | null | undefined): Act {
  const data = OfferBook__factory.createInterface().encodeFunctionData('closeOffer', [BigInt(offerId ?? '')]);
  // ethers types calldata as string; its interfaces make lower-case hex.
  return { contract: 'OfferBook', data: data as Hex };
}
