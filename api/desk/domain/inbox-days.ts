import type { Day } from '@lanran/protocol/kernel/day';
import { DAY_MS } from '../../platform/kernel/clock.ts';

/** Days before the last day of a license on which its parties get an item. */
const LICENSE_NOTICE_DAYS = [60, 30, 7] as const;
type LicenseNoticeDays = (typeof LICENSE_NOTICE_DAYS)[number];
/** Days before the due day of a request. */
const REQUEST_NOTICE_DAYS = 3;

/** Days that were not looked at yet: after `after`, up to `today`. */
export interface DaysPassed {
  readonly after: Day;
  readonly today: Day;
}

/**
 * Which notice is due for what ends on a day; null for none. Of several that passed meanwhile the nearest: who was away for long is
 * told once.
 */
export function noticeFor(lastDay: Day, { after, today }: DaysPassed): LicenseNoticeDays | null {
  if (lastDay < today) return null;
  const due = LICENSE_NOTICE_DAYS.filter((days) => lastDay - days > after && lastDay - days <= today);
  return due.at(-1) ?? null;
}

/** The last days of licenses for which a notice can be due. */
export function endingDays(passed: DaysPassed): Day[] {
  return daysWithin(passed, LICENSE_NOTICE_DAYS[0]).filter((day) => noticeFor(day, passed) !== null);
}

/** Due days of the requests whose parties get an item now. */
export function dueDays(passed: DaysPassed): Day[] {
  return daysWithin(passed, REQUEST_NOTICE_DAYS).filter((day) => day - REQUEST_NOTICE_DAYS > passed.after);
}

function daysWithin({ today }: DaysPassed, days: number): Day[] {
  return Array.from({ length: days + 1 }, (_, ahead) => today + ahead);
}

const KEPT_DAYS = 30;

/** A first start tells nothing that is older. */
export function keepingFrom(now: Date): Date {
  return new Date(now.getTime() - KEPT_DAYS * DAY_MS);
}

/** On a first start days count from here. */
export function keepingFromDay(today: Day): Day {
  return Math.max(0, today - KEPT_DAYS);
}
