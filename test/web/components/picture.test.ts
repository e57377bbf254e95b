import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Picture } from '../../../web/components/facts/picture.tsx';

function boxOf(width: number, height: number): string | undefined {
  const file = { id: '0x1.1.0', image: { width, height, placeholder: '' } };
  const markup = renderToStaticMarkup(
    createElement(Picture, { file, alt: '', sizes: '20rem', fallback: null }),
  );
  return /aspect-ratio:\s*([\d.]+ \/ [\d.]+)/.exec(markup)?.[1];
}

describe('the place of a picture', () => {
  it('has its natural proportions', () => {
    expect(boxOf(3_000, 4_000)).toBe('3000 / 4000');
    expect(boxOf(8_000, 640)).toBe('8000 / 640');
  });

  it('is at most twice as high as wide, so that a hanging scroll makes no list thousands of pixels high', () => {
    expect(boxOf(640, 8_000)).toBe('4000 / 8000');
  });
});
