import { factSection, type Inspection, notice } from '../../domain/technical-metadata.ts';
import type { FileInspector, InspectedFile } from '../../ports/file-inspector.ts';
import { readJpegXlHeader } from '../jpeg-xl-header.ts';
import { UndecodableFileError } from './byte-cursor.ts';
import { readBytes } from './read-bytes.ts';

const CODESTREAM_SIGN = 0xff0a;
/** Far more than a header takes. */
const HEADER_BYTES = 4_096;
const MAX_BOXES = 100;
/** Boxes of a container (ISO/IEC 18181-2) that hold the codestream, and what stands before it there. */
const CODESTREAM_BOXES: ReadonlyMap<string, number> = new Map([
  ['jxlc', 0],
  ['jxlp', 4],
]);

/** JPEG XL: what its header says, bare or in its container. */
export class JpegXlInspector implements FileInspector {
  readonly subject = 'JPEG XL header';

  appliesTo(mediaType: string): boolean {
    return mediaType === 'image/jxl';
  }

  async inspect(file: InspectedFile): Promise<Inspection> {
    try {
      const start = await findCodestream(file);
      const codestream = await readBytes(file, { start, length: HEADER_BYTES });
      const { width, height, bitDepth, orientation } = readJpegXlHeader(codestream);
      const facts = { WIDTH: width, HEIGHT: height, BIT_DEPTH: bitDepth };
      const sections = factSection('IMAGE', {
        ...facts,
        ORIENTATION: orientation === 1 ? null : orientation,
      });
      return { sections, notices: [] };
    } catch (error) {
      if (!(error instanceof UndecodableFileError)) throw error;
      const detail = `Its JPEG XL header can't be read. ${error.message}`;
      return { sections: [], notices: [notice('UNDECODABLE', detail)] };
    }
  }
}

async function findCodestream(file: InspectedFile): Promise<number> {
  let at = 0;
  for (let boxes = 0; boxes < MAX_BOXES; boxes += 1) {
    const head = await readBytes(file, { start: at, length: 16 });
    if (at === 0 && head.length >= 2 && head.readUInt16BE(0) === CODESTREAM_SIGN) return 0;
    if (head.length < 16) break;
    const length = head.readUInt32BE(0);
    const headBytes = length === 1 ? 16 : 8;
    const before = CODESTREAM_BOXES.get(head.toString('latin1', 4, 8));
    if (before !== undefined) return at + headBytes + before;
    const boxBytes = length === 1 ? Number(head.readBigUInt64BE(8)) : length;
    // 0 is the last box, which goes on to the end.
    if (boxBytes < headBytes) break;
    at += boxBytes;
  }
  throw new UndecodableFileError('Its container has no picture.');
}
