import { utf8 } from './bytes.ts';
import { FormatError } from './errors.ts';
import { parseString } from './shape.ts';

export const MAX_PATH_BYTES = 1024;
const MAX_SEGMENT_BYTES = 255;

/**
 * A path that unpacks to the same place everywhere and never outside its folder.
 * @throws FormatError naming the path
 */
export function parsePath(value: unknown, field = 'path'): string {
  const path = parseString(value, field);
  const shown = `${field} ${JSON.stringify(path.slice(0, 120))}`;
  if (path === '' || utf8(path).length > MAX_PATH_BYTES)
    throw new FormatError(shown, `must have 1 to ${MAX_PATH_BYTES} bytes`);
  if (/\p{Surrogate}/u.test(path)) throw new FormatError(shown, 'has half a surrogate pair');
  if (path.normalize('NFC') !== path)
    throw new FormatError(shown, 'must be in Unicode normalization form C (NFC); compose it');
  if (/\p{Cc}/u.test(path)) throw new FormatError(shown, 'has a control character');
  if (path.includes('\\')) throw new FormatError(shown, 'has a backslash; use / between folders');
  if (path.startsWith('/')) throw new FormatError(shown, 'must be relative; it begins with /');
  if (/^[a-zA-Z]:/.test(path))
    throw new FormatError(
      shown,
      `must be relative; ":" after its first letter makes that a drive of Windows`,
    );
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.' || segment === '..')
      throw new FormatError(shown, 'has an empty, . or .. segment');
    if (utf8(segment).length > MAX_SEGMENT_BYTES)
      throw new FormatError(shown, `has a segment above ${MAX_SEGMENT_BYTES} bytes`);
  }
  return path;
}

/** What Windows gives to devices, whatever follows a point (Microsoft, "Naming Files, Paths, and Namespaces"). */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d\u00b9\u00b2\u00b3]) *(\.|$)/i;

/** What a name may not have anywhere, and what to do about it. */
const UNWELCOME: readonly (readonly [RegExp, string])[] = [
  [/\ufffd/, 'has characters that could not be read, as of a name in GBK; rename it in UTF-8'],
  [
    /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
    'has characters that turn the direction of writing, so that it looks like another name; rename it without them',
  ],
  [/[\p{Zl}\p{Zp}]/u, 'has a line break in it; rename it in one line'],
];

/**
 * Characters that nobody sees, where they are spelling: joiners within words of the scripts from Arabic to Khmer (UAX #31, 2.3),
 * selectors and the vowel separator of Mongolian, and what makes one emoji of several signs, which phones put into names. Between
 * Latin or Chinese characters they spell nothing, and what a variation selector changes in a Chinese one is not seen with most fonts.
 */
const SPELLING: readonly RegExp[] = [
  /([\p{scx=Arab}\p{scx=Syrc}\p{scx=Nkoo}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Mymr}\p{scx=Khmr}\p{scx=Tibt}])[\u200c\u200d](?=[\p{L}\p{M}])/gu,
  /(\p{scx=Mong})[\u180b-\u180f\u200c\u200d]/gu,
  /(\p{Extended_Pictographic})\ufe0f/gu,
  /([\p{Extended_Pictographic}\p{Emoji_Modifier}])\u200d(?=\p{Extended_Pictographic})/gu,
];

/** What has no look of its own, by Unicode's own list: soft hyphens, fillers, joiners, selectors, tags. */
const UNSEEN: typeof UNWELCOME = [
  [
    /\p{Default_Ignorable_Code_Point}/u,
    'has characters that nobody sees, so that it looks like another name; rename it without them',
  ],
];

const REFUSED_BY_WINDOWS = /[<>:"|?*]/g;

/** What no file or folder of a path may be called. */
const UNWELCOME_SEGMENT: readonly (readonly [RegExp, string])[] = [
  [/[. ]$/, 'has a name that ends with a point or a space, which Windows drops; rename it without'],
  [/^\s/u, 'has a name that begins with a space, which looks like another name; rename it without'],
  [/\s$/u, 'has a name that ends with a space, which looks like another name; rename it without'],
  [/^\./, 'has a name that begins with a point, which hides it on most machines; rename it without'],
  [DEVICE, 'has a name that is that of a device on Windows; rename it'],
];

/**
 * A path that a new file may have: as `parsePath`, and also such that its name shows what it is, and can be written on Windows and macOS.
 * What was published before these rules keeps its path.
 * @throws FormatError naming the path and what to do
 */
export function parseNewPath(value: unknown, field = 'path'): string {
  const path = parsePath(value, field);
  const [reason] = [
    ...reasonsIn(UNWELCOME, path),
    ...reasonsIn(UNSEEN, withoutSpelling(path)),
    ...(path.match(REFUSED_BY_WINDOWS) ?? []).map(
      (found) => `has ${found} in it, which Windows refuses; rename it without`,
    ),
    ...path.split('/').flatMap((name) => reasonsIn(UNWELCOME_SEGMENT, name)),
  ];
  if (reason !== undefined) throw new FormatError(`${field} ${JSON.stringify(path.slice(0, 120))}`, reason);
  return path;
}

function withoutSpelling(path: string): string {
  return SPELLING.reduce((text, spelled) => text.replace(spelled, '$1'), path);
}

function reasonsIn(unwelcome: readonly (readonly [RegExp, string])[], text: string): string[] {
  return unwelcome.filter(([pattern]) => pattern.test(text)).map(([, reason]) => reason);
}

/** The folders that a path lies in, the outermost first. */
export function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'));
}

/**
 * The same text for paths that a disk which ignores case, or how letters are composed, takes for one. Upper case first merges what
 * only one direction maps (ß and SS, ſ and s).
 */
export function foldPath(path: string): string {
  return path.toUpperCase().toLowerCase().normalize('NFC');
}
