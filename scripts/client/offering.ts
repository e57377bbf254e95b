import { formatDay } from '@lanran/protocol/day';
import type { AssetId } from '@lanran/protocol/ids';
import { formatMedia } from '@lanran/protocol/media';
import { rightsBits, type RightsBits } from '@lanran/protocol/rights';
import { formatTerritories } from '@lanran/protocol/territories';
import type { Wish } from '@lanran/protocol/window';
import { getAsset, type Asset } from './assets.ts';
import { RefusedError } from './errors.ts';
import { offerAct, type OfferTerms } from './licensing-acts.ts';
import type { Platform } from './platform.ts';
import { relay } from './relaying.ts';

export interface OfferRequest extends Wish {
  /** In the payment token's smallest unit. */
  readonly price: bigint;
  readonly rights: RightsBits;
}

export interface OpenedOffer {
  readonly offerId: string;
  /** Null when the very same offer was open before. */
  readonly transaction: string | null;
}

/** Offers licenses, with the share that the consent in force demands. The very same offer twice is one. */
export async function openOffer(
  platform: Platform,
  assetId: AssetId,
  request: OfferRequest,
): Promise<OpenedOffer> {
  const asset = await getAsset(platform.api, assetId);
  const terms = {
    ...request,
    token: platform.deployment.paymentToken.address,
    communityShareBps: shareOf(asset),
  };
  const open = asset.offers.find((candidate) => isSameOffer(candidate, terms));
  if (open !== undefined) return { offerId: open.id, transaction: null };
  const { offerId, transaction } = await relay(platform, offerAct(assetId, terms));
  if (offerId == null)
    throw new RefusedError('UNEXPECTED_ANSWER', `Transaction ${transaction} opened no offer.`);
  return { offerId, transaction };
}

function shareOf({ community, consent }: Asset): number {
  return community == null ? 0 : (consent?.shareBps ?? 0);
}

function isSameOffer(open: Asset['offers'][number], terms: OfferTerms): boolean {
  return (
    open.price.amount === terms.price &&
    open.price.token.toLowerCase() === terms.token &&
    open.exclusive === terms.exclusive &&
    open.communityShareBps === terms.communityShareBps &&
    rightsBits(open.rights) === terms.rights &&
    open.firstDay === formatDay(terms.firstDay) &&
    open.lastDay === formatDay(terms.lastDay) &&
    open.media.join(',') === formatMedia(terms.media) &&
    open.territories.join(',') === formatTerritories(terms.territories)
  );
}
