import { formatDay } from '@lanran/protocol/day';
import { mediaOf, type MediaBits } from '@lanran/protocol/media';
import { formatMoney, parseMoney } from '@lanran/protocol/money';
import { territoriesOf, WORLD, type TerritoryBits } from '@lanran/protocol/territories';
import { getAsset, type Asset } from '../../client/assets.ts';
import { RefusedError } from '../../client/errors.ts';
import { offerAct, type OfferTerms } from '../../client/licensing-acts.ts';
import { relay } from '../../client/relaying.ts';
import type { CommandContext } from '../context.ts';
import { parseOption, type CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';
import { parseWish, type WishOptions } from '../wish-options.ts';

export interface OfferOptions extends WishOptions {
  readonly price: string;
}

/** A holder offers licenses; the very same offer twice is one, so that an interrupted command can be repeated. */
export async function offer(
  context: CommandContext,
  assetText: string,
  options: OfferOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(assetText);
  const window = parseWish(options);
  const platform = await context.connect();
  const { paymentToken } = platform.deployment;
  const price = parseOption('--price', () => parseMoney(options.price, [paymentToken])).units;
  const asset = await getAsset(platform.api, assetId);
  const terms: OfferTerms = {
    ...window,
    price,
    token: paymentToken.address,
    communityShareBps: shareOf(asset),
  };
  const document = { assetId, price: formatMoney(price, paymentToken) };

  const open = asset.offers.find((candidate) => isSameOffer(candidate, terms));
  if (open !== undefined) {
    return {
      json: { ...document, offerId: open.id, alreadyOpen: true },
      lines: [`offer ${open.id} says the same already; nothing was done`],
    };
  }
  const { offerId, transaction } = await relay(platform, offerAct(assetId, terms));
  if (offerId == null)
    throw new RefusedError('UNEXPECTED_ANSWER', `Transaction ${transaction} opened no offer.`);
  return {
    json: { ...document, offerId, transaction },
    lines: [`opened offer ${offerId} at ${document.price}`, `transaction ${transaction}`],
  };
}

/** An offer promises the share that the consent in force demands. */
function shareOf({ community, consent }: Asset): number {
  return community == null ? 0 : (consent?.shareBps ?? 0);
}

function isSameOffer(open: Asset['offers'][number], terms: OfferTerms): boolean {
  return (
    open.price.amount === terms.price &&
    open.exclusive === terms.exclusive &&
    open.communityShareBps === terms.communityShareBps &&
    open.firstDay === formatDay(terms.firstDay) &&
    open.lastDay === formatDay(terms.lastDay) &&
    hasSameNames(open.media, mediaNames(terms.media)) &&
    hasSameNames(open.territories, territoryNames(terms.territories))
  );
}

function mediaNames(bits: MediaBits): string[] {
  return mediaOf(bits);
}

function territoryNames(bits: TerritoryBits): string[] {
  return bits === WORLD ? ['WORLD'] : territoriesOf(bits);
}

function hasSameNames(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name) => right.includes(name));
}
