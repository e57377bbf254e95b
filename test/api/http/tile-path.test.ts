import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTilePath } from '../../../api/log/http/tile-path.ts';

/** The other direction, as the specification words it. */
function formatTilePath({
  level,
  index,
  width,
}: {
  level: number | 'entries';
  index: number;
  width: number;
}): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  const path = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return `${level}/${path}${width === 256 ? '' : `.p/${width}`}`;
}

describe('tile paths', () => {
  it.each([
    ['0/000', { level: 0, index: 0, width: 256 }],
    ['0/x001/x234/067', { level: 0, index: 1_234_067, width: 256 }],
    ['63/005.p/1', { level: 63, index: 5, width: 1 }],
    ['entries/x001/000.p/255', { level: 'entries', index: 1000, width: 255 }],
  ])('%s is read', (path, tile) => expect(parseTilePath(path)).toEqual(tile));

  it.each([
    '',
    '0',
    '0/',
    '0/0',
    '0/1234',
    '0/x001/x234',
    '0/001/067',
    '0/x000/067',
    '64/000',
    '00/000',
    '-1/000',
    '0/000.p/0',
    '0/000.p/256',
    '0/000.p/01',
    '0/000.p/',
    '0/000.p/1.p/1',
    '0/000/',
    'entries',
    'data/000',
    '0/x999/x999/x999/x999/x999/999',
  ])('%s is none', (path) => expect(parseTilePath(path)).toBeNull());

  it('are read back as they were written', () => {
    const level = fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant('entries' as const));
    const index = fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.maxSafeNat());
    const tile = fc.record({ level, index, width: fc.integer({ min: 1, max: 256 }) });
    fc.assert(
      fc.property(tile, (expected) => {
        expect(parseTilePath(formatTilePath(expected))).toEqual(expected);
      }),
    );
  });

  it('are one for each tile', () => {
    const text = fc.stringMatching(/^(\d{1,2}|entries)\/(x\d{3}\/){0,3}\d{3}(\.p\/\d{1,3})?$/);
    fc.assert(
      fc.property(text, (path) => {
        const tile = parseTilePath(path);
        if (tile !== null) expect(formatTilePath(tile)).toBe(path);
      }),
    );
  });
});
