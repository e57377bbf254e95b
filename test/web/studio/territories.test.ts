import { describe, expect, it } from 'vitest';
import { TERRITORY_CODES } from '@lanran/protocol/territories/territories';
import { MAP_COLUMNS, TILES } from '../../../web/features/studio/wish/model/territory-map-rows.ts';

const sorted = (codes: readonly string[]) => [...codes].sort();

describe('countries and regions', () => {
  it('are each on the map once', () => {
    expect(sorted(TILES.map(({ code }) => code))).toEqual(sorted(TERRITORY_CODES));
    expect(Math.max(...TILES.map(({ column }) => column))).toBeLessThan(MAP_COLUMNS);
  });
});
