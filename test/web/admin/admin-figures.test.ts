import { expect, it } from 'vitest';
import { readHealthFigures } from '../../../web/features/admin/operation/model/health-details.ts';
import { spanOf } from '../../../web/features/admin/people/model/span-of.ts';

it.each([
  [86_400, { unit: 'days', count: 1 }],
  [7 * 86_400, { unit: 'days', count: 7 }],
  [36 * 3_600, { unit: 'hours', count: 36 }],
  [5_400, { unit: 'minutes', count: 90 }],
  [61, { unit: 'minutes', count: 2 }],
  [1, { unit: 'minutes', count: 1 }],
] as const)('tells a wait of %i seconds whole, and never shorter than it is', (seconds, span) => {
  expect(spanOf(seconds)).toEqual(span);
});

it('reads the figures it knows and passes over the rest', () => {
  const none = {
    freeBytes: null,
    totalBytes: null,
    blocks: null,
    isEmbedded: false,
    size: null,
    anchoredSize: null,
    files: null,
    bad: null,
  };
  expect(readHealthFigures('{"blocks":44,"isEmbedded":true,"of":"tomorrow"}')).toEqual({
    ...none,
    blocks: 44,
    isEmbedded: true,
  });
  for (const details of ['', 'null', '[]', '{"size":"many"}'])
    expect(readHealthFigures(details)).toEqual(none);
});
