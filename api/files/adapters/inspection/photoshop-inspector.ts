import { factSection, type Inspection, notice } from '../../domain/technical-metadata.ts';
import type { FileInspector, InspectedFile } from '../../ports/file-inspector.ts';
import { readBytes } from './read-bytes.ts';

const HEADER_BYTES = 26;
const COLOR_MODES: Readonly<Record<number, string>> = {
  0: 'bitmap',
  1: 'grayscale',
  2: 'indexed',
  3: 'RGB',
  4: 'CMYK',
  7: 'multichannel',
  8: 'duotone',
  9: 'Lab',
};

/** PSD and PSB: the file header section of Adobe's Photoshop file format specification. */
export class PhotoshopInspector implements FileInspector {
  readonly subject = 'Photoshop header';

  appliesTo(mediaType: string): boolean {
    return mediaType === 'image/vnd.adobe.photoshop';
  }

  async inspect(file: InspectedFile): Promise<Inspection> {
    const header = await readBytes(file, { start: 0, length: HEADER_BYTES });
    if (header.length < HEADER_BYTES)
      return { sections: [], notices: [notice('UNDECODABLE', 'It ends within its Photoshop header.')] };
    const sections = factSection('IMAGE', {
      WIDTH: header.readUInt32BE(18),
      HEIGHT: header.readUInt32BE(14),
      BIT_DEPTH: header.readUInt16BE(22),
      CHANNELS: header.readUInt16BE(12),
      COLOR_SPACE: COLOR_MODES[header.readUInt16BE(24)],
    });
    return { sections, notices: [] };
  }
}
