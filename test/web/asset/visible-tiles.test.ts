import { describe, expect, it } from 'vitest';
import { visibleTiles } from '../../../web/features/asset/visible-tiles.ts';

const SET = { width: 4_096, height: 2_048, tileSize: 512, levels: 4 };
const FRAME = { frameWidth: 1_000, frameHeight: 500 };

describe('the tiles of a view', () => {
  it('are of the first level that is as fine as the screen', () => {
    const whole = visibleTiles(SET, { scale: 1, x: 0, y: 0, ...FRAME }, 1);
    expect(whole.map(({ name }) => name)).toEqual(['1/0_0', '1/1_0']);
    expect(visibleTiles(SET, { scale: 1, x: 0, y: 0, ...FRAME }, 2)).toHaveLength(8);
  });

  it('are those in the frame alone, at every pixel once it is scaled so far', () => {
    const corner = visibleTiles(SET, { scale: 8, x: -7_000, y: -3_500, ...FRAME }, 1);
    expect(corner).toEqual([{ name: '3/7_3', left: 0.875, top: 0.75, width: 0.125, height: 0.25 }]);
  });

  it('at the edges are as small as what remains', () => {
    const set = { ...SET, width: 1_300, height: 700, levels: 3 };
    const [last] = visibleTiles(set, { scale: 8, x: -7_000, y: -3_500, ...FRAME }, 1).slice(-1);
    expect(last?.name).toBe('2/2_1');
    expect((last?.left ?? 0) + (last?.width ?? 0)).toBeCloseTo(1);
  });

  it('are none before the frame has a size', () => {
    expect(visibleTiles(SET, { scale: 1, x: 0, y: 0, frameWidth: 0, frameHeight: 0 }, 1)).toEqual([]);
  });
});
