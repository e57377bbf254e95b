import { describe, expect, it } from 'vitest';
import { graceDays, isMissed, nextRunAt } from '@lanran/api/fixity/domain/fixity';

const DAY_MS = 86_400_000;
const START = new Date('2026-11-01T00:00:00Z');
const after = (days: number) => new Date(START.getTime() + days * DAY_MS);
const schedule = { everyDays: 30 };

describe('the schedule of fixity', () => {
  it('begins earlier the longer the last run took, so that the last original is read in time', () => {
    const oldestReadAt = START;
    expect(nextRunAt(schedule, { oldestReadAt, lastRun: null })).toEqual(after(30));
    const days = (count: number) => ({ startedAt: START, endedAt: after(count) });
    expect(nextRunAt(schedule, { oldestReadAt, lastRun: days(4) })).toEqual(after(25));
    expect(nextRunAt(schedule, { oldestReadAt, lastRun: days(29) })).toEqual(after(15));
    expect(nextRunAt(schedule, { oldestReadAt: null, lastRun: null })).toBeNull();
  });

  it('calls a run missed after a tenth of its time, at least a day', () => {
    expect(graceDays({ everyDays: 2 })).toBe(1);
    expect(isMissed(schedule, START, after(33))).toBe(false);
    expect(isMissed(schedule, START, new Date(after(33).getTime() + 1))).toBe(true);
    expect(isMissed(schedule, null, after(99))).toBe(false);
  });
});
