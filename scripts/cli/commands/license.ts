import { parseMoney } from '@lanran/protocol/money';
import { chooseOrganization } from '../../client/organizations.ts';
import { buyLicense } from '../../client/purchase.ts';
import type { CommandContext } from '../context.ts';
import { parseOption, type CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';
import { parseWish, wishInput, type WishOptions } from '../wish-options.ts';
import { quoteDocument, refusalLines } from './quote.ts';

export interface LicenseOptions extends WishOptions {
  readonly licensee?: string;
  readonly maxPrice?: string;
}

/** Buys at the quoted price. A license held already, as after an interrupted purchase, is the answer instead of a second. */
export async function license(
  context: CommandContext,
  asset: string,
  options: LicenseOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(asset);
  const wish = parseWish(options);
  const platform = await context.connect();
  const { paymentToken } = platform.deployment;
  const { maxPrice } = options;
  const licensee = await chooseOrganization(platform.api, {
    named: options.licensee,
    kind: 'STUDIO',
    option: '--licensee',
  });
  const outcome = await buyLicense(platform, {
    assetId,
    licensee: licensee.id,
    wish,
    wishInput: wishInput(wish, options),
    maxPrice:
      maxPrice === undefined
        ? null
        : parseOption('--max-price', () => parseMoney(maxPrice, [paymentToken])).units,
  });
  if ('refused' in outcome) {
    const { reasons } = outcome.refused;
    const message = reasons.map(({ en }) => en).join(' ');
    return {
      json: { error: { code: 'LICENSE_REFUSED', message }, ...quoteDocument(outcome.refused, paymentToken) },
      lines: refusalLines(outcome.refused),
      exitCode: 1,
    };
  }
  const { licenseId, transaction, alreadyHeld } = outcome.bought;
  return {
    json: { licenseId, transaction, ...(alreadyHeld && { alreadyHeld }) },
    lines: [
      alreadyHeld ? `license ${licenseId} is held already` : `bought license ${licenseId}`,
      `transaction ${transaction}`,
    ],
  };
}
