import { createAssetRegistryInterface } from '../../contracts/abi/interfaces/AssetRegistry.ts';
import { ZERO_32, type Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Act } from '../acts/relaying.ts';

const registry = createAssetRegistryInterface();

// ethers types calldata as string; its interfaces make lower-case hex.
const actOf = (data: string): Act => ({ contract: 'AssetRegistry', data: data as Hex });

/** A holder offers an asset's custody to another organization, instead of whom it was offered to before. */
export function offerCustodyAct(assetId: AssetId, taker: OrganizationId): Act {
  return actOf(registry.encodeFunctionData('offerCustody', [assetId, taker]));
}

/** A holder takes that word back. */
export function cancelCustodyAct(assetId: AssetId): Act {
  return actOf(registry.encodeFunctionData('offerCustody', [assetId, ZERO_32]));
}

export interface CustodyTransfer {
  readonly assetId: AssetId;
  /** Who offered it: an acceptance never meets another offer than the one it answers. */
  readonly holder: OrganizationId;
  readonly taker: OrganizationId;
}

/** The organization it was offered to takes the asset over. */
export function acceptCustodyAct({ assetId, holder, taker }: CustodyTransfer): Act {
  return actOf(registry.encodeFunctionData('acceptCustody', [assetId, holder, taker]));
}

/** A holder takes an asset back from sale, for good. */
export function withdrawAct(assetId: AssetId): Act {
  return actOf(registry.encodeFunctionData('withdraw', [assetId]));
}
