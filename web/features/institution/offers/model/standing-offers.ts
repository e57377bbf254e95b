import { parseMedia } from '@lanran/protocol/licensing/media';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import { overlaps, type Window } from '@lanran/protocol/licensing/window';
import type { ShownRule } from '../../../../lib/pricing/shown-rule.ts';
import { findDay } from '../../../../lib/territories/window-days.ts';
import type { OfferDraft } from './offer-draft.ts';

/** An open offer of the asset. Days are YYYY-MM-DD. */
export interface StandingOffer {
  readonly id: string;
  readonly media: readonly string[];
  readonly territories: readonly string[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly exclusive: boolean;
  /** Of a license; with a rule, of a month. */
  readonly price: { readonly amount: string; readonly token: string };
  readonly rule: ShownRule | null;
}

/** The open offers of which one may be sold in place of this one: where both fit, the cheaper is. */
export function overlappingOffers<O extends StandingOffer>(
  draft: OfferDraft,
  offers: readonly O[],
): readonly O[] {
  const window = windowOf(draft);
  if (window === null) return [];
  return offers.filter((offer) => {
    const other = windowOf(offer);
    return offer.exclusive === draft.isExclusive && other !== null && overlaps(window, other);
  });
}

type Days = Pick<OfferDraft, 'territories' | 'firstDay' | 'lastDay'> & { readonly media: readonly string[] };

/** Null while something of it is missing. */
function windowOf({ media, territories, firstDay, lastDay }: Days): Window | null {
  const [first, last] = [findDay(firstDay), findDay(lastDay)];
  if (first === null || last === null || media.length === 0 || territories.length === 0) return null;
  return {
    media: parseMedia(media.join(',')),
    territories: parseTerritories(territories.join(',')),
    firstDay: first,
    lastDay: last,
  };
}
