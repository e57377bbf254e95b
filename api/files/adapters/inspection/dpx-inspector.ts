import { factSection, type Inspection, notice } from '../../domain/technical-metadata.ts';
import type { FileInspector, InspectedFile } from '../../ports/file-inspector.ts';
import { ByteCursor } from './byte-cursor.ts';
import { readBytes } from './read-bytes.ts';

const HEADER_BYTES = 2_048;
const NOT_SET = 0xffffffff;
/** SMPTE ST 268-1: image element descriptors and transfer characteristics. */
const DESCRIPTORS: Readonly<Record<number, string>> = {
  1: 'R',
  2: 'G',
  3: 'B',
  4: 'A',
  6: 'Y',
  50: 'RGB',
  51: 'RGBA',
  52: 'ABGR',
  100: 'CbYCrY 4:2:2',
  102: 'CbYCr 4:4:4',
};
const TRANSFERS: Readonly<Record<number, string>> = {
  1: 'printing density',
  2: 'linear',
  3: 'logarithmic',
  5: 'SMPTE 274M',
  6: 'BT.709',
};

/** DPX: what its header says, and whether the file is as long as it says. */
export class DpxInspector implements FileInspector {
  readonly subject = 'DPX header';

  appliesTo(mediaType: string): boolean {
    return mediaType === 'image/x-dpx';
  }

  async inspect(file: InspectedFile): Promise<Inspection> {
    const bytes = await readBytes(file, { start: 0, length: HEADER_BYTES });
    if (bytes.length < HEADER_BYTES)
      return { sections: [], notices: [notice('UNDECODABLE', 'It ends within its DPX header.')] };
    const isLittle = bytes.toString('latin1', 0, 4) === 'XPDS';
    const u32 = (at: number) => new ByteCursor(bytes, at).u32(isLittle);
    const f32 = (at: number) => new ByteCursor(bytes, at).f32(isLittle);
    const text = (at: number, length: number) =>
      bytes.toString('utf8', at, at + length).split(/\0|\uffff/)[0] ?? '';
    const declared = u32(16);
    const rates = [f32(1_940), f32(1_724)];
    return {
      sections: [
        ...factSection('FRAME', {
          WIDTH: u32(772),
          HEIGHT: u32(776),
          CHANNEL_NAMES: DESCRIPTORS[bytes[800] ?? 0],
          BIT_DEPTH: bytes[803],
          TRANSFER: TRANSFERS[bytes[801] ?? 0],
          COMPRESSION: new ByteCursor(bytes, 806).u16(isLittle) === 1 ? 'RLE' : 'none',
          FRAME_RATE: rates.find((rate) => Number.isFinite(rate) && rate > 0 && rate < 1_000),
          TIMECODE: timecodeOf(u32(1_920)),
        }),
        ...factSection('CAPTURE', { CREATED: text(136, 24), SOFTWARE: text(160, 100) }),
        ...factSection('RIGHTS', { TITLE: text(260, 200), COPYRIGHT: text(460, 200) }),
      ],
      notices:
        declared !== NOT_SET && declared > file.bytes
          ? [notice('UNDECODABLE', `Its header says ${declared} bytes; it has ${file.bytes}.`)]
          : [],
    };
  }
}

/** Binary coded decimals, `HHMMSSFF`. */
function timecodeOf(packed: number): string | null {
  const digits = packed.toString(16).padStart(8, '0');
  return packed === NOT_SET || !/^\d{8}$/.test(digits) ? null : (digits.match(/../g) ?? []).join(':');
}
