import { parseAssetId, parseLicenseId, type AssetId, type LicenseId } from '@lanran/protocol/ids';
import { parseOption } from './output.ts';

export function parseAssetArgument(text: string): AssetId {
  return parseOption('ASSET', () => parseAssetId(text.toLowerCase()));
}

/** A license's id, e.g. `0x5d…`. */
export function parseLicenseArgument(text: string): LicenseId {
  return parseOption('LICENSE', () => parseLicenseId(text));
}
