import { type Day, parseDay, todayOf } from '@lanran/protocol/kernel/day';
import { type Money, parsePrice, type PricedIn } from '@lanran/sdk/kernel/money';
import { type MediaBits, mediaOf, parseMedia } from '@lanran/protocol/licensing/media';
import type { AskedUse } from '@lanran/protocol/packages/check-window';
import {
  formatRights,
  parseRights,
  PASSED_ON_RIGHTS,
  type RightsBits,
} from '@lanran/protocol/licensing/rights';
import type { Wish } from '@lanran/protocol/licensing/window';
import { type TerritoryBits, territoryCodes } from '@lanran/protocol/territories/territories';
import { parseTerritoryWords } from '@lanran/protocol/territories/territory-words';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import { parseOption } from '../output.ts';

/** `--media --territory --from --to [--exclusive]` as commander gives them. */
export interface WishOptions {
  readonly media: string;
  readonly territory: string;
  readonly from: string;
  readonly to: string;
  readonly exclusive?: boolean;
}

/** A wish, and what narrows its purchase. */
export interface PurchaseOptions extends WishOptions {
  readonly licensee?: string;
  readonly version?: string;
  readonly offer?: string;
  readonly maxPrice?: string;
}

/** @throws ArgumentError naming the option */
export function parseWish({ media, territory, from, to, exclusive = false }: WishOptions): Wish {
  const firstDay = parseDayOption('--from', from);
  const lastDay = parseDayOption('--to', to);
  if (lastDay < firstDay)
    throw new ArgumentError('--to', `${to} is before --from ${from}. The last day is included.`);
  return {
    media: parseMediaOption(media),
    territories: parseTerritoryOption(territory),
    firstDay,
    lastDay,
    exclusive,
  };
}

export function parseDayOption(option: string, text: string): Day {
  return parseOption(option, () => parseDay(text));
}

/** Any case; `ALL` for all but AI_TRAINING. */
export function parseMediaOption(text: string): MediaBits {
  return parseOption('--media', () => parseMedia(text.toUpperCase()));
}

/** Codes, names and groups, `world except US`, in either language. */
export function parseTerritoryOption(text: string): TerritoryBits {
  return parseOption('--territory', () => parseTerritoryWords(text));
}

/** What `verify` is asked about. */
export interface UseOptions {
  readonly on?: string;
  readonly territory?: string;
  readonly media?: string;
}

export function parseUse({ on, territory, media }: UseOptions): AskedUse {
  return {
    on: on === undefined ? null : parseDayOption('--on', on),
    today: todayOf(Math.floor(Date.now() / 1000)),
    territories: territory === undefined ? null : parseTerritoryOption(territory),
    media: media === undefined ? null : parseMediaOption(media),
  };
}

/** None by default: what licensees may do beyond using the work is said, not assumed. */
export function parseRightsOption(text = 'NONE'): RightsBits {
  return parseOption('--rights', () => parseRights(text.toUpperCase()));
}

/** What a part of a license has of the license's rights. @throws ArgumentError for others than can be passed on */
export function parsePassedOn(text: string | undefined): RightsBits {
  const rights = parseRightsOption(text);
  if ((rights & ~PASSED_ON_RIGHTS) === 0) return rights;
  throw new ArgumentError('--rights', `a part can have ${formatRights(PASSED_ON_RIGHTS)} of the license.`);
}

/** A wish as the API takes it. */
export function wishInput(wish: Wish, { from, to }: Pick<WishOptions, 'from' | 'to'>) {
  return {
    media: mediaOf(wish.media),
    territories: territoryCodes(wish.territories),
    from,
    to,
    exclusive: wish.exclusive,
  };
}

/** `--max-price`; null accepts any. @throws ArgumentError */
export function parseMaxPrice(text: string | undefined, deployment: PricedIn): Money | null {
  if (text === undefined) return null;
  return parseOption('--max-price', () => parsePrice(text, deployment, 'max-price'));
}

/** `--share-bps`: hundredths of a percent. @throws ArgumentError */
export function parseShareBps(text: string): number {
  const shareBps = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(shareBps <= 10_000))
    throw new ArgumentError('--share-bps', 'must be 0 to 10000 hundredths of a percent; 2000 is 20 %.');
  return shareBps;
}
