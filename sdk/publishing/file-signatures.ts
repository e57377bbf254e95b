/** How many of a file's first bytes are looked at. */
export const LOOKED_AT_BYTES = 65_536;
/** Of these, how many a sign is found in. */
const SIGN_BYTES = 2_048;

interface Format {
  readonly name: string;
  readonly extensions: readonly string[];
  /** Of the first bytes, as text of one character a byte. */
  readonly sign: RegExp;
}

/** Formats whose every file begins alike, by their specifications; those of one family as one, for a camera's raw file is a TIFF. */
/* eslint-disable no-control-regex -- formats begin with such characters */
const FORMATS: readonly Format[] = [
  { name: 'JPEG', extensions: ['jpg', 'jpeg', 'jpe'], sign: /^\xff\xd8\xff/ },
  { name: 'PNG', extensions: ['png', 'apng'], sign: /^\x89PNG\r\n\x1a\n/ },
  { name: 'GIF', extensions: ['gif'], sign: /^GIF8[79]a/ },
  { name: 'WebP', extensions: ['webp'], sign: /^RIFF[^]{4}WEBP/ },
  {
    name: 'TIFF',
    extensions: ['tif', 'tiff', 'dng', 'cr2', 'nef', 'arw'],
    sign: /^(II[*+]\x00|MM\x00[*+])/,
  },
  { name: 'Photoshop', extensions: ['psd', 'psb'], sign: /^8BPS/ },
  { name: 'OpenEXR', extensions: ['exr'], sign: /^\x76\x2f\x31\x01/ },
  { name: 'DPX', extensions: ['dpx'], sign: /^(SDPX|XPDS)/ },
  { name: 'PDF', extensions: ['pdf'], sign: /^[^]{0,1023}%PDF-/ },
  {
    name: 'MPEG-4 or QuickTime',
    extensions: ['mp4', 'm4v', 'm4a', 'mov', 'qt', 'heic', 'heif', 'avif', 'cr3'],
    sign: /^[^]{4}(ftyp|moov|mdat|wide|free|skip|pnot)/,
  },
  { name: 'Matroska', extensions: ['mkv', 'mka', 'webm'], sign: /^\x1a\x45\xdf\xa3/ },
  { name: 'AVI', extensions: ['avi'], sign: /^RIFF[^]{4}AVI / },
  { name: 'WAV', extensions: ['wav', 'bwf'], sign: /^(RIFF|RF64|BW64)[^]{4}WAVE/ },
  // A run-in may stand before it.
  { name: 'MXF', extensions: ['mxf'], sign: /\x06\x0e\x2b\x34\x02\x05\x01\x01/ },
  { name: 'glTF', extensions: ['glb'], sign: /^glTF/ },
  { name: 'ZIP', extensions: ['zip'], sign: /^PK(\x03\x04|\x05\x06)/ },
  { name: 'HTML', extensions: [], sign: /^(\xef\xbb\xbf)?\s*(<!doctype\s+html|<html[\s>])/i },
  {
    name: 'SVG',
    extensions: [],
    sign: /^(\xef\xbb\xbf)?\s*(<\?xml[^]*?\?>\s*)?(<!--[^]*?-->\s*)*<svg[\s>]/i,
  },
  { name: 'a program', extensions: [], sign: /^(MZ|\x7fELF|#!)/ },
];
/* eslint-enable no-control-regex */
const ACTIVE = /<script[\s>]|\son[a-z]+\s*=|javascript:/i;

/** What is to be told of a file before it is signed for good. */
export type ContentDoubt =
  | {
      readonly kind: 'OTHER';
      readonly extension: string;
      /** Null for what begins like nothing known here. */ readonly beginsLike: string | null;
    }
  | { readonly kind: 'ACTIVE'; readonly extension: string };

/** By a file's first bytes; null where its name promises nothing that they could break. The platform looks closer once it is published. */
export function contentDoubtOf(path: string, start: Uint8Array): ContentDoubt | null {
  const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase();
  if (extension === undefined || start.length === 0) return null;
  if (extension === 'svg')
    return ACTIVE.test(new TextDecoder().decode(start)) ? { kind: 'ACTIVE', extension } : null;
  const promised = FORMATS.find(({ extensions }) => extensions.includes(extension));
  if (promised === undefined) return null;
  // `latin1` of TextDecoder is Windows-1252, in which bytes from 128 to 159 are other characters.
  const text = String.fromCharCode(...start.subarray(0, SIGN_BYTES));
  if (promised.sign.test(text)) return null;
  const beginsLike = FORMATS.find(({ sign }) => sign.test(text))?.name ?? null;
  return { kind: 'OTHER', extension, beginsLike };
}
