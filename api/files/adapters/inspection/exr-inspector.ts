import { factSection, type FactSection, type Inspection, notice } from '../../domain/technical-metadata.ts';
import type { FileInspector, InspectedFile } from '../../ports/file-inspector.ts';
import { UndecodableFileError } from './byte-cursor.ts';
import { exrColorSpaces } from './exr-color-space.ts';
import {
  type ExrHeader,
  type ExrPart,
  type ExrWindow,
  heightOf,
  readExrHeader,
  widthOf,
} from './exr-header.ts';
import { readBytes } from './read-bytes.ts';

/** Headers with previews and many parts stay far below. */
const MAX_HEADER_BYTES = 1_048_576;
const MAX_BLOCKS = 262_144;

/** OpenEXR: what its header says, and whether its pixels reach the end that its table of blocks names. */
export class ExrInspector implements FileInspector {
  readonly subject = 'OpenEXR header';

  appliesTo(mediaType: string): boolean {
    return mediaType === 'image/x-exr';
  }

  async inspect(file: InspectedFile): Promise<Inspection> {
    try {
      const header = readExrHeader(await readBytes(file, { start: 0, length: MAX_HEADER_BYTES }));
      const lacking = await findLackingBlocks(file, header);
      return {
        sections: header.parts.flatMap((part) => sectionsOf(part, header)),
        notices: lacking === null ? [] : [notice('UNDECODABLE', lacking)],
      };
    } catch (error) {
      if (!(error instanceof UndecodableFileError)) throw error;
      return {
        sections: [],
        notices: [notice('UNDECODABLE', `Its OpenEXR header can't be read. ${error.message}`)],
      };
    }
  }
}

function sectionsOf(part: ExrPart, { isMultipart, isDeep, parts }: ExrHeader): FactSection[] {
  const { dataWindow, displayWindow, channels, chromaticities, tiles, texts } = part;
  return [
    ...factSection('FRAME', {
      TITLE: part.name,
      PARTS: isMultipart ? parts.length : null,
      WIDTH: widthOf(displayWindow),
      HEIGHT: heightOf(displayWindow),
      CHANNELS: channels.length,
      CHANNEL_NAMES: channels.map(({ name, type }) => `${name} (${type})`),
      COMPRESSION: part.compression,
      LAYOUT: [
        ...(tiles === null ? ['scan lines'] : [`tiles ${tiles.width} × ${tiles.height}, ${tiles.levels}`]),
        ...(isDeep ? ['deep'] : []),
      ],
      DATA_WINDOW: windowText(dataWindow),
      DISPLAY_WINDOW: windowText(displayWindow),
      PIXEL_ASPECT: part.pixelAspectRatio === null ? null : rounded(part.pixelAspectRatio),
      COLOR_SPACE: exrColorSpaces(part),
      CHROMATICITIES: chromaticities === null ? null : chromaticityTexts(chromaticities),
      TIMECODE: part.timecode,
      FRAME_RATE: part.framesPerSecond === null ? null : rounded(part.framesPerSecond),
      SOFTWARE: texts.get('software'),
    }),
    ...factSection('RIGHTS', {
      CREATOR: texts.get('owner'),
      COPYRIGHT: texts.get('copyright'),
      DESCRIPTION: texts.get('comments'),
    }),
    ...factSection('CAPTURE', { CREATED: texts.get('capDate') }),
  ];
}

function windowText({ left, top, right, bottom }: ExrWindow): string {
  return `${left}, ${top} – ${right}, ${bottom}`;
}

function chromaticityTexts(values: readonly number[]): string[] {
  return ['red', 'green', 'blue', 'white'].map(
    (name, at) => `${name} ${rounded(values[at * 2] ?? 0)}, ${rounded(values[at * 2 + 1] ?? 0)}`,
  );
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** Of a file with one flat part: a block that was never written, or that lies past the end. Null when all are there. */
async function findLackingBlocks(
  file: InspectedFile,
  { end, blockCount }: ExrHeader,
): Promise<string | null> {
  if (blockCount === null || blockCount > MAX_BLOCKS) return null;
  const table = await readBytes(file, { start: end, length: blockCount * 8 });
  if (table.length < blockCount * 8) return `It ends within the table of its ${blockCount} blocks of lines.`;
  const places = Array.from({ length: blockCount }, (_, at) => Number(table.readBigUInt64LE(at * 8)));
  const missing = places.filter((place) => place < end || place >= file.bytes).length;
  if (missing > 0) return `${missing} of its ${blockCount} blocks of lines are missing.`;
  const last = Math.max(...chunked(places));
  const block = await readBytes(file, { start: last, length: 8 });
  const isWhole = block.length === 8 && last + 8 + block.readUInt32LE(4) <= file.bytes;
  return isWhole ? null : 'It ends within its last block of lines.';
}

/** The greatest of each thousand: a call takes no more arguments than the stack holds. */
function chunked(places: readonly number[]): number[] {
  return Array.from({ length: Math.ceil(places.length / 1_000) }, (_, at) =>
    Math.max(...places.slice(at * 1_000, at * 1_000 + 1_000)),
  );
}
