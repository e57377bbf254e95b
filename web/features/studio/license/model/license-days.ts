import { todayOf, type Day } from '@lanran/protocol/kernel/day';
import { findDay } from '../../../../lib/territories/window-days.ts';

export type LicenseState = 'LIVE' | 'UPCOMING' | 'EXPIRED' | 'REVOKED';

interface Dated {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly isRevoked: boolean;
}

export function currentDay(): Day {
  return todayOf(Math.floor(Date.now() / 1000));
}

/** As LicenseToken says it, but for a sublicense, which also ends with the license it was granted under. */
export function stateOf({ firstDay, lastDay, isRevoked }: Dated, today: Day): LicenseState {
  if (isRevoked) return 'REVOKED';
  if (today < (findDay(firstDay) ?? 0)) return 'UPCOMING';
  return today > (findDay(lastDay) ?? 0) ? 'EXPIRED' : 'LIVE';
}

/** Whole days until it begins or ends, today not counted; null once it is over. */
export function daysLeft(license: Dated, today: Day): number | null {
  switch (stateOf(license, today)) {
    case 'UPCOMING':
      return (findDay(license.firstDay) ?? 0) - today;
    case 'LIVE':
      return (findDay(license.lastDay) ?? 0) - today;
    default:
      return null;
  }
}
