import { createAssetRegistryInterface } from '../../contracts/abi/interfaces/AssetRegistry.ts';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Act } from '../acts/relaying.ts';

const registry = createAssetRegistryInterface();

// ethers types calldata as string; its interfaces make lower-case hex.
const actOf = (data: string): Act => ({ contract: 'AssetRegistry', data: data as Hex });

export interface Dispute {
  readonly assetId: AssetId;
  /** The community or auditor that disputes it. */
  readonly organizationId: OrganizationId;
}

/** keccak256 of the UTF-8 text. */
export interface Reasoned {
  readonly reasonHash: Hex;
}

/** A council or an auditor disputes an asset: nothing new is sold until that is over. */
export function disputeAct({ assetId, organizationId, reasonHash }: Dispute & Reasoned): Act {
  return actOf(registry.encodeFunctionData('dispute', [assetId, organizationId, reasonHash]));
}

/** Who disputes takes it back. */
export function retractDisputeAct({ assetId, organizationId }: Dispute): Act {
  return actOf(registry.encodeFunctionData('retractDispute', [assetId, organizationId]));
}

/** The accreditor decides a dispute. */
export function resolveDisputeAct({ assetId, organizationId, reasonHash }: Dispute & Reasoned): Act {
  return actOf(registry.encodeFunctionData('resolveDispute', [assetId, organizationId, reasonHash]));
}

/** The accreditor lets an organization dispute the asset again before 30 days have passed since its dispute was resolved. */
export function allowDisputeAct({ assetId, organizationId }: Dispute): Act {
  return actOf(registry.encodeFunctionData('allowDispute', [assetId, organizationId]));
}
