import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { formatMoney, parseMoney } from '@lanran/protocol/kernel/money';
import { formatMedia, MEDIA, type MediaBits, mediaOf } from '@lanran/protocol/licensing/media';
import { FLAT_PRICE, isFlat, type PriceRule, type TerritoryGroup } from '@lanran/protocol/licensing/pricing';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import { parseTerritoryWords } from '@lanran/protocol/territories/territory-words';
import { outcomeDocument } from '@lanran/sdk/acts/relaying';
import { outcomeLine } from './lines/outcome.ts';
import { mediaFactorsOf } from '@lanran/sdk/assets/offered-rule';
import { getAsset } from '@lanran/sdk/assets/assets';
import { reasonOf, ArgumentError } from '@lanran/sdk/kernel/errors';
import type { Deployment } from '@lanran/sdk/kernel/session';
import { closeOffer, openOffer } from '@lanran/sdk/licensing/offers';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import type { CommandContext } from './context.ts';
import { actResult, alreadyResult } from './lines/act.ts';
import {
  blockingDocument,
  blockingLines,
  type CheapBlockingOption,
  findBlocking,
  refuseCheapBlocking,
} from './lines/blocking.ts';
import { ruleLines } from './lines/quote.ts';
import { parseAssetArgument, parseOfferArgument } from './options/arguments.ts';
import { parseRightsOption, parseWish, type WishOptions, parseShareBps } from './options/window.ts';
import { type CommandResult, parseOption } from './output.ts';

export interface OfferOptions extends WishOptions, PriceOptions, CheapBlockingOption {
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
  const { price: units, rule } = parseOfferPrice(options, window.media, platform.deployment);
  const { only } = options;
  const licensee = only === undefined ? null : await getOrganization(platform.api, only, '--only');
  const request = {
    ...window,
    price: units,
    rule,
    ...(licensee !== null && { licensee: licensee.id }),
    rights: parseRightsOption(options.rights),
    ...share,
  };
  const asset = await getAsset(platform.api, assetId);
  const terms = { ...request, token: paymentToken.address };
  const blocking = findBlocking([{ terms, open: asset.offers }]);
  refuseCheapBlocking(platform, blocking, { ...options, rule });
  const opened = await openOffer(platform, assetId, request);
  const price = formatMoney(units, paymentToken);
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
      ...ruleLines(rule, { currency: paymentToken, exclusive: window.exclusive }),
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

/** A flat `--price`, or `--price-per-month` with its rule, as commander gives them. */
interface PriceOptions {
  readonly price?: string;
  readonly pricePerMonth?: string;
  readonly minimum?: string;
  readonly mediaFactor?: readonly string[];
  readonly territoryFactor?: readonly string[];
  readonly exclusivityFactor?: string;
  readonly rule?: string;
}

interface ParsedPrice {
  /** Of a license, or with a rule of a month, in the token's smallest unit. */
  readonly price: bigint;
  readonly rule: PriceRule;
}

/** In hundredths. */
const UNCHANGED = 100;

/** `--rule FILE.json`: the same in one file. */
const RuleFile = z.strictObject({
  pricePerMonth: z.string(),
  minimum: z.string().optional(),
  mediaFactors: z.record(z.string(), z.string()).optional(),
  territoryFactors: z.record(z.string(), z.string()).optional(),
  exclusivityFactor: z.string().optional(),
});

/** @throws ArgumentError naming the option */
export function parseOfferPrice(
  options: PriceOptions,
  media: MediaBits,
  deployment: Pick<Deployment, 'paymentToken'>,
): ParsedPrice {
  const given = options.rule === undefined ? options : { ...options, ...readRule(options.rule) };
  const { price, pricePerMonth } = given;
  if ((price === undefined) === (pricePerMonth === undefined))
    throw new ArgumentError('--price', 'give either a flat --price, or --price-per-month with its factors.');
  if (pricePerMonth === undefined) {
    requireNoRule(given);
    return { price: parseAmount('--price', price ?? '', deployment), rule: FLAT_PRICE };
  }
  const { minimum, mediaFactor = [], territoryFactor = [], exclusivityFactor } = given;
  return {
    price: parseAmount('--price-per-month', pricePerMonth, deployment),
    rule: {
      minimum: minimum === undefined ? 0n : parseAmount('--minimum', minimum, deployment),
      mediaFactors: parseMediaFactors(mediaFactor, media),
      groups: territoryFactor.map(parseGroup),
      // Of a rule without factors it is what tells it from a flat price.
      exclusivityFactor:
        exclusivityFactor === undefined ? UNCHANGED : parseFactor('--exclusivity-factor', exclusivityFactor),
    },
  };
}

function requireNoRule({ minimum, mediaFactor, territoryFactor, exclusivityFactor }: PriceOptions): void {
  const parts = [minimum, mediaFactor, territoryFactor, exclusivityFactor];
  if (parts.every((part) => part === undefined)) return;
  throw new ArgumentError(
    '--price',
    'a flat price has no minimum and no factors. Give --price-per-month with them.',
  );
}

function parseAmount(
  option: string,
  text: string,
  { paymentToken }: Pick<Deployment, 'paymentToken'>,
): bigint {
  return parseOption(option, () => parseMoney(text, [paymentToken])).units;
}

/** `STREAMING=1.50`; offered media without a factor have 1.00. */
function parseMediaFactors(texts: readonly string[], offered: MediaBits): number[] {
  if (texts.length === 0) return [];
  const factors = new Map(mediaOf(offered).map((medium) => [medium, UNCHANGED]));
  for (const text of texts) {
    const [name, factor] = parsePair('--media-factor', text);
    const medium = MEDIA.find((known) => known === name.toUpperCase());
    if (medium === undefined || !factors.has(medium))
      throw new ArgumentError(
        '--media-factor',
        `${JSON.stringify(name)} is not one of the offered media, ${formatMedia(offered)}.`,
      );
    factors.set(medium, factor);
  }
  return mediaFactorsOf(factors);
}

function parseGroup(text: string): TerritoryGroup {
  const [places, factor] = parsePair('--territory-factor', text);
  return { territories: parseOption('--territory-factor', () => parseTerritoryWords(places)), factor };
}

function parsePair(option: string, text: string): [string, number] {
  const at = text.lastIndexOf('=');
  if (at < 1)
    throw new ArgumentError(option, `${JSON.stringify(text)} is not NAME=FACTOR, such as STREAMING=1.50.`);
  return [text.slice(0, at).trim(), parseFactor(option, text.slice(at + 1))];
}

/** Two digits after the point at most. @returns hundredths */
function parseFactor(option: string, text: string): number {
  const [, whole, fraction = ''] = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text.trim()) ?? [];
  const factor = whole === undefined ? 0 : Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  if (factor === 0 || factor > 65_535)
    throw new ArgumentError(
      option,
      `${JSON.stringify(text)} must be 0.01 to 655.35, with at most two digits after the point.`,
    );
  return factor;
}

function readRule(path: string): PriceOptions {
  try {
    const { mediaFactors, territoryFactors, ...rule } = RuleFile.parse(
      JSON.parse(readFileSync(path, 'utf8')),
    );
    return {
      ...rule,
      ...(mediaFactors !== undefined && { mediaFactor: pairsOf(mediaFactors) }),
      ...(territoryFactors !== undefined && { territoryFactor: pairsOf(territoryFactors) }),
    } as PriceOptions;
  } catch (cause) {
    const problem = cause instanceof z.ZodError ? z.prettifyError(cause) : reasonOf(cause);
    throw new ArgumentError('--rule', `${path} can’t be read: ${problem}`, { cause });
  }
}

function pairsOf(factors: Readonly<Record<string, string>>): string[] {
  return Object.entries(factors).map(([name, factor]) => `${name}=${factor}`);
}
