import { createLicenseMarketInterface } from '../contracts/abi/interfaces/LicenseMarket.ts';
import type { Hex } from '@lanran/protocol/bytes';
import type { OrganizationId } from '@lanran/protocol/ids';
import type { Address } from '@lanran/protocol/signature';
import type { Act } from './relaying.ts';

/** Anybody has an organization's credit in a token paid to its payout address. */
export function claimAct(organizationId: OrganizationId, token: Address): Act {
  const data = createLicenseMarketInterface().encodeFunctionData('claim', [organizationId, token]);
  return { contract: 'LicenseMarket', data: data as Hex }; // ethers types hex as string
}
