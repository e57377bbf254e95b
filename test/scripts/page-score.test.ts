import { expect, it } from 'vitest';
import { pageScore } from '../../scripts/bench/page-score.ts';

it('gives 90 points to what Lighthouse calls good, and 50 to the median', () => {
  expect(pageScore({ fcpMs: 1_800, lcpMs: 2_500, tbtMs: 200, cls: 0.1 })).toBe(90);
  expect(pageScore({ fcpMs: 3_000, lcpMs: 4_000, tbtMs: 600, cls: 0.25 })).toBe(50);
  expect(pageScore({ fcpMs: 0, lcpMs: 0, tbtMs: 0, cls: 0 })).toBe(100);
});

it('is within two points of what Lighthouse counted, which also looks at the frames', () => {
  expect(Math.abs(pageScore({ fcpMs: 3_001, lcpMs: 3_001, tbtMs: 189, cls: 0.033 }) - 86)).toBeLessThan(3);
  expect(Math.abs(pageScore({ fcpMs: 3_111, lcpMs: 4_373, tbtMs: 379, cls: 0.0003 }) - 69)).toBeLessThan(3);
});
