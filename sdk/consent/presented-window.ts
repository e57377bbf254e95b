import { formatDay } from '@lanran/protocol/kernel/day';
import { mediaOf } from '@lanran/protocol/licensing/media';
import { formatTerritories } from '@lanran/protocol/territories/territories';
import type { Window } from '@lanran/protocol/licensing/window';

/** Media, territories and last day as the platform shows them. */
export interface PresentedWindow {
  readonly media: readonly string[];
  readonly territories: readonly string[];
  readonly lastDay: string;
}

/** Does the platform show just this? */
export function isSameReach(
  shown: PresentedWindow,
  { media, territories, lastDay }: Omit<Window, 'firstDay'>,
): boolean {
  return (
    shown.lastDay === formatDay(lastDay) &&
    shown.media.join(',') === mediaOf(media).join(',') &&
    shown.territories.join(',') === formatTerritories(territories)
  );
}
