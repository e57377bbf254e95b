import { createLicenseMarketInterface } from '../../contracts/abi/interfaces/LicenseMarket.ts';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { Act } from '../acts/relaying.ts';

/** Anybody has an organization's credit in a token paid to its payout address. */
export function claimAct(organizationId: OrganizationId, token: Address): Act {
  const data = createLicenseMarketInterface().encodeFunctionData('claim', [organizationId, token]);
  return { contract: 'LicenseMarket', data: data as Hex }; // ethers types hex as string
}
