import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { pleatedSkirtGlb } from './models/pleated-skirt-model.ts';
import { skirtCloth } from './motifs/pleated-skirt.ts';

const TEXTURE_PIXELS = 760;

/** A model of the demo data: it sorts behind the drawings, of which one is the cover. */
export const DEMO_MODEL_PATH = 'worn/pleated-skirt.glb';

/** Makes the model in a folder: the same bytes every time. @returns the file */
export async function renderModel(folder: string): Promise<string> {
  const file = join(folder, DEMO_MODEL_PATH);
  const cloth = await sharp(Buffer.from(skirtCloth()), { density: 144 })
    .resize({ width: TEXTURE_PIXELS })
    .jpeg({ quality: 66, mozjpeg: true })
    .toBuffer();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, pleatedSkirtGlb(cloth));
  return file;
}
