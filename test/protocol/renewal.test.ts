import { expect, it } from 'vitest';
import { parseDay } from '@lanran/protocol/kernel/day';
import { renewalText, renewedDays } from '@lanran/protocol/licensing/renewal';

const TEN_YEARS = { firstDay: parseDay('2026-12-02'), lastDay: parseDay('2036-12-01') };

it('renews for the following period of the same length', () => {
  const year = { firstDay: parseDay('2027-01-01'), lastDay: parseDay('2027-12-31') };
  expect(renewedDays(year)).toEqual({ firstDay: parseDay('2028-01-01'), lastDay: parseDay('2028-12-30') });
});

it('says when the consent ends before a renewal would', () => {
  const short = renewalText(TEN_YEARS, parseDay('2037-12-31'));
  expect(short.en).toContain('Consent now ends on 2037-12-31: a renewal, to 2046-12-02, is refused');
  expect(short.zh).toContain('2037-12-31');
  expect(renewalText(TEN_YEARS, parseDay('2046-12-02')).en).toContain('long enough for a renewal');
  expect(renewalText(TEN_YEARS, parseDay('2046-12-01')).en).toContain('is refused');
});
