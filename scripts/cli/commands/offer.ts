import { formatMedia } from '@lanran/protocol/media';
import { formatMoney, parseMoney } from '@lanran/protocol/money';
import { territoryText } from '@lanran/protocol/territory-text';
import { openOffer } from '@lanran/client/offering';
import { outcomeDocument, outcomeLine } from '@lanran/client/relaying';
import { parseShareBps } from '../consent-options.ts';
import type { CommandContext } from '../context.ts';
import { parseOption, type CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';
import { parseRightsOption, parseWish, type WishOptions } from '../wish-options.ts';

export interface OfferOptions extends WishOptions {
  readonly price: string;
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
  const { units } = parseOption('--price', () => parseMoney(options.price, [paymentToken]));
  const opened = await openOffer(platform, assetId, {
    ...window,
    price: units,
    rights: parseRightsOption(options.rights),
    ...share,
  });
  const price = formatMoney(units, paymentToken);
  const { offerId } = opened;
  if (opened.alreadyOpen) {
    return {
      json: { assetId, offerId, price, alreadyOpen: true },
      lines: [`offer ${offerId} says the same already; nothing was done`],
    };
  }
  return {
    json: { assetId, offerId, price, ...outcomeDocument(opened) },
    lines: [
      `offer ${offerId ?? 'still without number'} at ${price}`,
      `  ${formatMedia(window.media)} in ${territoryText(window.territories, 'en')}, ${options.from} to ${options.to}`,
      outcomeLine(opened),
    ],
  };
}
