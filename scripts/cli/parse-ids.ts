import { parseAssetId, type AssetId } from '@lanran/protocol/ids';
import { UsageError } from '../client/errors.ts';
import { parseOption } from './output.ts';

export function parseAssetArgument(text: string): AssetId {
  return parseOption('ASSET', () => parseAssetId(text.toLowerCase()));
}

/** A license's number, e.g. `14`. */
export function parseLicenseArgument(text: string): string {
  if (!/^(?:0|[1-9]\d{0,77})$/.test(text)) {
    throw new UsageError('LICENSE', `${JSON.stringify(text)} is not the number of a license.`);
  }
  return text;
}
