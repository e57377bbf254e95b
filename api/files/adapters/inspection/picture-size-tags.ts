import { factSection, type FactSection } from '../../domain/technical-metadata.ts';

/** Groups of ExifTool (`-G1`) that may hold a picture's size: directories of a camera's TIFF, and headers of other formats. */
const GROUPS = ['IFD0', 'SubIFD', 'SubIFD1', 'SubIFD2', 'SubIFD3', 'File', 'Jpeg2000'];
const NAMES = ['SubfileType', 'ImageWidth', 'ImageHeight', 'BitsPerSample'];

/** What ExifTool is asked for besides, of pictures whose headers nothing else of ours reads. */
export const PICTURE_SIZE_TAGS: readonly string[] = GROUPS.flatMap((group) =>
  NAMES.map((name) => `${group}:${name}`),
);

export function needsSizeTags(mediaType: string): boolean {
  return /^image\/(x-(adobe-dng|canon-cr2|nikon-nef|sony-arw)|bmp|jp2|jpx)$/.test(mediaType);
}

/** The size of the picture itself: the directory whose NewSubfileType is 0 (TIFF 6.0, tag 254), or the first that says none. */
export function sizeSectionOf(tags: Readonly<Record<string, unknown>>): FactSection[] {
  const sized = GROUPS.filter((group) => tags[`${group}:ImageWidth`] !== undefined);
  const kindOf = (group: string) => tags[`${group}:SubfileType`];
  const main =
    sized.find((group) => kindOf(group) === 0) ?? sized.find((group) => kindOf(group) === undefined);
  if (main === undefined) return [];
  const number = (name: string) => {
    const value = tags[`${main}:${name}`];
    // Several channels have several depths, with spaces between.
    return typeof value === 'string' ? Number.parseInt(value, 10) : Number(value);
  };
  return factSection('IMAGE', {
    WIDTH: number('ImageWidth'),
    HEIGHT: number('ImageHeight'),
    BIT_DEPTH: number('BitsPerSample'),
  });
}
