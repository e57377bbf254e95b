import type { Interface } from 'ethers';
import { LicenseMarket__factory } from '../../contracts/abi/factories/LicenseMarket__factory.ts';
import { LicenseToken__factory } from '../../contracts/abi/factories/LicenseToken__factory.ts';
import { toTermsStruct } from '@lanran/api/chain/adapters/terms-struct';
import { type Hex, ZERO_32 } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Quote } from '@lanran/protocol/licensing/quote';
import type { RightsBits } from '@lanran/protocol/licensing/rights';
import type { Terms } from '@lanran/protocol/licensing/terms';
import type { Wish } from '@lanran/protocol/licensing/window';
import type { Act } from '@lanran/sdk/acts/relaying';

const NO_PERMIT = { value: 0n, deadline: 0n, v: 0, r: ZERO_32, s: ZERO_32 };

/** The licensee hands a license on. */
export function transferLicenseAct(terms: Terms, licensee: OrganizationId): Act {
  const data = tokens().encodeFunctionData('transfer', [toTermsStruct(terms), licensee]);
  return { contract: 'LicenseToken', data: calldata(data) };
}

export function revokeLicenseAct(terms: Terms, reasonHash: Hex = `0x${'5e'.repeat(32)}`): Act {
  const data = tokens().encodeFunctionData('revoke', [toTermsStruct(terms), reasonHash]);
  return { contract: 'LicenseToken', data: calldata(data) };
}

export function sublicenseAct(
  held: Terms,
  part: { readonly licensee: OrganizationId; readonly wish: Wish; readonly rights?: RightsBits },
): Act {
  const { licensee, wish, rights = 0 } = part;
  return marketAct('sublicense', [toTermsStruct(held), licensee, wish, rights]);
}

/** Without a permit: for what is free, or was allowed before. */
export function renewAct(held: Terms, { licenseId }: Quote): Act {
  return marketAct('renew', [toTermsStruct(held), licenseId ?? ZERO_32, NO_PERMIT]);
}

/** Orders what was quoted for an invoice. */
export function orderAct({ terms, licenseId }: Quote): Act {
  if (terms === null) throw new Error('nothing was quoted');
  const { offerId, assetId, version, licensee, wish, price } = terms;
  return marketAct('order', [
    { offerId, assetId, version, licensee, wish, termsHash: licenseId ?? ZERO_32, maxPrice: price },
  ]);
}

export const cancelOrderAct = (terms: Terms): Act => marketAct('cancelOrder', [toTermsStruct(terms)]);
export const confirmPaidAct = (terms: Terms): Act => marketAct('confirmPaid', [toTermsStruct(terms)]);
export const confirmShareAct = (terms: Terms): Act => marketAct('confirmShare', [toTermsStruct(terms)]);

function marketAct(
  name: 'sublicense' | 'renew' | 'order' | 'cancelOrder' | 'confirmPaid' | 'confirmShare',
  args: readonly unknown[],
): Act {
  const market: Interface = LicenseMarket__factory.createInterface();
  return { contract: 'LicenseMarket', data: calldata(market.encodeFunctionData(name, args)) };
}

function tokens() {
  return LicenseToken__factory.createInterface();
}

// ethers types calldata as string; its interfaces make lower-case hex.
function calldata(data: string): Hex {
  return data as Hex;
}
