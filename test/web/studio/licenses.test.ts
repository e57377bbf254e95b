import { describe, expect, it } from 'vitest';
import { parseDay } from '@lanran/protocol/kernel/day';
import { csvOf } from '@lanran/protocol/kernel/csv';
import { daysLeft, stateOf } from '../../../web/features/studio/license/model/license-days.ts';

const LICENSE = { firstDay: '2027-01-10', lastDay: '2027-01-20', isRevoked: false };

describe('the state of a license', () => {
  it.each([
    ['2027-01-09', 'UPCOMING', 1],
    ['2027-01-10', 'LIVE', 10],
    ['2027-01-20', 'LIVE', 0],
    ['2027-01-21', 'EXPIRED', null],
  ])('on %s is %s', (day, state, left) => {
    expect(stateOf(LICENSE, parseDay(day))).toBe(state);
    expect(daysLeft(LICENSE, parseDay(day))).toBe(left);
  });

  it('is revoked from then on, whatever the day', () => {
    expect(stateOf({ ...LICENSE, isRevoked: true }, parseDay('2027-01-15'))).toBe('REVOKED');
  });
});

it('writes tables that a spreadsheet reads as text, in Chinese too', () => {
  expect(csvOf([['名称', 'a "b"', '=1+1', 'x,y']])).toBe(`\uFEFF名称,"a ""b""",'=1+1,"x,y"\r\n`);
});
