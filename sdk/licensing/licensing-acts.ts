import { createLicenseMarketInterface } from '../../contracts/abi/interfaces/LicenseMarket.ts';
import { createOfferBookInterface } from '../../contracts/abi/interfaces/OfferBook.ts';
import { createTestTokenInterface } from '../../contracts/abi/interfaces/TestToken.ts';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import type { AssetId, LicenseId, OrganizationId, StatementHash } from '@lanran/protocol/kernel/ids';
import { FLAT_PRICE, type PriceRule } from '@lanran/protocol/licensing/pricing';
import type { RightsBits } from '@lanran/protocol/licensing/rights';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { Wish } from '@lanran/protocol/licensing/window';
import { NO_PERMIT, type SignedPermit } from '../acts/permit.ts';
import type { Act } from '../acts/relaying.ts';
import { calldata } from '../acts/calldata.ts';

export interface OfferTerms extends Wish {
  readonly token: Address;
  /** Of a license; with a rule, of a month. */
  readonly price: bigint;
  /** How the price depends on the use; left out: not at all. */
  readonly rule?: PriceRule;
  /** The one organization that can take it; null or left out: anybody. */
  readonly licensee?: OrganizationId | null;
  readonly communityShareBps: number;
  readonly rights: RightsBits;
}

/** A holder offers licenses of an asset. */
export function offerAct(assetId: AssetId, terms: OfferTerms): Act {
  const { licensee, rule = FLAT_PRICE } = terms;
  const { mediaFactors, groups } = rule;
  const data = createOfferBookInterface().encodeFunctionData('offer', [
    assetId,
    {
      ...terms,
      licensee: licensee ?? ZERO_32,
      rule: { ...rule, mediaFactors: [...mediaFactors], groups: [...groups] },
    },
  ]);
  return { contract: 'OfferBook', data: calldata(data), rights: terms.rights };
}

/** A holder takes an offer back. */
export function closeOfferAct(offerId: bigint): Act {
  const data = createOfferBookInterface().encodeFunctionData('closeOffer', [offerId]);
  return { contract: 'OfferBook', data: calldata(data) };
}

export interface Purchase {
  readonly offerId: bigint;
  readonly assetId: AssetId;
  /** The statement of the version. */
  readonly version: StatementHash;
  readonly licensee: OrganizationId;
  readonly wish: Wish;
  readonly termsHash: LicenseId;
  readonly maxPrice: bigint;
}

/** A studio buys a license; without a permit what counts is the allowance, or nothing when it is free. */
export function buyAct(purchase: Purchase, permit: SignedPermit | null): Act {
  const data = createLicenseMarketInterface().encodeFunctionData('buy', [purchase, permit ?? NO_PERMIT]);
  return { contract: 'LicenseMarket', data: calldata(data) };
}

/** The most licenses that are bought in one act (ILicenseMarket.buyMany). */
export const MAX_PURCHASES = 10;

/** A studio buys several licenses, all or none, with one permit for the price of all. */
export function buyManyAct(purchases: readonly Purchase[], permit: SignedPermit | null): Act {
  const data = createLicenseMarketInterface().encodeFunctionData('buyMany', [
    [...purchases],
    permit ?? NO_PERMIT,
  ]);
  return { contract: 'LicenseMarket', data: calldata(data) };
}

/** Gives play money; embedded chain only. At most 1,000,000.00 TCNY at once. */
export function mintAct(to: Address, units: bigint): Act {
  const data = createTestTokenInterface().encodeFunctionData('mint', [to, units]);
  return { contract: 'TestToken', data: calldata(data) };
}

/** Lets `spender` take up to `units` of a token; for Safes, which sign no permits. */
export function approveAct(token: Address, spender: Address, units: bigint): Act {
  const data = createTestTokenInterface().encodeFunctionData('approve', [spender, units]);
  return { contract: token, data: calldata(data) };
}
