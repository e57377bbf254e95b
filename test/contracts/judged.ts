import { toBeHex, ZeroAddress } from 'ethers';
import { expect } from 'vitest';
import type { IJudgement, TermsStruct, WishStruct } from '../../contracts/abi/Judgement.ts';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { DAY_SECONDS } from '../../scripts/stage/chain.ts';
import { buildWish, mined, NO_PERMIT, STUDIO, VERSION, type Platform } from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';

/** Code (types/Reason.sol), in its order. */
const CODES = [
  'NONE',
  'ASSET_UNKNOWN',
  'ASSET_WITHDRAWN',
  'ASSET_DISPUTED',
  'LICENSEE_UNKNOWN',
  'WINDOW_EMPTY',
  'WINDOW_PAST',
  'NO_CONSENT',
  'CONSENT_MEDIA',
  'CONSENT_TERRITORIES',
  'CONSENT_ENDS',
  'NO_OFFER',
  'OFFER_MEDIA',
  'OFFER_TERRITORIES',
  'OFFER_DAYS',
  'EXCLUSIVE_NOT_OFFERED',
  'ALREADY_LICENSED',
  'EXCLUSIVE_OVERLAP',
  'SHARE_RAISED',
  'SALES_PAUSED',
  'CONSENT_RIGHTS',
  'CALENDAR_FULL',
  'OFFER_OVERLAP',
  'OFFER_CLOSED',
  'LICENSE_ENDED',
  'NOT_RENEWABLE',
  'NOT_SUBLICENSABLE',
  'OUTSIDE_LICENSE',
  'ONLY_EXCLUSIVE',
  'VERSION_MISSING',
  'LICENSEE_SUSPENDED',
  'HOLDER_SUSPENDED',
  'OFFER_RESERVED',
  'USE_DAYS',
  'USE_PRICE',
  'USE_TOKEN',
  'USE_NOT_EXCLUSIVE',
] as const;

export type Said = [name: string, subject: bigint];

export { RIGHT } from '../../scripts/stage/market.ts';

/** What came of an attempt: a license, or every reason why not. */
export interface Outcome {
  readonly licenseId: bigint;
  readonly terms: TermsStruct;
  readonly reasons: Said[];
}

export async function today({ chain }: Platform): Promise<number> {
  return Math.floor((await chain.now()) / DAY_SECONDS);
}

/** Lets the first second of the day begin. */
export async function travelToDay({ chain }: Platform, day: number): Promise<void> {
  await chain.travelTo(day * DAY_SECONDS);
}

/** Names instead of numbers. */
export function said(reasons: readonly { code: bigint; subject: bigint }[]): Said[] {
  return reasons.map(({ code, subject }) => [CODES[Number(code)] ?? `code ${code}`, subject]);
}

/** Buys for the studio, and fails unless quote and sale say the same. */
export async function sell(
  platform: Platform,
  offerId: bigint,
  overrides: Partial<WishStruct> = {},
): Promise<Outcome> {
  const { book, judgement, market, people } = platform;
  const { assetId, terms } = await book.offerOf(offerId);
  const wish = buildWish({ exclusive: terms.exclusive, ...overrides });
  const day = await today(platform);
  const sold = { offerId, assetId, version: VERSION, licensee: STUDIO, wish };
  const quote = await judgement.quoteSale({ ...sold, isInvoiced: false, orderedDay: day }, day);
  const purchase = { ...sold, termsHash: toBeHex(quote.licenseId, 32), maxPrice: quote.terms.price };
  const value = quote.terms.token === ZeroAddress ? quote.terms.price : 0n;
  return settle(quote, () => mined(market.connect(people.studio).buy(purchase, NO_PERMIT, { value })));
}

/** Renews for the studio, and fails unless quote and sale say the same. */
export async function renew(platform: Platform, held: TermsStruct): Promise<Outcome> {
  const { judgement, market, people } = platform;
  const quote = await judgement.quoteRenewal(held, STUDIO, await today(platform));
  const termsHash = toBeHex(quote.licenseId, 32);
  return settle(quote, () => mined(market.connect(people.studio).renew(held, termsHash, NO_PERMIT)));
}

/** Sublicenses for the studio, and fails unless quote and sale say the same. */
export async function sublicense(
  platform: Platform,
  held: TermsStruct,
  overrides: Partial<WishStruct> & { licensee?: OrganizationId; rights?: number } = {},
): Promise<Outcome> {
  const { judgement, market, people } = platform;
  const { licensee = STUDIO, rights = 0, ...window } = overrides;
  const wish = buildWish(window);
  const quote = await judgement.quoteSublicense(held, licensee, wish, rights, await today(platform));
  return settle(quote, () => mined(market.connect(people.studio).sublicense(held, licensee, wish, rights)));
}

async function settle(quote: IJudgement.QuoteStructOutput, send: () => Promise<unknown>): Promise<Outcome> {
  const reasons = said(quote.reasons);
  if (reasons.length === 0) await send();
  else {
    const pairs = quote.reasons.map(({ code, subject }) => [code, subject]);
    expect(await refusalOf(send())).toEqual(['JudgementRefused', pairs]);
  }
  return { licenseId: quote.licenseId, terms: termsOf(quote.terms), reasons };
}

/** Terms that can be sent again. */
export function termsOf(terms: TermsStruct & { wish: WishStruct }): TermsStruct {
  const { media, territories, firstDay, lastDay, exclusive } = terms.wish;
  const { assetId, version, licensee, offerId, token, price, communityShareBps } = terms;
  const { operatorShareBps, rights, origin, parent, territoriesHash } = terms;
  return {
    assetId,
    version,
    licensee,
    offerId,
    wish: { media, territories, firstDay, lastDay, exclusive },
    token,
    price,
    communityShareBps,
    operatorShareBps,
    rights,
    origin,
    parent,
    territoriesHash,
  };
}
