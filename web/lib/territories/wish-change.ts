import { formatDay } from '@lanran/protocol/kernel/day';
import { mediaOf } from '@lanran/protocol/licensing/media';
import { territoryCodes } from '@lanran/protocol/territories/territories';
import { describeTerritories } from '@lanran/protocol/territories/territory-description';
import { mediaBeyond, territoriesBeyond, type Wish } from '@lanran/protocol/licensing/window';

/** In what a suggested wish differs from the one that was described. */
export type WishChange =
  | { readonly kind: 'withoutMedia' | 'onlyMedia'; readonly codes: readonly string[] }
  | { readonly kind: 'withoutTerritories' | 'onlyTerritories'; readonly codes: readonly string[] }
  | { readonly kind: 'freeFrom' | 'until'; readonly day: string }
  | { readonly kind: 'exclusive' | 'notExclusive' };

export function changesOf(wish: Wish, other: Wish): readonly WishChange[] {
  return [
    ...mediaChange(wish, other),
    ...territoryChange(wish, other),
    ...(other.firstDay === wish.firstDay
      ? []
      : [{ kind: 'freeFrom', day: formatDay(other.firstDay) } as const]),
    ...(other.lastDay === wish.lastDay ? [] : [{ kind: 'until', day: formatDay(other.lastDay) } as const]),
    ...(other.exclusive === wish.exclusive
      ? []
      : [{ kind: other.exclusive ? 'exclusive' : 'notExclusive' } as const]),
  ];
}

function mediaChange(wish: Wish, other: Wish): WishChange[] {
  const dropped = mediaOf(mediaBeyond(wish.media, other.media));
  const kept = mediaOf(other.media);
  if (dropped.length === 0) return [];
  return [
    dropped.length <= kept.length
      ? { kind: 'withoutMedia', codes: dropped }
      : { kind: 'onlyMedia', codes: kept },
  ];
}

function territoryChange(wish: Wish, other: Wish): WishChange[] {
  const dropped = territoriesBeyond(wish.territories, other.territories);
  if (dropped === 0n) return [];
  return [
    partCount(dropped) <= partCount(other.territories)
      ? { kind: 'withoutTerritories', codes: territoryCodes(dropped) }
      : { kind: 'onlyTerritories', codes: territoryCodes(other.territories) },
  ];
}

/** How long a territory takes to say. */
function partCount(bits: bigint): number {
  const { of, except } = describeTerritories(bits);
  return of.length + except.length;
}
