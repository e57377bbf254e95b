import { todayOf } from '@lanran/protocol/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/ids';
import { bitsOf } from '@lanran/protocol/media';
import { parseAddress } from '@lanran/protocol/signature';
import { WORLD } from '@lanran/protocol/territories';
import type { Wish } from '@lanran/protocol/window';
import {
  buyAct,
  type ConsentTerms,
  grantAct,
  mintAct,
  offerAct,
  type OfferTerms,
} from '../../scripts/client/licensing-acts.ts';
import { permitDeadline, readTokenDomain, signPermit } from '../../scripts/client/permit.ts';
import type { Act } from '../../scripts/client/relaying.ts';
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
    ...terms,
  });
}

export function offeringAct(services: Services, assetId: AssetId, terms: Partial<OfferTerms> = {}): Act {
  return offerAct(assetId, {
    ...buildWish(services, { lastDay: todayIn(services) + 300 }),
    token: tokenOf(services),
    price: PRICE,
    communityShareBps: 1_000,
    ...terms,
  });
}

/** The purchase as quoted now, with a permit for exactly the price; the buyer is given the money first. */
export async function purchaseAct(
  services: Services,
  buyer: Person,
  { assetId, licensee, wish }: { assetId: AssetId; licensee: OrganizationId; wish: Wish },
): Promise<Act> {
  const { licensing, stack } = services;
  const quote = await licensing.quote(await actorOf(services, buyer), { assetId, licensee, wish });
  if (!quote.ok) throw new Error(`not sold: ${quote.reasons.map(({ name }) => name).join(', ')}`);
  await relayAct(services, buyer, mintAct(buyer.address, quote.price));
  const { permitNonce } = await stack.ledger.paymentAccount(buyer.address);
  const domain = await readTokenDomain(stack.rpcUrl, { token: tokenOf(services), chainId: stack.chainId });
  const permit = await signPermit(buyer, domain, {
    spender: parseAddress(stack.contracts['LicenseMarket']?.toLowerCase()),
    value: quote.price,
    nonce: permitNonce,
    deadline: permitDeadline(),
  });
  return buyAct({ assetId, licensee, wish, termsHash: quote.termsHash, maxPrice: quote.price }, permit);
}

function tokenOf({ stack }: Services) {
  return parseAddress(stack.contracts['TestToken']?.toLowerCase());
}
