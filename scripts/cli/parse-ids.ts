import { isHex } from '@lanran/protocol/kernel/bytes';
import { parseAssetId, parseLicenseId, type AssetId, type LicenseId } from '@lanran/protocol/kernel/ids';
import { parseAddress, type Address } from '@lanran/protocol/kernel/signature';
import { UsageError } from '@lanran/sdk/kernel/errors';
import { parseOption } from './output.ts';

export function parseAssetArgument(text: string, name = 'ASSET'): AssetId {
  return parseOption(name, () => parseAssetId(text.toLowerCase()));
}

/** A license's id, e.g. `0x5d…`. */
export function parseLicenseArgument(text: string): LicenseId {
  return parseOption('LICENSE', () => parseLicenseId(text));
}

/** An order's id: the one of the license it will have. */
export function parseOrderArgument(text: string): LicenseId {
  if (!isHex(text, 32))
    throw new UsageError('ORDER', 'must be the 0x and 64 hex digits that lanran orders shows as its id');
  return parseLicenseId(text);
}

/** An offer's number, from 1. */
export function parseOfferArgument(text: string): bigint {
  if (!/^[1-9]\d{0,19}$/.test(text))
    throw new UsageError('OFFER', `${JSON.stringify(text)} is not the number of an offer, such as 12.`);
  return BigInt(text);
}

export function parseAddressArgument(argument: string, text: string): Address {
  return parseOption(argument, () => parseAddress(text.toLowerCase()));
}

/** Null when the option was not given. */
export function parseAddressOption(option: string, text: string | undefined): Address | null {
  return text === undefined ? null : parseAddressArgument(option, text);
}
