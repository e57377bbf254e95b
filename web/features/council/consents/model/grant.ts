import { bitsOf, MEDIA, type Medium } from '@lanran/protocol/licensing/media';
import { formatDay, parseDay, todayOf } from '@lanran/protocol/kernel/day';
import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { findDay } from '../../../../lib/territories/window-days.ts';
import { rightsBits } from '@lanran/protocol/licensing/rights';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import type { ConsentTerms } from '@lanran/sdk/consent/consent-acts';

/** Rights of licenses that need a community's consent. */
export const CONSENTABLE = ['TRANSFERABLE', 'SUBLICENSABLE', 'ADAPTABLE', 'ENDURING', 'PROMOTABLE'] as const;
export type Consentable = (typeof CONSENTABLE)[number];

/** A consent as it is being written. */
export interface GrantDraft {
  readonly media: readonly Medium[];
  /** ISO 3166-1 codes, or `WORLD` alone. */
  readonly territories: readonly string[];
  /** YYYY-MM-DD, or as far as it was typed. */
  readonly lastDay: string;
  /** Percent of every price, as it was typed. */
  readonly share: string;
  readonly rights: readonly Consentable[];
}

export type GrantProblem =
  | 'mediaMissing'
  | 'placesMissing'
  | 'dayMissing'
  | 'dayPast'
  | 'shareMissing'
  | 'shareTooMuch'
  | 'shareFell';

export interface GrantLimits {
  /** Days since 1970 in UTC. */
  readonly today: number;
  /** What the consent in force demands: within it the share never falls (ConsentRegistry). */
  readonly leastShareBps: number;
}

/** Today in UTC, which is what days are on chain. */
export function todayNow(): number {
  return todayOf(Math.floor(Date.now() / 1000));
}

const DAYS_OF_TWO_YEARS = 730;

/** Careful: no use is chosen for the council. */
export function emptyGrant(today: number, shareBps = 2_000): GrantDraft {
  return {
    media: [],
    territories: [],
    lastDay: formatDay(today + DAYS_OF_TWO_YEARS),
    share: String(shareBps / 100),
    rights: [],
  };
}

export interface ShownConsent {
  readonly media: readonly string[];
  readonly territories: readonly string[];
  readonly lastDay: string;
  readonly shareBps: number;
  readonly rights: readonly string[];
}

export function grantOf(consent: ShownConsent): GrantDraft {
  return {
    media: MEDIA.filter((medium) => consent.media.includes(medium)),
    territories: consent.territories,
    lastDay: consent.lastDay,
    share: String(consent.shareBps / 100),
    rights: CONSENTABLE.filter((right) => consent.rights.includes(right)),
  };
}

/** `12.5` → 1250; null unless it is a percentage with at most two decimals. Full-width digits count too. */
export function parseShare(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(text.normalize('NFKC').trim());
  if (match === null) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

/** Everything that keeps it from being signed, at once. */
export function problemsOf(
  draft: GrantDraft,
  { today, leastShareBps }: GrantLimits,
): readonly GrantProblem[] {
  const lastDay = findDay(draft.lastDay);
  const shareBps = parseShare(draft.share);
  const problems: (GrantProblem | false)[] = [
    draft.media.length === 0 && 'mediaMissing',
    draft.territories.length === 0 && 'placesMissing',
    lastDay === null && 'dayMissing',
    lastDay !== null && lastDay < today && 'dayPast',
    shareBps === null && 'shareMissing',
    shareBps !== null && shareBps > 10_000 && 'shareTooMuch',
    shareBps !== null && shareBps <= 10_000 && shareBps < leastShareBps && 'shareFell',
  ];
  return problems.filter((problem) => problem !== false);
}

/** As the council signs it. The draft has no problems. */
export function termsOf(draft: GrantDraft, holder: string): ConsentTerms {
  return {
    holder: parseOrganizationId(holder),
    media: bitsOf(draft.media),
    territories: parseTerritories(draft.territories.join(',')),
    lastDay: parseDay(draft.lastDay),
    shareBps: parseShare(draft.share) ?? 0,
    rights: rightsBits(draft.rights),
  };
}

/** What a person typed before a reload; null when it is not understood. */
export function readGrant(text: string | null): GrantDraft | null {
  if (text === null || text === '') return null;
  try {
    const value = JSON.parse(text) as Partial<Record<keyof GrantDraft, unknown>>;
    const { media, territories, lastDay, share, rights } = value;
    if (![media, territories, rights].every(Array.isArray)) return null;
    if (typeof lastDay !== 'string' || typeof share !== 'string') return null;
    const named = (list: unknown) => (list as readonly unknown[]).map(String);
    const consent = { media: named(media), territories: named(territories), rights: named(rights) };
    return { ...grantOf({ ...consent, lastDay, shareBps: 0 }), share };
  } catch {
    return null;
  }
}
