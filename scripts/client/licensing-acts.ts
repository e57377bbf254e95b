import { ConsentRegistry__factory } from '../../contracts/abi/factories/ConsentRegistry__factory.ts';
import { LicenseMarket__factory } from '../../contracts/abi/factories/LicenseMarket__factory.ts';
import { OfferBook__factory } from '../../contracts/abi/factories/OfferBook__factory.ts';
import { TestToken__factory } from '../../contracts/abi/factories/TestToken__factory.ts';
import { ZERO_32, type Hex } from '@lanran/protocol/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/ids';
import type { RightsBits } from '@lanran/protocol/rights';
import type { Address } from '@lanran/protocol/signature';
import type { Window, Wish } from '@lanran/protocol/window';
import type { SignedPermit } from './permit.ts';
import type { Act } from './relaying.ts';

// ethers types calldata as string; its interfaces make lower-case hex.
const calldata = (data: string): Hex => data as Hex;

export interface ConsentTerms extends Omit<Window, 'firstDay'> {
  /** The organization the community trusts with the asset. */
  readonly holder: OrganizationId;
  readonly shareBps: number;
  readonly rights: RightsBits;
}

/** A council permits licenses of an asset. */
export function grantAct(assetId: AssetId, terms: ConsentTerms): Act {
  const data = ConsentRegistry__factory.createInterface().encodeFunctionData('grant', [assetId, terms]);
  return { contract: 'ConsentRegistry', data: calldata(data) };
}

export interface OfferTerms extends Wish {
  readonly token: Address;
  readonly price: bigint;
  readonly communityShareBps: number;
  readonly rights: RightsBits;
}

/** A holder offers licenses of an asset. */
export function offerAct(assetId: AssetId, terms: OfferTerms): Act {
  const data = OfferBook__factory.createInterface().encodeFunctionData('offer', [assetId, terms]);
  return { contract: 'OfferBook', data: calldata(data) };
}

export interface Purchase {
  readonly offerId: bigint;
  readonly assetId: AssetId;
  readonly licensee: OrganizationId;
  readonly wish: Wish;
  readonly termsHash: Hex;
  readonly maxPrice: bigint;
}

const NO_PERMIT = { value: 0n, deadline: 0n, v: 0, r: ZERO_32, s: ZERO_32 };

/** A studio buys a license; without a permit what counts is the allowance, or nothing when it is free. */
export function buyAct(purchase: Purchase, permit: SignedPermit | null): Act {
  const data = LicenseMarket__factory.createInterface().encodeFunctionData('buy', [
    purchase,
    permit ?? NO_PERMIT,
  ]);
  return { contract: 'LicenseMarket', data: calldata(data) };
}

/** Gives play money; embedded chain only. At most 1,000,000.00 TCNY at once. */
export function mintAct(to: Address, units: bigint): Act {
  const data = TestToken__factory.createInterface().encodeFunctionData('mint', [to, units]);
  return { contract: 'TestToken', data: calldata(data) };
}

/** Lets `spender` take up to `units` of the payment token; for Safes, which sign no permits. */
export function approveAct(spender: Address, units: bigint): Act {
  const data = TestToken__factory.createInterface().encodeFunctionData('approve', [spender, units]);
  return { contract: 'TestToken', data: calldata(data) };
}
