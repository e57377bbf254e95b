import { todayOf } from '@lanran/protocol/day';
import { parseMedia } from '@lanran/protocol/media';
import { parseTerritories } from '@lanran/protocol/territories';
import type { Wish } from '@lanran/protocol/window';
import { request } from '../../lib/api.ts';
import { graphql, type ResultOf } from '../../lib/graphql.ts';
import type { Market } from './suggestions.ts';
import type { Taken } from './taken.ts';
import { findDay } from './wish.ts';

const ASSET = graphql(`
  query StudioAsset($id: ID!) {
    asset(id: $id) {
      id
      kind
      isWithdrawn
      creditLine
      cover {
        id
        image {
          width
          height
          placeholder
        }
      }
      title {
        en
        zh
      }
      holder {
        id
        slug
        name {
          en
          zh
        }
      }
      community {
        id
        slug
        name {
          en
          zh
        }
        labels {
          code
          title {
            en
            zh
          }
          text {
            en
            zh
          }
        }
      }
      consent {
        media
        territories
        lastDay
        shareBps
      }
      offers {
        id
        media
        territories
        firstDay
        lastDay
        exclusive
        communityShareBps
        rights
        price {
          amount
          token
        }
      }
    }
  }
`);

export type OfferedAsset = NonNullable<ResultOf<typeof ASSET>['asset']>;

/** Null when it does not exist for the reader. */
export async function findOfferedAsset(id: string, signal: AbortSignal): Promise<OfferedAsset | null> {
  return (await request(ASSET, { id }, { signal })).asset;
}

export function marketOf({ offers, consent, community }: OfferedAsset, calendar: readonly Taken[]): Market {
  return {
    offers: offers.flatMap((offer) => windowOf(offer) ?? []),
    consent:
      community === null || consent === null ? null : windowOf({ ...consent, firstDay: consent.lastDay }),
    today: todayOf(Math.floor(Date.now() / 1000)),
    taken: calendar.flatMap((taken) => windowOf({ ...taken, exclusive: taken.license !== null }) ?? []),
  };
}

interface ShownWindow {
  readonly media: readonly string[];
  readonly territories: readonly string[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly exclusive?: boolean;
}

/** What the platform shows of a window, as bits; null when this version does not know its words. */
function windowOf({ media, territories, exclusive = false, ...days }: ShownWindow): Wish | null {
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
