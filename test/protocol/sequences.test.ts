import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupFrames, sequenceName } from '@lanran/protocol/files/sequences';

const listed = (paths: readonly string[]) => [...paths].sort().map((path) => ({ path, bytes: 10 }));
const told = (paths: readonly string[]) => {
  const files = listed(paths);
  return groupFrames(files).map((item) =>
    item.kind === 'single'
      ? (files[item.index]?.path ?? '')
      : `${sequenceName(item)} ×${item.frames.length}${item.step > 1 ? ` by ${item.step}` : ''}${item.missing.map(({ first, last }) => ` -${first === last ? first : `${first}..${last}`}`).join('')}`,
  );
};
const frames = (numbers: readonly number[], name: (number: number) => string) => numbers.map(name);
const range = (first: number, last: number, step = 1) =>
  Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, at) => first + at * step);
const padded = (number: number, digits = 4) => String(number).padStart(digits, '0');

describe('frames of a sequence', () => {
  it('are one item with their range and what is missing in it', () => {
    const numbers = range(1001, 1120).filter((number) => ![1044, 1077, 1078].includes(number));
    const paths = frames(numbers, (number) => `shot/plate.${number}.exr`);
    expect(told(paths)).toEqual(['shot/plate.1001–1120.exr ×117 -1044 -1077..1078']);
  });

  it('are apart by folder, name and extension, also where their files alternate', () => {
    const paths = ['a', 'b'].flatMap((folder) =>
      ['exr', 'jpg'].flatMap((extension) =>
        frames([1, 2, 3], (number) => `${folder}/p.${padded(number)}.${extension}`),
      ),
    );
    expect(told(paths)).toEqual([
      'a/p.0001–0003.exr ×3',
      'a/p.0001–0003.jpg ×3',
      'b/p.0001–0003.exr ×3',
      'b/p.0001–0003.jpg ×3',
    ]);
  });

  it('are apart when their numbers are filled up differently', () => {
    const paths = [1, 2].flatMap((number) => [`p.${padded(number, 3)}.exr`, `p.${padded(number)}.exr`]);
    expect(told(paths)).toEqual(['p.0001–0002.exr ×2', 'p.001–002.exr ×2']);
  });

  it('go on where a number outgrows its digits', () => {
    expect(told(frames([9998, 9999, 10_000], (number) => `p.${padded(number)}.exr`))).toEqual([
      'p.9998–10000.exr ×3',
    ]);
    expect(told(frames(range(8, 11), (number) => `p.${number}.exr`))).toEqual(['p.8–11.exr ×4']);
  });

  it('may be negative, and on twos', () => {
    expect(
      told(frames([-2, -1, 0, 1], (number) => `p.${number < 0 ? '-' : ''}${padded(Math.abs(number))}.exr`)),
    ).toEqual(['p.-0002–0001.exr ×4']);
    expect(told(frames([2, 4, 8], (number) => `p.${padded(number)}.exr`))).toEqual([
      'p.0002–0008.exr ×3 by 2 -6',
    ]);
  });

  it('are not made of photographs that are numbered, unless they are many', () => {
    const photographs = frames(range(1, 11), (number) => `DSC_${padded(number)}.jpg`);
    expect(told(photographs)).toEqual([...photographs].sort());
    expect(told(frames(range(1, 12), (number) => `turn_${padded(number)}.tif`))).toEqual([
      'turn_0001–0012.tif ×12',
    ]);
    expect(told(['p.1001.exr', 'v1.2', 'p.-0000.exr', 'film.mp4', 'a.2024.06.12345678901.tif'])).toHaveLength(
      5,
    );
  });

  it('are not made of other files in steps or with many gaps, but of those that are numbered one by one', () => {
    const cache = (number: number) => `sim/cache_${padded(number)}.bin`;
    const inSteps = frames(range(3, 696, 7), cache);
    expect(told(inSteps)).toEqual([...inSteps].sort());
    const pointCache = (number: number) => `points.${number}.pc2`;
    expect(told(frames([3, 10, 17], pointCache))).toHaveLength(3);
    const sparse = frames(
      range(1, 40).filter((number) => number % 7 !== 3),
      cache,
    );
    expect(told(sparse)).toEqual([...sparse].sort());
    const dense = range(1, 40).filter((number) => ![5, 6, 30].includes(number));
    expect(told(frames(dense, cache))).toEqual(['sim/cache_0001–0040.bin ×37 -5..6 -30']);
    expect(told(frames(range(1, 10), (number) => `smoke.${padded(number)}.vdb`))).toEqual([
      'smoke.0001–0010.vdb ×10',
    ]);
  });

  it('may be on twos and have gaps in formats of images, whatever the case of their extension', () => {
    for (const extension of ['exr', 'dpx', 'EXR', 'Tiff'])
      expect(told(frames([2, 4, 10, 12], (number) => `p.${padded(number)}.${extension}`))).toEqual([
        `p.0002–0012.${extension} ×4 by 2 -6..8`,
      ]);
  });

  it('hold every file once, in whatever list, and are the same whatever the order', () => {
    const name = fc.tuple(
      fc.constantFrom('', 'a/', 'a.', 'a/b.', 'c_', 'd-', 'e.-'),
      fc.oneof(fc.nat(40), fc.nat(2_000)),
      fc.constantFrom(1, 3, 4),
      fc.constantFrom('.exr', '.jpg', ''),
    );
    fc.assert(
      fc.property(fc.array(name, { maxLength: 80 }), (names) => {
        const paths = [
          ...new Set(
            names.map(([prefix, number, digits, suffix]) => prefix + padded(number, digits) + suffix),
          ),
        ];
        const files = listed(paths);
        const items = groupFrames(files);
        const places = items.flatMap((item) => (item.kind === 'single' ? [item.index] : item.indexes));
        expect([...places].sort((one, other) => one - other)).toEqual(files.map((_, index) => index));
        for (const item of items) {
          if (item.kind === 'single') continue;
          expect(new Set(item.frames).size).toBe(item.frames.length);
          const steps = (item.lastFrame - item.firstFrame) / item.step + 1;
          expect(item.frames.length + item.missingCount).toBe(steps);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('of 72,000 files are found in well under a second', () => {
    const files = range(1, 72_000).map((number) => ({
      path: `film/reel.${padded(number, 6)}.dpx`,
      bytes: 12_746_752,
    }));
    const before = process.cpuUsage().user;
    const items = groupFrames(files);
    expect((process.cpuUsage().user - before) / 1_000).toBeLessThan(1_000);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ kind: 'sequence', bytes: 72_000 * 12_746_752, missing: [] });
  });
});
