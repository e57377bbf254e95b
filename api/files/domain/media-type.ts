export const UNKNOWN_MEDIA_TYPE = 'application/octet-stream';

/** A file format people know: its name, the same in every language, the extensions its files have, and the types that content shows. */
interface Format {
  readonly name: string;
  readonly extensions: readonly string[];
  readonly mediaTypes: readonly string[];
}

/**
 * The first type of a row is the row's own; the others are what a file of that extension may be as well, because the formats are
 * of one family (a camera's raw file is a TIFF) or can't be told apart by their first bytes (a CSV of one column is text).
 */
const FORMATS: readonly Format[] = [
  { name: 'JPEG', extensions: ['jpg', 'jpeg', 'jpe'], mediaTypes: ['image/jpeg'] },
  { name: 'PNG', extensions: ['png'], mediaTypes: ['image/png', 'image/apng'] },
  { name: 'APNG', extensions: ['apng'], mediaTypes: ['image/apng', 'image/png'] },
  { name: 'GIF', extensions: ['gif'], mediaTypes: ['image/gif'] },
  { name: 'WebP', extensions: ['webp'], mediaTypes: ['image/webp'] },
  { name: 'TIFF', extensions: ['tif', 'tiff'], mediaTypes: ['image/tiff', 'image/x-adobe-dng'] },
  { name: 'DNG', extensions: ['dng'], mediaTypes: ['image/x-adobe-dng', 'image/tiff'] },
  { name: 'Canon CR2', extensions: ['cr2'], mediaTypes: ['image/x-canon-cr2', 'image/tiff'] },
  { name: 'Canon CR3', extensions: ['cr3'], mediaTypes: ['image/x-canon-cr3'] },
  { name: 'Nikon NEF', extensions: ['nef'], mediaTypes: ['image/x-nikon-nef', 'image/tiff'] },
  { name: 'Sony ARW', extensions: ['arw'], mediaTypes: ['image/x-sony-arw', 'image/tiff'] },
  { name: 'BMP', extensions: ['bmp'], mediaTypes: ['image/bmp'] },
  { name: 'AVIF', extensions: ['avif'], mediaTypes: ['image/avif'] },
  { name: 'HEIC', extensions: ['heic', 'heif'], mediaTypes: ['image/heic', 'image/heif'] },
  {
    name: 'JPEG 2000',
    extensions: ['jp2', 'jpx', 'j2k', 'j2c'],
    mediaTypes: ['image/jp2', 'image/jpx', 'image/j2c'],
  },
  { name: 'JPEG XL', extensions: ['jxl'], mediaTypes: ['image/jxl'] },
  { name: 'Photoshop', extensions: ['psd', 'psb'], mediaTypes: ['image/vnd.adobe.photoshop'] },
  { name: 'OpenEXR', extensions: ['exr'], mediaTypes: ['image/x-exr'] },
  { name: 'DPX', extensions: ['dpx'], mediaTypes: ['image/x-dpx'] },
  { name: 'SVG', extensions: ['svg'], mediaTypes: ['image/svg+xml'] },
  { name: 'PDF', extensions: ['pdf'], mediaTypes: ['application/pdf'] },
  {
    name: 'MP4',
    extensions: ['mp4', 'm4v'],
    mediaTypes: ['video/mp4', 'video/x-m4v', 'video/quicktime', 'video/3gpp'],
  },
  { name: 'QuickTime', extensions: ['mov', 'qt'], mediaTypes: ['video/quicktime', 'video/mp4'] },
  {
    name: 'Matroska',
    extensions: ['mkv', 'mka'],
    mediaTypes: ['video/matroska', 'video/webm'],
  },
  { name: 'WebM', extensions: ['webm'], mediaTypes: ['video/webm', 'video/matroska'] },
  { name: 'AVI', extensions: ['avi'], mediaTypes: ['video/vnd.avi'] },
  { name: 'MXF', extensions: ['mxf'], mediaTypes: ['application/mxf'] },
  { name: 'MPEG', extensions: ['mpg', 'mpeg'], mediaTypes: ['video/mpeg', 'video/MP1S', 'video/MP2P'] },
  { name: 'WAV', extensions: ['wav', 'bwf'], mediaTypes: ['audio/wav'] },
  { name: 'FLAC', extensions: ['flac'], mediaTypes: ['audio/flac'] },
  { name: 'MP3', extensions: ['mp3'], mediaTypes: ['audio/mpeg'] },
  { name: 'AIFF', extensions: ['aif', 'aiff'], mediaTypes: ['audio/aiff'] },
  { name: 'MPEG-4', extensions: ['m4a'], mediaTypes: ['audio/x-m4a', 'audio/mp4', 'video/mp4'] },
  {
    name: 'Ogg',
    extensions: ['ogg', 'oga', 'ogv', 'opus'],
    mediaTypes: ['audio/ogg', 'video/ogg', 'application/ogg', 'audio/ogg; codecs=opus'],
  },
  { name: 'glTF (GLB)', extensions: ['glb'], mediaTypes: ['model/gltf-binary'] },
  { name: 'glTF', extensions: ['gltf'], mediaTypes: ['model/gltf+json', 'application/json'] },
  { name: 'FBX', extensions: ['fbx'], mediaTypes: ['application/x.autodesk.fbx', 'text/plain'] },
  {
    name: 'Blender',
    extensions: ['blend'],
    mediaTypes: ['application/x-blender', 'application/zstd', 'application/gzip'],
  },
  { name: 'USD (text)', extensions: ['usda'], mediaTypes: ['model/vnd.usda'] },
  { name: 'USD (crate)', extensions: ['usdc'], mediaTypes: ['model/vnd.usdc'] },
  { name: 'USD', extensions: ['usd'], mediaTypes: ['model/vnd.usd', 'model/vnd.usda', 'model/vnd.usdc'] },
  { name: 'USDZ', extensions: ['usdz'], mediaTypes: ['model/vnd.usdz+zip'] },
  { name: 'MaterialX', extensions: ['mtlx'], mediaTypes: ['application/x-materialx+xml'] },
  { name: 'Alembic', extensions: ['abc'], mediaTypes: ['application/x-alembic', 'text/plain'] },
  { name: 'HDF5', extensions: ['h5', 'hdf5'], mediaTypes: ['application/x-hdf5'] },
  { name: 'Maya ASCII', extensions: ['ma'], mediaTypes: ['application/x-maya-ascii', 'text/plain'] },
  { name: 'Maya', extensions: ['mb'], mediaTypes: ['application/x-maya-binary'] },
  {
    name: 'Houdini',
    extensions: ['hip', 'hiplc', 'hipnc'],
    mediaTypes: ['application/x-houdini-hip', 'application/x-cpio'],
  },
  {
    name: 'Houdini geometry',
    extensions: ['bgeo', 'bgeosc'],
    mediaTypes: ['application/x-houdini-bgeo', 'application/json'],
  },
  { name: 'ZIP', extensions: ['zip'], mediaTypes: ['application/zip'] },
  { name: 'gzip', extensions: ['gz', 'tgz'], mediaTypes: ['application/gzip'] },
  { name: 'HTML', extensions: ['html', 'htm'], mediaTypes: ['text/html', 'application/xml'] },
  { name: 'XML', extensions: ['xml'], mediaTypes: ['application/xml', 'image/svg+xml', 'text/html'] },
  { name: 'JSON', extensions: ['json'], mediaTypes: ['application/json', 'model/gltf+json'] },
  {
    name: 'JSON Lines',
    extensions: ['jsonl', 'ndjson'],
    mediaTypes: ['application/x-ndjson', 'application/json'],
  },
  {
    name: 'CSV',
    extensions: ['csv'],
    mediaTypes: ['text/csv', 'text/tab-separated-values', 'text/plain'],
  },
  {
    name: 'TSV',
    extensions: ['tsv'],
    mediaTypes: ['text/tab-separated-values', 'text/csv', 'text/plain'],
  },
];

/** Types of scenes that name other files. */
export const SCENE_MEDIA_TYPES = [
  'model/vnd.usda',
  'model/vnd.usdc',
  'model/vnd.usdz+zip',
  'model/gltf+json',
  'model/gltf-binary',
  'application/x-materialx+xml',
  'application/x-maya-ascii',
] as const;

const BY_MEDIA_TYPE = new Map(FORMATS.toReversed().map((format) => [format.mediaTypes[0], format.name]));
const BY_EXTENSION = new Map(
  FORMATS.flatMap((format) => format.extensions.map((extension) => [extension, format] as const)),
);

/** The format's own name, such as `PNG`; null for text and for what is not known by name. */
export function formatNameOf(mediaType: string): string | null {
  return BY_MEDIA_TYPE.get(mediaType) ?? null;
}

/** The extension that promises another format than the content has, such as `.jpg` of a PNG; null for a name that does not mislead. */
export function misleadingExtensionOf(path: string, mediaType: string): string | null {
  const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase();
  const promised = extension === undefined ? undefined : BY_EXTENSION.get(extension);
  if (extension === undefined || promised === undefined || promised.mediaTypes.includes(mediaType))
    return null;
  // Text in an encoding we don't know is unknown, and no lie.
  if (mediaType === UNKNOWN_MEDIA_TYPE && promised.mediaTypes.some(isText)) return null;
  return `.${extension}`;
}

function isText(mediaType: string): boolean {
  return /^text\/|json$|xml$/.test(mediaType);
}
