import { createConsentRegistryInterface } from '../../contracts/abi/interfaces/ConsentRegistry.ts';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { RightsBits } from '@lanran/protocol/licensing/rights';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { Window, Wish } from '@lanran/protocol/licensing/window';
import type { Act } from '../acts/relaying.ts';
import { calldata } from '../acts/calldata.ts';

export interface ConsentTerms extends Omit<Window, 'firstDay'> {
  /** The organization the community trusts with the asset. */
  readonly holder: OrganizationId;
  readonly shareBps: number;
  readonly rights: RightsBits;
}

/** A council permits licenses of an asset. */
export function grantAct(assetId: AssetId, terms: ConsentTerms): Act {
  const data = createConsentRegistryInterface().encodeFunctionData('grant', [assetId, terms]);
  return { contract: 'ConsentRegistry', data: calldata(data), rights: terms.rights };
}

/** A council permits no further license of an asset, nor that it joins a collection consented to before. */
export function withdrawConsentAct(assetId: AssetId): Act {
  const data = createConsentRegistryInterface().encodeFunctionData('withdraw', [assetId]);
  return { contract: 'ConsentRegistry', data: calldata(data) };
}

/** What a council permits one organization once. */
export interface UseConsentTerms extends Wish {
  /** The organization the community trusts with the asset. */
  readonly holder: OrganizationId;
  readonly licensee: OrganizationId;
  readonly token: Address;
  /** The least that the license costs, in the token's smallest unit. */
  readonly minPrice: bigint;
  readonly shareBps: number;
  readonly rights: RightsBits;
}

/** A council permits one license to one organization, in place of what it permitted it before. */
export function consentToAct(assetId: AssetId, terms: UseConsentTerms): Act {
  const data = createConsentRegistryInterface().encodeFunctionData('consentTo', [assetId, terms]);
  return { contract: 'ConsentRegistry', data: calldata(data), rights: terms.rights };
}

/** A council permits no license to one organization any longer, but for what the asset's own consent permits. */
export function withdrawConsentToAct(assetId: AssetId, licensee: OrganizationId): Act {
  const data = createConsentRegistryInterface().encodeFunctionData('withdrawConsentTo', [assetId, licensee]);
  return { contract: 'ConsentRegistry', data: calldata(data) };
}
