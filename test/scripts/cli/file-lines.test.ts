import { describe, expect, it } from 'vitest';
import { fileLines } from '../../../scripts/cli/lines/asset.ts';

describe('files on the command line', () => {
  it('have a line each, and a sequence of frames one line with what is missing', () => {
    const frames = [1001, 1002, 1005, 1007].map((frame) => ({
      path: `plate.${frame}.exr`,
      bytes: frame === 1007 ? 0 : 10,
    }));
    expect(
      fileLines([{ path: 'a.tif', bytes: 3 }, ...frames], { particulars: ({ path }) => `cid of ${path}` }),
    ).toEqual([
      'a.tif  3 bytes  cid of a.tif',
      'plate.1001–1007.exr  4 frames  30 bytes  3 missing: 1003–1004, 1006  1 without any byte',
    ]);
  });

  it('are cut short when they are very many', () => {
    const lines = fileLines(Array.from({ length: 60 }, (_, at) => ({ path: `f${at}x`, bytes: 1 })));
    expect(lines).toHaveLength(51);
    expect(lines.at(-1)).toBe('and 10 more; --json lists all');
  });
});
