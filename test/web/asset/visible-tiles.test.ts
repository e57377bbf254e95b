import { describe, expect, it } from 'vitest';
import { visibleTiles } from '../../../web/features/asset/files/model/visible-tiles.ts';

const SET = { width: 4_096, height: 2_048, tileSize: 512, levels: 4 };
const FRAME = { frameWidth: 1_000, frameHeight: 500 };

describe('the tiles of a view', () => {
  it('are of the first level that is as fine as the screen, over those of the level before', () => {
    const whole = visibleTiles(SET, { scale: 1, x: 0, y: 0, ...FRAME }, 1);
    expect(whole.map(({ name }) => name)).toEqual(['0/0_0', '1/0_0', '1/1_0']);
    expect(visibleTiles(SET, { scale: 1, x: 0, y: 0, ...FRAME }, 2)).toHaveLength(2 + 8);
  });

  it('are those in the frame alone, at every pixel once it is scaled so far', () => {
    const [, corner] = visibleTiles(SET, { scale: 8, x: -7_000, y: -3_500, ...FRAME }, 1);
    expect(corner).toEqual({ name: '3/7_3', left: 0, top: -500, width: 1_000, height: 1_000 });
  });

  it('at the edges are as small as what remains', () => {
    const set = { ...SET, width: 1_300, height: 700, levels: 3 };
    const [last] = visibleTiles(set, { scale: 8, x: -7_000, y: -3_500, ...FRAME }, 1).slice(-1);
    expect(last?.name).toBe('2/2_1');
    expect((last?.left ?? 0) + (last?.width ?? 0)).toBeCloseTo(1_000);
  });

  it.each([1, 1.5, 2])(
    'meet at whole pixels of the screen, and overlap where they lie below, on a screen of %s pixels a CSS pixel',
    (devicePixelRatio) => {
      const view = { scale: 3.37, x: -611.3, y: -207.7, ...FRAME };
      const tiles = visibleTiles(SET, view, devicePixelRatio);
      const levels = [...new Set(tiles.map(({ name }) => name.split('/')[0]))];
      expect(levels).toHaveLength(2);
      for (const [at, level] of levels.entries()) {
        const ofLevel = tiles.filter(({ name }) => name.startsWith(`${level ?? ''}/`));
        const row = ofLevel.filter(({ top }) => top === ofLevel[0]?.top);
        expect(row.length).toBeGreaterThan(1);
        for (const [column, { left, top, width }] of row.entries()) {
          for (const edge of [left, top, left + width])
            expect(edge * devicePixelRatio).toBeCloseTo(Math.round(edge * devicePixelRatio), 6);
          const next = row[column + 1];
          if (next !== undefined)
            expect((left + width - next.left) * devicePixelRatio).toBeCloseTo(at === 0 ? 2 : 0, 6);
        }
      }
    },
  );

  it('are none before the frame has a size', () => {
    expect(visibleTiles(SET, { scale: 1, x: 0, y: 0, frameWidth: 0, frameHeight: 0 }, 1)).toEqual([]);
  });
});
