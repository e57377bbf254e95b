import { createAssetRegistryInterface } from '../../contracts/abi/interfaces/AssetRegistry.ts';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Act } from '../acts/relaying.ts';

const registry = createAssetRegistryInterface();

export interface TakeDownOfAsset {
  readonly assetId: AssetId;
  /** The holder, or the asset's community. */
  readonly organizationId: OrganizationId;
  /** `scopeHashOf` its scope. */
  readonly scopeHash: Hex;
  /** keccak256 of the UTF-8 text. */
  readonly reasonHash: Hex;
}

/** The holder or the council takes down an asset or a part of it, for good. */
export function takeDownAct({ assetId, organizationId, scopeHash, reasonHash }: TakeDownOfAsset): Act {
  const data = registry.encodeFunctionData('takeDown', [assetId, organizationId, scopeHash, reasonHash]);
  // ethers types calldata as string; its interfaces make lower-case hex.
  return { contract: 'AssetRegistry', data: data as Hex };
}
