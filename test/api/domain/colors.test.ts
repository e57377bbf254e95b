import { describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { SharpPictureReader } from '@lanran/api/files/adapters/sharp-picture-reader';
import { colorOf, colorsOf } from '@lanran/api/files/domain/colors';

const rgb = (hex: string): [number, number, number] => [
  Number.parseInt(hex.slice(1, 3), 16),
  Number.parseInt(hex.slice(3, 5), 16),
  Number.parseInt(hex.slice(5, 7), 16),
];
const pixelsOf = (...parts: readonly (readonly [hex: string, count: number])[]) =>
  Uint8Array.from(parts.flatMap(([hex, count]) => Array.from({ length: count }, () => rgb(hex)).flat()));

describe('the color of a pixel', () => {
  it.each([
    ['#ff0000', 'RED'],
    ['#8b0000', 'RED'],
    ['#b3261e', 'RED'],
    ['#ff8c00', 'ORANGE'],
    ['#ffd700', 'YELLOW'],
    ['#f1c40f', 'YELLOW'],
    ['#008000', 'GREEN'],
    ['#2e8b57', 'GREEN'],
    ['#0000ff', 'BLUE'],
    ['#1f3a6e', 'BLUE'],
    ['#1b2a49', 'BLUE'],
    ['#87ceeb', 'BLUE'],
    ['#800080', 'PURPLE'],
    ['#ffc0cb', 'PINK'],
    ['#ff69b4', 'PINK'],
    ['#8b4513', 'BROWN'],
    ['#c8ad7f', 'BROWN'],
    ['#000000', 'BLACK'],
    ['#111111', 'BLACK'],
    ['#808080', 'GRAY'],
    ['#ffffff', 'WHITE'],
    ['#faf7f0', 'WHITE'],
  ])('%s is %s', (hex, color) => {
    expect(colorOf(rgb(hex))).toBe(color);
  });
});

describe('the colors of a picture', () => {
  it('are those of which it shows much; a background is none', () => {
    const indigoOnWhite = pixelsOf(['#1f3a6e', 60], ['#ffffff', 35], ['#ff0000', 5]);
    expect(colorsOf({ pixels: indigoOnWhite, channels: 3 })).toEqual(['BLUE']);
    const embroidery = pixelsOf(['#b3261e', 50], ['#f1c40f', 20], ['#111111', 30]);
    expect(colorsOf({ pixels: embroidery, channels: 3 })).toEqual(['RED', 'YELLOW']);
    expect(colorsOf({ pixels: pixelsOf(['#ffffff', 10]), channels: 3 })).toEqual(['WHITE']);
    expect(colorsOf({ pixels: new Uint8Array(), channels: 3 })).toEqual([]);
  });

  it('are read from what stands for it until it is there', async () => {
    const webp = await sharp({ create: { width: 16, height: 12, channels: 3, background: '#1f3a6e' } })
      .webp({ quality: 40 })
      .toBuffer();
    const placeholder = `data:image/webp;base64,${webp.toString('base64')}`;
    expect(colorsOf(await new SharpPictureReader().readPlaceholder({ placeholder }))).toEqual(['BLUE']);
  });
});
