import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { parseMoney } from '@lanran/protocol/kernel/money';
import { formatMedia, MEDIA, type MediaBits, mediaOf } from '@lanran/protocol/licensing/media';
import { FLAT_PRICE, type PriceRule, type TerritoryGroup } from '@lanran/protocol/licensing/pricing';
import { parseTerritoryWords } from '@lanran/protocol/territories/territory-words';
import { mediaFactorsOf } from '@lanran/sdk/assets/offered-rule';
import { reasonOf, ArgumentError } from '@lanran/sdk/kernel/errors';
import { type NamedPrice, parsePrice, type PricedIn } from '@lanran/sdk/kernel/money';
import type { CheapBlockingOption } from '../lines/blocking.ts';
import { parseOption } from '../output.ts';
import type { WishOptions } from './window.ts';

export interface OfferOptions extends WishOptions, PriceOptions, CheapBlockingOption {
  /** The one organization that can take it, by id or slug. */
  readonly only?: string;
  readonly rights?: string;
  readonly shareBps?: string;
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
  /** Of a license, or with a rule of a month. */
  readonly price: NamedPrice;
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
export function parseOfferPrice(options: PriceOptions, media: MediaBits, deployment: PricedIn): ParsedPrice {
  const given = options.rule === undefined ? options : { ...options, ...readRule(options.rule) };
  const { price, pricePerMonth } = given;
  if ((price === undefined) === (pricePerMonth === undefined))
    throw new ArgumentError('--price', 'give either a flat --price, or --price-per-month with its factors.');
  if (pricePerMonth === undefined) {
    requireNoRule(given);
    return { price: readPrice('--price', price ?? '', deployment), rule: FLAT_PRICE };
  }
  const { minimum, mediaFactor = [], territoryFactor = [], exclusivityFactor } = given;
  const named = readPrice('--price-per-month', pricePerMonth, deployment);
  return {
    price: named,
    rule: {
      minimum: minimum === undefined ? 0n : readMinimum(minimum, named),
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

function readPrice(option: string, text: string, deployment: PricedIn): NamedPrice {
  return parseOption(option, () => parsePrice(text, deployment, option.slice(2)));
}

/** In the currency of the price. */
function readMinimum(text: string, { currency }: NamedPrice): bigint {
  return parseOption('--minimum', () => parseMoney(text, [currency], 'minimum')).units;
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
