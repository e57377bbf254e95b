import { parseAssetId, parseLicenseId, type AssetId, type LicenseId } from '@lanran/protocol/ids';
import { parseAddress, type Address } from '@lanran/protocol/signature';
import { parseOption } from './output.ts';

export function parseAssetArgument(text: string): AssetId {
  return parseOption('ASSET', () => parseAssetId(text.toLowerCase()));
}

/** A license's id, e.g. `0x5d…`. */
export function parseLicenseArgument(text: string): LicenseId {
  return parseOption('LICENSE', () => parseLicenseId(text));
}

export function parseAddressArgument(argument: string, text: string): Address {
  return parseOption(argument, () => parseAddress(text.toLowerCase()));
}

/** Null when the option was not given. */
export function parseAddressOption(option: string, text: string | undefined): Address | null {
  return text === undefined ? null : parseAddressArgument(option, text);
}
