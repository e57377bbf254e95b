import { formatDay } from '@lanran/protocol/day';
import { mediaOf } from '@lanran/protocol/media';
import { rightsOf } from '@lanran/protocol/rights';
import { territoriesOf, WORLD } from '@lanran/protocol/territories';
import { parseTerms } from '@lanran/protocol/terms-json';
import type { ShownWindow } from './window-cells.tsx';

export interface ShownTerms extends ShownWindow {
  readonly communityShareBps: number;
}

/** The terms of an order as a window to show. */
export function shownTerms(json: string): ShownTerms {
  const terms = parseTerms(JSON.parse(json));
  return {
    media: mediaOf(terms.wish.media),
    territories: terms.wish.territories === WORLD ? ['WORLD'] : territoriesOf(terms.wish.territories),
    firstDay: formatDay(terms.wish.firstDay),
    lastDay: formatDay(terms.wish.lastDay),
    exclusive: terms.wish.exclusive,
    rights: rightsOf(terms.rights),
    communityShareBps: terms.communityShareBps,
  };
}
