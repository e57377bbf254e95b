import sharp from 'sharp';

/** A picture of a whirlpool, a few kilobytes. */
export async function drawPattern(color = '#1f3f73'): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"><rect width="900" height="600" fill="${color}"/>
    <g fill="none" stroke="#fffdf8" stroke-width="14"><circle cx="450" cy="300" r="210"/><circle cx="450" cy="300" r="120"/><path d="M450 300 q60 -90 120 0 t120 0"/></g></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
