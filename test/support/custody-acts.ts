import type { Interface } from 'ethers';
import { AssetRegistry__factory } from '../../contracts/abi/factories/AssetRegistry__factory.ts';
import { type Hex, ZERO_32 } from '@lanran/protocol/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/ids';
import type { Act } from '../../scripts/client/relaying.ts';

/** The holder offers the asset to another; to nobody when it takes that back. */
export function offerCustodyAct(assetId: AssetId, taker: OrganizationId | null): Act {
  return registryAct('offerCustody', [assetId, taker ?? ZERO_32]);
}

export function acceptCustodyAct(
  assetId: AssetId,
  parties: { readonly holder: OrganizationId; readonly taker: OrganizationId },
): Act {
  return registryAct('acceptCustody', [assetId, parties.holder, parties.taker]);
}

export const withdrawAct = (assetId: AssetId): Act => registryAct('withdraw', [assetId]);

export function disputeAct(assetId: AssetId, organizationId: OrganizationId, reasonHash: Hex): Act {
  return registryAct('dispute', [assetId, organizationId, reasonHash]);
}

export function retractDisputeAct(assetId: AssetId, organizationId: OrganizationId): Act {
  return registryAct('retractDispute', [assetId, organizationId]);
}

export function resolveDisputeAct(assetId: AssetId, organizationId: OrganizationId, reasonHash: Hex): Act {
  return registryAct('resolveDispute', [assetId, organizationId, reasonHash]);
}

function registryAct(
  name: 'offerCustody' | 'acceptCustody' | 'withdraw' | 'dispute' | 'retractDispute' | 'resolveDispute',
  args: readonly unknown[],
): Act {
  const registry: Interface = AssetRegistry__factory.createInterface();
  // ethers types calldata as string; its interfaces make lower-case hex.
  return { contract: 'AssetRegistry', data: registry.encodeFunctionData(name, args) as Hex };
}
