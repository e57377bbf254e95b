import type { OriginalFile } from '../original-file.ts';
import { PictureRefusal } from '../picture-refusal.ts';

/** What is needed of a Photoshop file to show its composite: Adobe Photoshop File Formats Specification, November 2019. */
export interface PhotoshopFile {
  readonly width: number;
  readonly height: number;
  /** All that are stored, of which the first are those of the color mode. */
  readonly channels: number;
  readonly bitDepth: number;
  readonly colorMode: number;
  /** Files of up to 300,000 pixels a side. */
  readonly isLarge: boolean;
  /** 256 reds, greens and blues, of indexed pictures. */
  readonly palette: Buffer;
  readonly profile: Buffer | undefined;
  /** Where the composite begins, with how it is compressed. */
  readonly compositeAt: number;
}

const HEADER_BYTES = 26;
const MAX_RESOURCE_BYTES = 67_108_864;
const MAX_RESOURCES = 10_000;
/** ICC profile; version information, which says whether there is a composite. */
const RESOURCES = { profile: 1_039, version: 1_057 };

/** @throws PictureRefusal */
export function readPhotoshopFile(file: OriginalFile): PhotoshopFile {
  const header = file.read(0, HEADER_BYTES);
  const isLarge = header.readUInt16BE(4) === 2;
  const colorData = sectionAt(file, HEADER_BYTES);
  const resources = sectionAt(file, colorData.end);
  const layers = sectionAt(file, resources.end, isLarge);
  const found = resourcesIn(file.read(resources.start, Math.min(resources.length, MAX_RESOURCE_BYTES)));
  if (found.get(RESOURCES.version)?.[4] === 0)
    throw new PictureRefusal('UNSUPPORTED', {
      en: 'It was saved without a composite picture. Save it in Photoshop with “Maximize Compatibility”.',
      zh: '保存时未包含合成图像。请在 Photoshop 中勾选“最大兼容”后重新保存。',
    });
  return {
    width: header.readUInt32BE(18),
    height: header.readUInt32BE(14),
    channels: header.readUInt16BE(12),
    bitDepth: header.readUInt16BE(22),
    colorMode: header.readUInt16BE(24),
    isLarge,
    palette: file.read(colorData.start, Math.min(colorData.length, 768)),
    profile: found.get(RESOURCES.profile),
    compositeAt: layers.end,
  };
}

function sectionAt(file: OriginalFile, at: number, isLong = false) {
  const length = isLong ? Number(file.read(at, 8).readBigUInt64BE()) : file.read(at, 4).readUInt32BE();
  const start = at + (isLong ? 8 : 4);
  return { start, length, end: start + length };
}

/** By number; what is cut off is left out. */
function resourcesIn(bytes: Buffer): ReadonlyMap<number, Buffer> {
  const resources = new Map<number, Buffer>();
  for (let at = 0; at + 12 <= bytes.length && resources.size < MAX_RESOURCES;) {
    const nameBytes = (bytes[at + 6] ?? 0) + 1;
    const lengthAt = at + 6 + nameBytes + (nameBytes % 2);
    if (lengthAt + 4 > bytes.length) break;
    const length = bytes.readUInt32BE(lengthAt);
    const start = lengthAt + 4;
    if (start + length > bytes.length) break;
    resources.set(bytes.readUInt16BE(at + 4), bytes.subarray(start, start + length));
    at = start + length + (length % 2);
  }
  return resources;
}
