import { describe, expect, it } from 'vitest';
import { dueDays, endingDays, noticeFor } from '@lanran/api/desk/domain/inbox-days';

const TODAY = 1_000;

describe('the notice that is due for what ends', () => {
  it.each<[string, number, number, number | null]>([
    ['on the 60th day before', 1_060, TODAY - 1, 60],
    ['on the 30th day before', 1_030, TODAY - 1, 30],
    ['on the 7th day before', 1_007, TODAY - 1, 7],
    ['a day before a notice', 1_061, TODAY - 1, null],
    ['a day after a notice', 1_059, TODAY - 1, null],
    ['on its last day', TODAY, TODAY - 1, null],
    ['when it was over yesterday', 999, TODAY - 30, null],
    ['a second time on the same day', 1_030, TODAY, null],
    ['after a week away, of the notice in between', 1_025, TODAY - 7, 30],
    ['after a week away, of none in between', 1_020, TODAY - 7, null],
    ['after 40 days away, of two the nearest', 1_029, TODAY - 40, 30],
    ['after a year away, of three the nearest', 1_003, TODAY - 365, 7],
    ['after a year away, on its last day', TODAY, TODAY - 365, 7],
  ])('is %s', (_, lastDay, after, due) => {
    expect(noticeFor(lastDay, { after, today: TODAY })).toBe(due);
  });

  it('looks at three days on an ordinary day, and at 61 at most', () => {
    expect(endingDays({ after: TODAY - 1, today: TODAY })).toEqual([1_007, 1_030, 1_060]);
    expect(endingDays({ after: 0, today: TODAY })).toHaveLength(61);
    expect(endingDays({ after: TODAY, today: TODAY })).toEqual([]);
  });

  it.each<[string, number, readonly number[]]>([
    ['the day in three days', TODAY - 1, [1_003]],
    ['after two days away, two days', TODAY - 2, [1_002, 1_003]],
    ['after a week away, each day that is not over', TODAY - 7, [1_000, 1_001, 1_002, 1_003]],
    ['a second time, none', TODAY, []],
  ])('of requests: %s', (_, after, days) => {
    expect(dueDays({ after, today: TODAY })).toEqual(days);
  });
});
