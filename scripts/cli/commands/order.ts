import { chooseLicensee } from '@lanran/sdk/organizations/organizations';
import { placeOrder } from '@lanran/sdk/licensing/orders';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';
import { parseMaxPrice } from '../payment-options.ts';
import { parseSaleOptions } from '../sale-options.ts';
import { parseWish, wishInput } from '../wish-options.ts';
import type { LicenseOptions } from './license.ts';
import { refusedResult } from './quote.ts';

/** Orders a license that is paid by invoice. It reserves nothing; the license follows when holder and council confirm. */
export async function order(
  context: CommandContext,
  asset: string,
  options: LicenseOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(asset);
  const wish = parseWish(options);
  const platform = await context.connect();
  const { deployment } = platform;
  const licensee = await chooseLicensee(platform, options.licensee);
  const outcome = await placeOrder(platform, {
    assetId,
    licensee: licensee.id,
    wish,
    wishInput: wishInput(wish, options),
    ...parseSaleOptions(options),
    maxPrice: parseMaxPrice(options.maxPrice, deployment),
  });
  if ('refused' in outcome) return refusedResult(outcome.refused, deployment.paymentToken);
  const { orderId, done, state } = outcome.placed;
  const about = { orderId, assetId, state };
  if (state === 'LICENSED')
    return alreadyResult({ ...about, licenseId: orderId }, `the license of order ${orderId} is issued`);
  if (done === null) return alreadyResult(about, `order ${orderId} exists`);
  return actResult(done, {
    about,
    done: `ordered ${orderId}; pay the invoice, then the holder confirms it and the council its share`,
  });
}
