import { formatMedia } from '@lanran/protocol/licensing/media';
import { isFlat } from '@lanran/protocol/licensing/pricing';
import { formatMoney } from '@lanran/protocol/kernel/money';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import { openOffer } from '@lanran/sdk/licensing/offers';
import { outcomeDocument, outcomeLine } from '@lanran/sdk/acts/relaying';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import { parseShareBps } from '../consent-options.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';
import { parsePrice, type PriceOptions } from '../price-options.ts';
import { ruleLines } from '../price-lines.ts';
import { parseRightsOption, parseWish, type WishOptions } from '../wish-options.ts';

export interface OfferOptions extends WishOptions, PriceOptions {
  /** The one organization that can take it, by id or slug. */
  readonly only?: string;
  readonly rights?: string;
  readonly shareBps?: string;
}

/** A holder offers licenses; the very same offer twice is one, so that an interrupted command can be repeated. */
export async function offer(
  context: CommandContext,
  assetText: string,
  options: OfferOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(assetText);
  const window = parseWish(options);
  const { shareBps } = options;
  const share = shareBps === undefined ? {} : { communityShareBps: parseShareBps(shareBps) };
  const platform = await context.connect();
  const { paymentToken } = platform.deployment;
  const { price: units, rule } = parsePrice(options, window.media, platform.deployment);
  const { only } = options;
  const licensee = only === undefined ? null : await getOrganization(platform.api, only, '--only');
  const opened = await openOffer(platform, assetId, {
    ...window,
    price: units,
    rule,
    ...(licensee !== null && { licensee: licensee.id }),
    rights: parseRightsOption(options.rights),
    ...share,
  });
  const price = formatMoney(units, paymentToken);
  const { offerId } = opened;
  const about = {
    assetId,
    offerId,
    price,
    ...(licensee !== null && { only: licensee.id }),
    ...(!isFlat(rule) && { isPerMonth: true }),
  };
  if (opened.alreadyOpen) {
    return {
      json: { ...about, alreadyOpen: true },
      lines: [`offer ${offerId} says the same already; nothing was done`],
    };
  }
  return {
    json: { ...about, ...outcomeDocument(opened) },
    lines: [
      `offer ${offerId ?? 'still without number'} at ${price}${isFlat(rule) ? '' : ' a month'}${licensee === null ? '' : `, for ${licensee.slug} alone`}`,
      `  ${formatMedia(window.media)} in ${territoryText(window.territories, 'en')}, ${options.from} to ${options.to}`,
      ...ruleLines(rule, { currency: paymentToken, exclusive: window.exclusive }),
      outcomeLine(opened),
    ],
  };
}
