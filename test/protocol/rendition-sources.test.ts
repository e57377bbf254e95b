import { describe, expect, it } from 'vitest';
import { OPEN_RENDITION_SIZES, renditionSources } from '@lanran/protocol/files/rendition-sources';

const widthsOf = (sources: string) => sources.split(', ').map((source) => source.split(' ')[1]);

describe('the sources of a picture', () => {
  it('are named by the width that each has, as its long side is bounded', () => {
    expect(renditionSources('0x1.1.0', { width: 4_000, height: 3_000 })).toBe(
      [320, 640, 960, 1600].map((size) => `/renditions/0x1.1.0/${size}.webp ${size}w`).join(', '),
    );
    expect(widthsOf(renditionSources('f', { width: 3_000, height: 4_000 }))).toEqual([
      '240w',
      '480w',
      '720w',
      '1200w',
    ]);
    expect(widthsOf(renditionSources('f', { width: 640, height: 8_000 }))).toEqual([
      '26w',
      '51w',
      '77w',
      '128w',
    ]);
  });

  it('end with the first that is the original in its own size', () => {
    const sources = renditionSources('f', { width: 500, height: 900 }, OPEN_RENDITION_SIZES);
    expect(sources).toMatch(/\/960\.webp 500w$/);
    expect(widthsOf(sources)).toEqual(['178w', '356w', '500w']);
  });

  it('never say that there is no width at all', () => {
    expect(widthsOf(renditionSources('f', { width: 2, height: 9_000 }))[0]).toBe('1w');
  });
});
