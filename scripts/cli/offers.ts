import { moneyText } from '@lanran/sdk/kernel/money';
import { formatMedia } from '@lanran/protocol/licensing/media';
import { isFlat } from '@lanran/protocol/licensing/pricing';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import { outcomeDocument } from '@lanran/sdk/acts/relaying';
import { outcomeLine } from './lines/outcome.ts';
import { getAsset } from '@lanran/sdk/assets/assets';
import { closeOffer, openOffer } from '@lanran/sdk/licensing/offers';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import type { CommandContext } from './context.ts';
import { actResult, alreadyResult } from './lines/act.ts';
import { blockingDocument, blockingLines, findBlocking, refuseCheapBlocking } from './lines/blocking.ts';
import { ruleLines } from './lines/quote.ts';
import { parseAssetArgument, parseOfferArgument } from './options/arguments.ts';
import { type OfferOptions, parseOfferPrice } from './options/offer-price.ts';
import { parseRightsOption, parseWish, parseShareBps } from './options/window.ts';
import type { CommandResult } from './output.ts';

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
  const { price: named, rule } = parseOfferPrice(options, window.media, platform.deployment);
  const { only } = options;
  const licensee = only === undefined ? null : await getOrganization(platform.api, only, '--only');
  const request = {
    ...window,
    price: named.amount,
    token: named.token,
    rule,
    ...(licensee !== null && { licensee: licensee.id }),
    rights: parseRightsOption(options.rights),
    ...share,
  };
  const asset = await getAsset(platform.api, assetId);
  const terms = { ...request, token: named.token };
  const blocking = findBlocking([{ terms, open: asset.offers }]);
  refuseCheapBlocking(platform, blocking, { ...options, rule });
  const opened = await openOffer(platform, assetId, request);
  const price = moneyText(named, platform.deployment);
  const { offerId } = opened;
  const about = {
    assetId,
    offerId,
    price,
    ...(licensee !== null && { only: licensee.id }),
    ...(!isFlat(rule) && { isPerMonth: true }),
    ...blockingDocument(platform, blocking),
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
      ...ruleLines(rule, { currency: named.currency, exclusive: window.exclusive }),
      ...blockingLines(platform, blocking),
      outcomeLine(opened),
    ],
  };
}

/** A holder takes an offer back; licenses sold from it stay. */
export async function offerClose(context: CommandContext, offer: string): Promise<CommandResult> {
  const offerId = parseOfferArgument(offer);
  const platform = await context.connect();
  const about = { offerId: offerId.toString() };
  const done = await closeOffer(platform, offerId);
  return done === null
    ? alreadyResult(about, `offer ${offerId} is closed`)
    : actResult(done, { about, done: `offer ${offerId} is closed; licenses sold from it stay` });
}
