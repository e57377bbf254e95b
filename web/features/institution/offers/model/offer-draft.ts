import { parseDay } from '@lanran/protocol/kernel/day';
import { bitsOf, MEDIA, type Medium } from '@lanran/protocol/licensing/media';
import type { Currency } from '@lanran/protocol/kernel/money';
import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import {
  FLAT_PRICE,
  PricingError,
  type PricingProblem,
  requirePriceRule,
} from '@lanran/protocol/licensing/pricing';
import { CONSENTED_RIGHTS, RIGHTS, type Right, rightsBits } from '@lanran/protocol/licensing/rights';
import { findTerritory, parseTerritories, territoryCodes } from '@lanran/protocol/territories/territories';
import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import type { OfferRequest } from '@lanran/sdk/licensing/offers';
import { communityShareOf } from '../../../../lib/labels/community-share.ts';
import { findDay, isReversed } from '../../../../lib/territories/window-days.ts';
import { priceUnits } from '../../../../lib/territories/price-units.ts';
import {
  NO_RULE,
  priceRuleOf,
  readRule,
  type RuleDraft,
  ruleProblems,
  type RuleProblem,
} from './price-rule-draft.ts';

/** An offer as it is being written: it may lack anything yet. Days are YYYY-MM-DD or empty. */
export interface OfferDraft {
  readonly media: readonly Medium[];
  /** ISO 3166-1 codes, or `WORLD` alone. */
  readonly territories: readonly string[];
  readonly firstDay: string;
  readonly lastDay: string;
  /** As typed, e.g. `1200` or `1,200.50`. */
  readonly price: string;
  /** What it is in, by its address; empty until one is chosen. */
  readonly token: string;
  readonly isExclusive: boolean;
  readonly rights: readonly Right[];
  /** The price is that of a month, times factors; else of any use. */
  readonly isByRule: boolean;
  readonly rule: RuleDraft;
  /** Only one organization can take it. */
  readonly isForOne: boolean;
  /** That organization; null until it is chosen. */
  readonly licensee: NamedOrganization | null;
}

/** An organization as it was chosen. */
export interface NamedOrganization {
  readonly id: string;
  readonly name: { readonly en: string | null; readonly zh: string | null };
}

/** What a council permits; without a community everything is permitted. */
export interface Permission {
  readonly media: readonly string[];
  readonly territories: readonly string[];
  readonly lastDay: string | null;
  readonly rights: readonly string[];
  readonly shareBps: number;
  /** Of a consent to one use by one organization. */
  readonly use?: {
    readonly firstDay: string;
    readonly exclusive: boolean;
    /** Decimal text, in the smallest unit. */
    readonly minPrice: string;
    /** What it is in: offers by it are in no other. */
    readonly token: string;
  };
}

export const EVERYTHING: Permission = {
  media: MEDIA,
  territories: ['WORLD'],
  lastDay: null,
  rights: RIGHTS,
  shareBps: 0,
};

export function emptyDraft(permission: Permission, today: string): OfferDraft {
  return {
    media: [],
    territories: permission.territories.includes('WORLD') ? [] : permission.territories,
    firstDay: today,
    lastDay: permission.lastDay ?? '',
    price: '',
    token: '',
    isExclusive: false,
    rights: [],
    isByRule: false,
    rule: NO_RULE,
    isForOne: false,
    licensee: null,
  };
}

export function allowsMedium({ media }: Permission, medium: string): boolean {
  return media.includes(medium);
}

/** The codes of a draft that are not permitted. */
function territoriesBeyond(draft: OfferDraft, permission: Permission): readonly string[] {
  return territoryCodes(bitsOfList(draft.territories) & ~bitsOfList(permission.territories));
}

/** What is not understood is left out. */
function bitsOfList(codes: Iterable<unknown>): bigint {
  return [...codes].reduce<bigint>((bits, code) => bits | (findTerritory(String(code)) ?? 0n), 0n);
}

/** Transfer and sublicensing need the community's word; ending early and renewing are the holder's own. */
export function allowsRight({ rights }: Permission, right: Right): boolean {
  return (rightsBits([right]) & CONSENTED_RIGHTS) === 0 || rights.includes(right);
}

/** What is wrong with a draft, or missing. */
export type OfferProblem =
  | { readonly code: 'media' | 'territories' | 'first' | 'last' | 'order' | 'past' | 'price' }
  | { readonly code: 'licensee' | 'exclusiveBeyond' }
  | { readonly code: 'firstBeyond'; readonly day: string }
  | { readonly code: 'belowLeast'; readonly units: string }
  | { readonly code: 'pricing'; readonly problem: PricingProblem }
  | RuleProblem
  | { readonly code: 'mediaBeyond' | 'territoriesBeyond' | 'rightsBeyond'; readonly names: readonly string[] }
  | { readonly code: 'lastBeyond'; readonly day: string };

interface Rules {
  readonly permission: Permission;
  readonly today: string;
  readonly currency: PlatformCurrency;
}

/** Everything that stands in the way, at once. */
export function problemsOf(
  draft: OfferDraft,
  { permission, today, currency }: Rules,
): readonly OfferProblem[] {
  const problems: OfferProblem[] = [];
  const { media, territories, rights } = draft;
  const last = findDay(draft.lastDay);
  const beyond = {
    media: media.filter((medium) => !allowsMedium(permission, medium)),
    territories: territoriesBeyond(draft, permission),
    rights: rights.filter((right) => !allowsRight(permission, right)),
  };
  if (media.length === 0) problems.push({ code: 'media' });
  if (beyond.media.length > 0) problems.push({ code: 'mediaBeyond', names: beyond.media });
  if (territories.length === 0) problems.push({ code: 'territories' });
  if (beyond.territories.length > 0) problems.push({ code: 'territoriesBeyond', names: beyond.territories });
  if (findDay(draft.firstDay) === null) problems.push({ code: 'first' });
  if (last === null) problems.push({ code: 'last' });
  if (isReversed(draft.firstDay, draft.lastDay)) problems.push({ code: 'order' });
  if (last !== null && last < parseDay(today)) problems.push({ code: 'past' });
  if (permission.lastDay !== null && last !== null && last > parseDay(permission.lastDay))
    problems.push({ code: 'lastBeyond', day: permission.lastDay });
  problems.push(...priceProblems(draft, currency));
  if (beyond.rights.length > 0) problems.push({ code: 'rightsBeyond', names: beyond.rights });
  if (draft.isForOne && draft.licensee === null) problems.push({ code: 'licensee' });
  if (problems.length > 0) return problems;
  return [...problemsOfUse(draft, { permission, currency }), ...pricingProblems(draft, currency)];
}

function priceProblems(draft: OfferDraft, currency: Currency): readonly OfferProblem[] {
  const price: OfferProblem[] = priceUnits(draft.price, currency) === null ? [{ code: 'price' }] : [];
  return draft.isByRule ? [...price, ...ruleProblems(draft, currency)] : price;
}

/** Of a draft that is complete: what consent to one use forbids beyond what every consent does. */
function problemsOfUse(
  draft: OfferDraft,
  { permission: { use }, currency }: Pick<Rules, 'permission' | 'currency'>,
): readonly OfferProblem[] {
  if (use === undefined) return [];
  const request = requestOf(draft, currency);
  const least = request.rule?.minimum ?? request.price;
  const problems: OfferProblem[] = [];
  if (draft.firstDay < use.firstDay) problems.push({ code: 'firstBeyond', day: use.firstDay });
  if (draft.isExclusive && !use.exclusive) problems.push({ code: 'exclusiveBeyond' });
  if (least < BigInt(use.minPrice)) problems.push({ code: 'belowLeast', units: use.minPrice });
  return problems;
}

/** Of a draft that is complete: what the contract refuses of its price. */
function pricingProblems(draft: OfferDraft, currency: PlatformCurrency): readonly OfferProblem[] {
  try {
    requirePriceRule({ rule: FLAT_PRICE, ...requestOf(draft, currency) });
    return [];
  } catch (error) {
    if (error instanceof PricingError) return [{ code: 'pricing', problem: error.code }];
    throw error;
  }
}

/** The parts of one sale's price. */
export function sharesOf(
  units: bigint,
  shareBps: number,
): { readonly community: bigint; readonly rest: bigint } {
  const community = communityShareOf(units, shareBps);
  return { community, rest: units - community };
}

/** Of a draft without problems. @throws for one with problems */
export function requestOf(draft: OfferDraft, currency: PlatformCurrency): OfferRequest {
  return {
    media: bitsOf(draft.media),
    territories: parseTerritories(draft.territories.join(',')),
    firstDay: parseDay(draft.firstDay),
    lastDay: parseDay(draft.lastDay),
    exclusive: draft.isExclusive,
    price: requirePrice(draft.price, currency),
    token: currency.address,
    rights: rightsBits(draft.rights),
    ...(draft.isByRule && { rule: priceRuleOf(draft, currency) }),
    ...(draft.isForOne && draft.licensee !== null && { licensee: parseOrganizationId(draft.licensee.id) }),
  };
}

function requirePrice(text: string, currency: Currency): bigint {
  const units = priceUnits(text, currency);
  if (units === null) throw new RangeError(`${JSON.stringify(text)} is no amount.`);
  return units;
}

/** Reads a kept draft; what is not understood is left out. Null for what is none. */
export function readDraft(text: string | null, fallback: OfferDraft): OfferDraft | null {
  if (text === null || text === '') return null;
  try {
    const kept = JSON.parse(text) as Partial<Record<keyof OfferDraft, unknown>>;
    const [media, territories, rights] = [listOf(kept.media), listOf(kept.territories), listOf(kept.rights)];
    return {
      media: MEDIA.filter((medium) => media.has(medium)),
      territories: territoryCodes(bitsOfList(territories)),
      firstDay: textOf(kept.firstDay, fallback.firstDay),
      lastDay: textOf(kept.lastDay, fallback.lastDay),
      price: textOf(kept.price, ''),
      token: textOf(kept.token, ''),
      isExclusive: kept.isExclusive === true,
      rights: RIGHTS.filter((right) => rights.has(right)),
      isByRule: kept.isByRule === true,
      rule: readRule(kept.rule),
      isForOne: kept.isForOne === true,
      licensee: readOrganization(kept.licensee),
    };
  } catch {
    return null;
  }
}

function readOrganization(kept: unknown): NamedOrganization | null {
  const { id, name } = (kept ?? {}) as { readonly id?: unknown; readonly name?: unknown };
  if (typeof id !== 'string' || typeof name !== 'object' || name === null) return null;
  const { en, zh } = name as { readonly en?: unknown; readonly zh?: unknown };
  return { id, name: { en: textOrNull(en), zh: textOrNull(zh) } };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function listOf(value: unknown): ReadonlySet<unknown> {
  return new Set(Array.isArray(value) ? value : []);
}

function textOf(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}
