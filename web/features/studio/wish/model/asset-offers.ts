import { todayOf } from '@lanran/protocol/kernel/day';
import { parseMedia } from '@lanran/protocol/licensing/media';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import type { Wish } from '@lanran/protocol/licensing/window';
import { AGREEMENT } from '../../../../lib/agreements/fragments.ts';
import { request } from '../../../../lib/session/api.ts';
import { BEFOREHAND, CONTACT } from '../../../../lib/profiles/fragments.ts';
import {
  COMMUNITY_LABEL,
  COVER,
  NAMED_ORGANIZATION,
  PRICE_RULE,
  TERMS,
  WINDOW,
} from '../../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import type { Market } from '@lanran/protocol/licensing/nearby-wishes';
import type { SalesCalendar } from './sales-calendar.ts';
import { findDay } from '../../../../lib/territories/window-days.ts';

const ASSET = graphql(
  `
    query StudioAsset($id: ID!) {
      asset(id: $id) {
        id
        kind
        isWithdrawn
        isTakenDown
        creditLine
        agreement {
          ...AgreementFields
        }
        cover {
          ...CoverFields
        }
        title {
          en
          zh
        }
        holder {
          ...NamedOrganization
          ...ContactFields
          ...BeforehandFields
          suspension {
            suspendedFrom
          }
        }
        community {
          ...NamedOrganization
          ...ContactFields
          ...BeforehandFields
          labels {
            ...CommunityLabelFields
          }
        }
        consent {
          media
          territories
          lastDay
          shareBps
        }
        useConsents {
          ...WindowFields
          state
          exclusive
          minPrice {
            amount
            token
          }
          licensee {
            id
          }
        }
        versions {
          version
          publishedAt
          creditLine
          agreement {
            ...AgreementFields
          }
          takeDown {
            leafIndex
          }
        }
        offers {
          ...TermsFields
          id
          licensee {
            id
          }
          rule {
            ...PriceRuleFields
          }
          communityShareBps
          price {
            amount
            token
          }
        }
      }
    }
  `,
  [AGREEMENT, COVER, NAMED_ORGANIZATION, COMMUNITY_LABEL, WINDOW, PRICE_RULE, TERMS, CONTACT, BEFOREHAND],
);

export type OfferedAsset = NonNullable<ResultOf<typeof ASSET>['asset']>;

/** Null when it does not exist for the reader. */
export async function findOfferedAsset(id: string, signal: AbortSignal): Promise<OfferedAsset | null> {
  return (await request(ASSET, { id }, { signal })).asset;
}

/** The studio and the asset that a market is asked for. */
interface MarketSubject {
  readonly asset: OfferedAsset;
  readonly licensee: string | null;
}

export function marketOf({ asset, licensee }: MarketSubject, calendar: readonly SalesCalendar[]): Market {
  const { offers, community } = asset;
  const consent = asset.consent ?? findUseConsent(asset, licensee);
  return {
    offers: offers.flatMap((offer) => windowOf(offer) ?? []),
    consent:
      community === null || consent === null ? null : windowOf({ ...consent, firstDay: consent.lastDay }),
    today: todayOf(Math.floor(Date.now() / 1000)),
    taken: calendar.flatMap((taken) => windowOf({ ...taken, exclusive: taken.license !== null }) ?? []),
  };
}

type UseConsent = OfferedAsset['useConsents'][number];

/** What the council permitted this organization alone, once; null for nothing that is still open. */
export function findUseConsent(
  { useConsents }: Pick<OfferedAsset, 'useConsents'>,
  licensee: string | null,
): UseConsent | null {
  return useConsents.find((each) => each.state === 'GRANTED' && each.licensee?.id === licensee) ?? null;
}

interface ShownWindow {
  readonly media: readonly string[];
  readonly territories: readonly string[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly exclusive?: boolean;
}

/** What the platform shows of a window, as bits; null when this version does not know its words. */
export function windowOf({ media, territories, exclusive = false, ...days }: ShownWindow): Wish | null {
  const [firstDay, lastDay] = [findDay(days.firstDay), findDay(days.lastDay)];
  if (firstDay === null || lastDay === null) return null;
  try {
    return {
      media: parseMedia(media.join(',')),
      territories: parseTerritories(territories.join(',')),
      firstDay,
      lastDay,
      exclusive,
    };
  } catch {
    return null;
  }
}
