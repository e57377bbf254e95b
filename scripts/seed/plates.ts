import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

/** Frames of a sequence, without the seventh: a gap that its list shows. */
const FRAMES = [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13] as const;
const [WIDTH, HEIGHT] = [320, 180];

export interface Plate {
  /** In the asset. */
  readonly path: string;
  readonly file: string;
}

/** Renders a plate sequence into a folder: a cloth that sinks into the vat, frame by frame. */
export async function renderPlates(folder: string): Promise<Plate[]> {
  await mkdir(join(folder, 'take-1'), { recursive: true });
  return Promise.all(
    FRAMES.map(async (frame) => {
      const path = `take-1/plate.${String(frame).padStart(4, '0')}.png`;
      const file = join(folder, path);
      await sharp(Buffer.from(frameSvg(frame / 13)))
        .png({ compressionLevel: 6 })
        .toFile(file);
      return { path, file };
    }),
  );
}

/** How far the cloth is in, 0 to 1. */
function frameSvg(depth: number): string {
  const top = 6 + depth * 80;
  const dye = `rgb(${Math.round(238 - depth * 190)}, ${Math.round(230 - depth * 150)}, ${Math.round(214 - depth * 90)})`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
<rect width="100%" height="100%" fill="#e8eef6"/>
<rect x="110" y="${top}" width="100" height="90" fill="${dye}"/>
<path d="M120 ${top + 20}h80M120 ${top + 45}h80M120 ${top + 70}h80" stroke="#fffdf8" stroke-width="3" stroke-dasharray="2 8" stroke-linecap="round"/>
<path d="M60 100q50 ${-6 + depth * 12} 100 0t100 0v80h-200z" fill="#0b1b33" fill-opacity="0.93"/>
<path d="M50 92h220l-16 88h-188z" fill="none" stroke="#7a5a34" stroke-width="7"/></svg>`;
}
