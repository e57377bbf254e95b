import { MaxUint256, toBeHex } from 'ethers';
import type { TransactionReceipt } from 'ethers';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { ILicenseMarket } from '../../contracts/abi/LicenseMarket.ts';
import type { IOfferBook, WishStruct } from '../../contracts/abi/OfferBook.ts';
import { buildWish, mined, NO_PERMIT, STUDIO, VERSION, type Platform } from './platform.ts';

/** How many live exclusive licenses, and how many offers, an asset's calendar holds. */
export const CALENDAR_SIZE = 32;

/** Lets the market take the studio's money from now on, so that purchases need no permit. */
export async function allowMarket({ token, people, market }: Platform): Promise<void> {
  await mined(token.connect(people.studio).approve(market, MaxUint256));
}

/** Opens an offer, everything for two years unless told otherwise, and says its id. */
export async function openOffer(
  platform: Platform,
  assetId: AssetId,
  overrides: Partial<IOfferBook.OfferTermsStruct> = {},
): Promise<bigint> {
  const { book, people } = platform;
  const terms = platform.buildTerms(overrides);
  const offerId = await book.connect(people.museum).offer.staticCall(assetId, terms);
  await platform.offer(assetId, overrides);
  return offerId;
}

/** What the studio buys from exactly this offer, at its price. */
export async function purchaseFrom(
  platform: Platform,
  offerId: bigint,
  overrides: Partial<WishStruct> = {},
): Promise<ILicenseMarket.PurchaseStruct> {
  const { book, judgement, chain } = platform;
  const { assetId, terms } = await book.offerOf(offerId);
  const wish = buildWish({ exclusive: terms.exclusive, ...overrides });
  const today = Math.floor((await chain.now()) / 86_400);
  const sold = { offerId, assetId, version: VERSION, licensee: STUDIO, wish };
  const quote = await judgement.quoteSale({ ...sold, isInvoiced: false, orderedDay: today }, today);
  return { ...sold, termsHash: toBeHex(quote.licenseId, 32), maxPrice: quote.terms.price };
}

/** Buys for the studio from exactly this offer, from a standing allowance. */
export async function buyFrom(
  platform: Platform,
  offerId: bigint,
  overrides: Partial<WishStruct> = {},
): Promise<TransactionReceipt> {
  const { market, people } = platform;
  const purchase = await purchaseFrom(platform, offerId, overrides);
  return mined(market.connect(people.studio).buy(purchase, NO_PERMIT));
}

/**
 * Sells 32 exclusive licenses, each for one territory (bits 0 to 31), from one free exclusive offer, which then is closed.
 *
 * @returns the offer's id
 */
export async function fillExclusives(
  platform: Platform,
  assetId: AssetId,
  wish: Partial<WishStruct> = {},
): Promise<bigint> {
  const offerId = await openOffer(platform, assetId, { price: 0n, exclusive: true });
  for (let at = 0; at < CALENDAR_SIZE; at++) {
    await buyFrom(platform, offerId, { territories: 1n << BigInt(at), ...wish });
  }
  await mined(platform.book.connect(platform.people.museum).closeOffer(offerId));
  return offerId;
}

/**
 * Opens free offers until the asset has 32, and sells one license for one territory (bits 0 to 31) from each.
 *
 * @returns the ids of the new offers
 */
export async function fillHulls(
  platform: Platform,
  assetId: AssetId,
  wish: Partial<WishStruct> = {},
): Promise<bigint[]> {
  const offerIds: bigint[] = [];
  const open = await platform.book.openOffersOf(assetId);
  for (let at = open.length; at < CALENDAR_SIZE; at++) {
    const offerId = await openOffer(platform, assetId, { price: 0n });
    await buyFrom(platform, offerId, { territories: 1n << BigInt(at), ...wish });
    offerIds.push(offerId);
  }
  return offerIds;
}
