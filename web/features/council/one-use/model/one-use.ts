import type { UseConsentTerms } from '@lanran/sdk/consent/consent-acts';
import { formatDay, parseDay } from '@lanran/protocol/kernel/day';
import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { bitsOf, MEDIA } from '@lanran/protocol/licensing/media';
import { formatMoney } from '@lanran/protocol/kernel/money';
import { rightsBits } from '@lanran/protocol/licensing/rights';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import { priceUnits } from '../../../../lib/territories/price-units.ts';
import { findDay, isReversed } from '../../../../lib/territories/window-days.ts';
import { currencyAt, type PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import {
  CONSENTABLE,
  grantOf,
  type GrantDraft,
  type GrantLimits,
  type GrantProblem,
  parseShare,
  problemsOf,
  type ShownConsent,
} from '../../consents/model/grant.ts';

/** What one organization is permitted once, as it is being written. */
export interface OneUseDraft extends GrantDraft {
  /** Its id; empty until one is chosen. */
  readonly licensee: string;
  /** YYYY-MM-DD, or as far as it was typed. */
  readonly firstDay: string;
  readonly exclusive: boolean;
  /** As it was typed, e.g. `1,200.50`. */
  readonly minPrice: string;
  /** What it is in, by its address; empty until one is chosen. */
  readonly token: string;
}

export type OneUseProblem =
  | GrantProblem
  | 'licenseeMissing'
  | 'firstDayMissing'
  | 'daysReversed'
  | 'priceMissing';

interface OneUseLimits extends GrantLimits {
  readonly currency: PlatformCurrency;
}

const DAYS_OF_A_YEAR = 365;
const USUAL_SHARE_BPS = 2_000;

/** Careful: nobody, no use and no price is chosen for the council. */
export function emptyOneUse({ today, leastShareBps }: GrantLimits): OneUseDraft {
  return {
    licensee: '',
    media: [],
    territories: [],
    firstDay: formatDay(today),
    lastDay: formatDay(today + DAYS_OF_A_YEAR),
    exclusive: false,
    minPrice: '',
    token: '',
    share: String(Math.max(leastShareBps, USUAL_SHARE_BPS) / 100),
    rights: [],
  };
}

/** Everything that keeps it from being signed, at once. */
export function oneUseProblemsOf(
  draft: OneUseDraft,
  { currency, ...limits }: OneUseLimits,
): readonly OneUseProblem[] {
  const problems: (OneUseProblem | false)[] = [
    draft.licensee === '' && 'licenseeMissing',
    findDay(draft.firstDay) === null && 'firstDayMissing',
    isReversed(draft.firstDay, draft.lastDay) && 'daysReversed',
    priceUnits(draft.minPrice, currency) === null && 'priceMissing',
    ...problemsOf(draft, limits),
  ];
  return problems.filter((problem) => problem !== false);
}

/** What is permitted now, to be changed. Its price in a currency that is not known is asked for anew. */
export function oneUseOf(present: ShownOneUse, currencies: readonly PlatformCurrency[]): OneUseDraft {
  const { licensee, firstDay, exclusive, minPrice } = present;
  const currency = currencyAt(currencies, minPrice.token);
  return {
    ...grantOf(present),
    licensee: licensee?.id ?? '',
    firstDay,
    exclusive,
    minPrice: currency === null ? '' : (formatMoney(BigInt(minPrice.amount), currency).split(' ')[0] ?? ''),
    token: currency?.address ?? '',
  };
}

interface ShownOneUse extends ShownConsent {
  readonly licensee: { readonly id: string } | null;
  readonly firstDay: string;
  readonly exclusive: boolean;
  readonly minPrice: { readonly amount: string; readonly token: string };
}

interface Parties {
  readonly holder: string;
  readonly currency: PlatformCurrency;
}

/** As the council signs it. The draft has no problems. */
export function oneUseTermsOf(draft: OneUseDraft, { holder, currency }: Parties): UseConsentTerms {
  return {
    holder: parseOrganizationId(holder),
    licensee: parseOrganizationId(draft.licensee),
    media: bitsOf(draft.media),
    territories: parseTerritories(draft.territories.join(',')),
    firstDay: parseDay(draft.firstDay),
    lastDay: parseDay(draft.lastDay),
    exclusive: draft.exclusive,
    token: currency.address,
    minPrice: priceUnits(draft.minPrice, currency) ?? 0n,
    shareBps: parseShare(draft.share) ?? 0,
    rights: rightsBits(draft.rights),
  };
}

const TEXTS = ['licensee', 'firstDay', 'lastDay', 'minPrice', 'share'] as const;
const LISTS = ['media', 'territories', 'rights'] as const;

/** What a person typed before a reload; null when it is not understood. */
export function readOneUse(text: string | null): OneUseDraft | null {
  if (text === null || text === '') return null;
  try {
    const value = JSON.parse(text) as Partial<Record<keyof OneUseDraft, unknown>>;
    if (!TEXTS.every((name) => typeof value[name] === 'string')) return null;
    if (!LISTS.every((name) => Array.isArray(value[name]))) return null;
    const kept = value as OneUseDraft; // by the two checks, but for what its lists hold
    return {
      ...kept,
      token: typeof value.token === 'string' ? value.token : '',
      media: MEDIA.filter((medium) => kept.media.includes(medium)),
      territories: kept.territories.map(String),
      exclusive: value.exclusive === true,
      rights: CONSENTABLE.filter((right) => kept.rights.includes(right)),
    };
  } catch {
    return null;
  }
}
