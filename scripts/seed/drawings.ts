import { mkdir, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { seedFile } from './seed-files.ts';

/** An SVG document in `motifs/` each. */
export type Motif =
  | 'whirlpool'
  | 'butterfly'
  | 'bronze-drum'
  | 'dragon'
  | 'birds'
  | 'fern'
  | 'dong-brocade'
  | 'cross-stitch'
  | 'bird-robe'
  | 'silver-collar'
  | 'pleated-skirt'
  | 'indigo-title'
  | 'indigo-terraces'
  | 'indigo-vat'
  | 'indigo-drying';

export interface Drawing {
  readonly motif: Motif;
  /** Path in the asset without its ending. */
  readonly name: string;
  readonly format: 'png' | 'tif';
  /** Pixels; 3000 unless given. */
  readonly width?: number;
}

const DEFAULT_WIDTH = 3000;

/** Says in the file itself that it is synthetic: IPTC's digital source type "pure algorithmic media". */
const SYNTHETIC_XMP = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Synthetic demonstration image drawn by code</rdf:li></rdf:Alt></dc:description>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`;

export function drawingPath({ name, format }: Drawing): string {
  return `${name}.${format}`;
}

/** Renders a drawing into a folder, once. The same drawing has the same bytes every time. @returns the file */
export async function renderDrawing(folder: string, drawing: Drawing): Promise<string> {
  const path = join(folder, drawingPath(drawing));
  if (await exists(path)) return path;
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  const image = sharp(seedFile(`motifs/${drawing.motif}.svg`), { density: 144 })
    .resize({ width: drawing.width ?? DEFAULT_WIDTH })
    .flatten({ background: '#ffffff' })
    .withXmp(SYNTHETIC_XMP);
  try {
    await encode(image, drawing.format).toFile(temporary);
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  return path;
}

/** Fast compression: a first start waits for it. */
function encode(image: Sharp, format: Drawing['format']): Sharp {
  return format === 'png'
    ? image.png({ compressionLevel: 3 })
    : image.tiff({ compression: 'lzw', predictor: 'horizontal' });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
