import { describe, expect, it } from 'vitest';
import { framesOf, parseFrames } from '@lanran/protocol/files/frames';

const listed = (...paths: string[]) => paths.map((path) => ({ path, bytes: 1 }));

describe('frames of files', () => {
  it('are named with the sequence as printf writes it', () => {
    const files = listed('notes.txt', 'sh/plate.0999.exr', 'sh/plate.1000.exr', '100%.1.png', '100%.2.png');
    expect([...framesOf(files)]).toEqual([
      [1, { number: 999, sequence: 'sh/plate.%04d.exr' }],
      [2, { number: 1000, sequence: 'sh/plate.%04d.exr' }],
      [3, { number: 1, sequence: '100%%.%d.png' }],
      [4, { number: 2, sequence: '100%%.%d.png' }],
    ]);
  });
});

describe('ranges of frames', () => {
  it.each([
    ['1001-1050', [1001, 1050], [1000, 1051]],
    ['1001-1050x2', [1001, 1003], [1002, 1050]],
    ['1001-1003,1060', [1002, 1060], [1004, 1059]],
    ['-5--1', [-5, -1], [0, 1]],
    ['7', [7], [6, 8]],
  ])('%s', (text, among, apart) => {
    const has = parseFrames(text);
    expect(among.map(has)).toEqual(among.map(() => true));
    expect(apart.map(has)).toEqual(apart.map(() => false));
  });

  it.each(['', 'a', '1-', '5-1', '1-9x0', '1-9x', '1,,2', '1.5'])('%s is none', (text) => {
    expect(() => parseFrames(text)).toThrow(/is no range of frames/);
  });
});
