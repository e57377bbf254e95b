/** Letters as strokes on a field of 4 × 6: a server may have no fonts, and a mark of empty boxes is none. */
const STROKES: Readonly<Record<string, string>> = {
  0: 'M0 0H4V6H0Z M4 0L0 6',
  1: 'M1 1L2 0V6 M1 6H3',
  2: 'M0 0H4V3H0V6H4',
  3: 'M0 0H4V6H0 M1 3H4',
  4: 'M0 0V3H4 M4 0V6',
  5: 'M4 0H0V3H4V6H0',
  6: 'M4 0H0V6H4V3H0',
  7: 'M0 0H4L1 6',
  8: 'M0 0H4V6H0Z M0 3H4',
  9: 'M4 3H0V0H4V6H0',
  A: 'M0 6L2 0L4 6 M0.7 4H3.3',
  B: 'M0 0H3L4 1V2L3 3H0 M3 3L4 4V5L3 6H0V0',
  C: 'M4 0H0V6H4',
  D: 'M0 0H2L4 2V4L2 6H0Z',
  E: 'M4 0H0V6H4 M0 3H3',
  F: 'M4 0H0V6 M0 3H3',
  L: 'M0 0V6H4',
  N: 'M0 6V0L4 6V0',
  R: 'M0 6V0H4V3H0 M2 3L4 6',
};
const ADVANCE = 5.5;
const LINE = 6;

/**
 * An overlay of the picture's size: the text again and again, slanting, light on a dark edge so that it shows on every ground.
 * Other characters than those above become spaces.
 */
export function watermarkSvg({
  text,
  width,
  height,
}: {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}): string {
  const letters = Array.from(text.toUpperCase()).map((letter, at) => {
    const strokes = STROKES[letter];
    return strokes === undefined ? '' : `<path transform="translate(${at * ADVANCE} 0)" d="${strokes}"/>`;
  });
  const length = letters.length * ADVANCE;
  const scale = Math.max(width, height) / 3 / length;
  const tile = { width: length * 1.35, height: LINE * 5 };
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>
<g id="t" fill="none" stroke-linecap="round" stroke-linejoin="round">${letters.join('')}</g>
<pattern id="p" width="${tile.width}" height="${tile.height * 2}" patternUnits="userSpaceOnUse" patternTransform="rotate(-28) scale(${scale})">
${mark(4, 4)}${mark(4 + length * 0.6, 4 + tile.height)}${mark(4 + length * 0.6 - tile.width, 4 + tile.height)}</pattern></defs>
<rect width="100%" height="100%" fill="url(#p)"/></svg>`;
}

function mark(x: number, y: number): string {
  const at = `href="#t" transform="translate(${x} ${y})"`;
  return `<use ${at} stroke="#000" stroke-opacity="0.22" stroke-width="1.5"/><use ${at} stroke="#fff" stroke-opacity="0.5" stroke-width="0.7"/>`;
}
