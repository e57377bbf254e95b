import type { ConsentRecord } from '../chain/consent-layout.ts';
import { formatDay, LAST_DAY, type Day } from '../kernel/day.ts';
import { formatMedia } from '../licensing/media.ts';
import { CONSENTED_RIGHTS, formatRights, SUBLICENSABLE } from '../licensing/rights.ts';
import type { Terms } from '../licensing/terms.ts';
import { formatTerritories } from '../territories/territories.ts';

/** What was sold and not consented to; null where all was (contracts/libraries/Obstacles.sol: `ofConsent`, `ofUse`). */
export function consentObstacle(consent: ConsentRecord, terms: Terms): string | null {
  const { wish } = terms;
  const media = wish.media & ~consent.media;
  if (media !== 0) return `media ${formatMedia(media)}`;
  const territories = wish.territories & ~consent.territories;
  if (territories !== 0n) return `territories ${formatTerritories(territories)}`;
  if (wish.lastDay > consent.lastDay) return `it ended on ${dayText(consent.lastDay)}`;
  const isPart = terms.origin === 'SUBLICENSE';
  const rights = (isPart ? SUBLICENSABLE : terms.rights) & CONSENTED_RIGHTS & ~consent.rights;
  if (rights !== 0) return `rights ${formatRights(rights)}`;
  if (!isPart && terms.communityShareBps < consent.shareBps) return `a share of ${consent.shareBps / 100} %`;
  return useObstacle(consent, terms);
}

function useObstacle({ use }: ConsentRecord, { wish, token, price }: Terms): string | null {
  if (use === null) return null;
  if (wish.firstDay < use.firstDay) return `it began on ${dayText(use.firstDay)}`;
  if (wish.exclusive && !use.exclusive) return 'an exclusive license';
  if (token !== use.token) return `a price in token ${token}`;
  return price < use.minPrice ? `a price below ${use.minPrice}` : null;
}

function dayText(day: Day): string {
  return formatDay(Math.min(day, LAST_DAY));
}
