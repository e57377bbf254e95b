import { type AssetId, parseAssetId } from '@lanran/protocol/kernel/ids';

const TARGET = /^repair:(0x[0-9a-f]{64})$/;

/** The asset into whose originals an upload brings a file back, where it names that instead of a draft; else null. */
export function repairedAsset(draftId: string): AssetId | null {
  const [, assetId] = TARGET.exec(draftId) ?? [];
  return assetId === undefined ? null : parseAssetId(assetId);
}
