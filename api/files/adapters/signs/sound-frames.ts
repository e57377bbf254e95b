/* Sound without a container is a row of frames; a sync word of 11 to 16 bits alone is found by chance in one of some thousand files. */

/** The length of the frame that begins here, and what all frames of a stream have in common; null for no frame. */
type FrameReader = (bytes: Buffer, at: number) => { readonly length: number; readonly stream: string } | null;

const FRAMES_IN_A_ROW = 3;
const MPEG_KBPS: Readonly<Record<string, readonly number[]>> = {
  '1.1': [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  '1.2': [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  '1.3': [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  '2.1': [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  '2.2': [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const MPEG_HERTZ = [44_100, 48_000, 32_000];
const AC3_KBPS = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640];
const AC3_HERTZ = [48_000, 44_100, 32_000];
/** From this bit stream identification on it is E-AC-3 (ETSI TS 102 366, annex E). */
const FIRST_EAC3 = 11;

/** ISO/IEC 11172-3 and 13818-3, 2.4.1.3: layers I to III. Frames of free format, whose length is not said, are none. */
function mpegFrame(bytes: Buffer, at: number): ReturnType<FrameReader> {
  const head = bytes.readUInt32BE(at);
  const [version, layer] = [(head >>> 19) & 3, 4 - ((head >>> 17) & 3)];
  const [rateIndex, hertzIndex, padding] = [(head >>> 12) & 15, (head >>> 10) & 3, (head >>> 9) & 1];
  if (head >>> 21 !== 0x7ff || version === 1 || layer === 4) return null;
  const isFirst = version === 3;
  const kbps = MPEG_KBPS[isFirst ? `1.${layer}` : `2.${Math.min(layer, 2)}`]?.[rateIndex] ?? 0;
  const hertz = (MPEG_HERTZ[hertzIndex] ?? 0) / (isFirst ? 1 : version === 2 ? 2 : 4);
  if (kbps === 0 || hertz === 0) return null;
  const stream = `${version} ${layer} ${hertz}`;
  if (layer === 1) return { length: (Math.floor((12_000 * kbps) / hertz) + padding) * 4, stream };
  const samples = layer === 3 && !isFirst ? 72_000 : 144_000;
  return { length: Math.floor((samples * kbps) / hertz) + padding, stream };
}

/** ADTS, ISO/IEC 13818-7, 6.2. */
function adtsFrame(bytes: Buffer, at: number): ReturnType<FrameReader> {
  if (at + 7 > bytes.length || (bytes.readUInt16BE(at) & 0xfff6) !== 0xfff0) return null;
  const length = (bytes.readUIntBE(at + 3, 3) >>> 5) & 0x1fff;
  return length < 7 ? null : { length, stream: String(bytes.readUInt16BE(at + 1) >>> 2) };
}

/** ETSI TS 102 366, 4.3 and annex E. */
function ac3Frame(bytes: Buffer, at: number): ReturnType<FrameReader> {
  if (at + 6 > bytes.length || bytes.readUInt16BE(at) !== 0x0b77) return null;
  const identification = bytes.readUInt8(at + 5) >>> 3;
  if (identification >= FIRST_EAC3)
    return { length: ((bytes.readUInt16BE(at + 2) & 0x7ff) + 1) * 2, stream: String(identification) };
  const code = bytes.readUInt8(at + 4);
  const hertz = AC3_HERTZ[code >>> 6];
  const kbps = AC3_KBPS[(code & 0x3f) >>> 1];
  if (hertz === undefined || kbps === undefined) return null;
  const words = Math.floor((kbps * 96_000) / hertz) + (hertz === 44_100 ? code & 1 : 0);
  return { length: words * 2, stream: `${identification} ${code >>> 6}` };
}

/** Do frames of one stream follow each other from here on, or up to the end of what is there? */
function areInARow(read: FrameReader, bytes: Buffer, { from, isWhole }: FrameSpan): boolean {
  let at = from;
  let stream: string | null = null;
  for (let count = 0; count < FRAMES_IN_A_ROW; count += 1) {
    // A short file may hold fewer, and end with the last.
    if (at === bytes.length && isWhole) return count > 0;
    if (at + 4 > bytes.length) return false;
    const frame = read(bytes, at);
    if (frame === null || (stream !== null && frame.stream !== stream)) return false;
    stream = frame.stream;
    at += frame.length;
  }
  return true;
}

interface FrameSpan {
  readonly from: number;
  /** Whether the bytes are the whole file. */
  readonly isWhole: boolean;
}

export function areMpegFrames(bytes: Buffer, span: FrameSpan): boolean {
  return areInARow(mpegFrame, bytes, span);
}

export function areAdtsFrames(bytes: Buffer, span: FrameSpan): boolean {
  return areInARow(adtsFrame, bytes, span);
}

export function areAc3Frames(bytes: Buffer, span: FrameSpan): boolean {
  return areInARow(ac3Frame, bytes, span);
}
