import { BankStatementError, type Charset } from './statement.ts';

const CHUNK = 65_536;
/** Bytes to which Windows-1252 gives no character; decoders let them pass. */
const UNASSIGNED = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
/** How an XML declaration calls them, in lower case. */
const DECLARED: Readonly<Record<string, Charset>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  gb18030: 'gb18030',
  gbk: 'gb18030',
  gb2312: 'gb18030',
  'windows-1252': 'windows-1252',
  'iso-8859-1': 'windows-1252',
};

/**
 * In which charset a file is written, by its mark, its XML declaration or its bytes.
 * @throws BankStatementError naming row and byte where it is none, or may be two
 */
export function charsetOf(bytes: Uint8Array): Charset {
  return markedCharset(bytes) ?? declaredCharset(bytes) ?? charsetOfBytes(bytes);
}

/** @throws BankStatementError naming the row and the byte that are not of the charset */
export function decodeWhole(bytes: Uint8Array, charset: Charset): string {
  return [...decodeChunks(bytes, charset)].join('');
}

/** Without the byte order mark. A long file is never one string. @throws BankStatementError */
export function* decodeChunks(bytes: Uint8Array, charset: Charset): Generator<string> {
  if (charset === 'windows-1252') requireAssigned(bytes);
  const decoder = new TextDecoder(charset, { fatal: true });
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const chunk = bytes.subarray(at, at + CHUNK);
    try {
      yield decoder.decode(chunk, { stream: at + CHUNK < bytes.length });
    } catch (cause) {
      throw new BankStatementError('CHARSET', placeOf(bytes, badByteOf(bytes, charset), charset), { cause });
    }
  }
}

function markedCharset([first, second, third, fourth]: Uint8Array): Charset | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (second === 0 && fourth === 0) return 'utf-16le';
  return first === 0 && third === 0 ? 'utf-16be' : null;
}

/** XML without a declaration is UTF-8. Null for what is no XML. */
function declaredCharset(bytes: Uint8Array): Charset | null {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 200)).trimStart();
  if (!head.startsWith('<')) return null;
  const name = /^<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1] ?? 'utf-8';
  const charset = DECLARED[name.toLowerCase()];
  if (charset === undefined) throw new BankStatementError('CHARSET_UNKNOWN', { value: name });
  return charset;
}

/**
 * What is not UTF-8 has pairs of high bytes in Chinese, and single ones in the languages of Windows-1252. A text with many of both, or
 * UTF-8 with a wrong byte, is refused.
 */
function charsetOfBytes(bytes: Uint8Array): Charset {
  if (isDecodable(bytes, 'utf-8')) return 'utf-8';
  const { utf8, pairs, singles, first } = surveyOf(bytes);
  if (utf8 > pairs + singles) return 'utf-8';
  if (pairs > 9 * singles) return 'gb18030';
  if (singles > 9 * pairs) return 'windows-1252';
  throw new BankStatementError('CHARSET_UNCLEAR', placeOf(bytes, first, ''));
}

interface Survey {
  /** Characters of several bytes that are valid UTF-8. */
  utf8: number;
  /** Pairs of bytes as GB 2312 writes a character. */
  pairs: number;
  /** High bytes that stand alone. */
  singles: number;
  /** Place of the first high byte. */
  first: number;
}

function surveyOf(bytes: Uint8Array): Survey {
  const found: Survey = { utf8: 0, pairs: 0, singles: 0, first: -1 };
  for (let at = 0; at < bytes.length; at++) {
    if (byteAt(bytes, at) < 0x80) continue;
    if (found.first < 0) found.first = at;
    const length = utf8LengthAt(bytes, at);
    if (length > 0) found.utf8++;
    else if (isPairAt(bytes, at)) found.pairs++;
    else found.singles++;
    at += length > 0 ? length - 1 : isPairAt(bytes, at) ? 1 : 0;
  }
  return found;
}

function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

/** 0 where no character of several bytes begins. */
function utf8LengthAt(bytes: Uint8Array, at: number): number {
  const lead = byteAt(bytes, at);
  const length = lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
  if (lead > 0xf4) return 0;
  for (let next = 1; next < length; next++) if (byteAt(bytes, at + next) >> 6 !== 0b10) return 0;
  return length;
}

function isPairAt(bytes: Uint8Array, at: number): boolean {
  const lead = byteAt(bytes, at);
  const trail = byteAt(bytes, at + 1);
  return lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1 && trail <= 0xfe;
}

function isDecodable(bytes: Uint8Array, charset: Charset, stream?: 'stream'): boolean {
  try {
    new TextDecoder(charset, { fatal: true }).decode(bytes, { stream: stream !== undefined });
    return true;
  } catch {
    return false;
  }
}

/** The last byte of the shortest beginning that is not of the charset; the end where the file breaks off. */
function badByteOf(bytes: Uint8Array, charset: Charset): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isDecodable(bytes.subarray(0, middle), charset, 'stream')) good = middle;
    else bad = middle;
  }
  return bad - 1;
}

function requireAssigned(bytes: Uint8Array): void {
  const at = bytes.findIndex((byte) => UNASSIGNED.has(byte));
  if (at >= 0) throw new BankStatementError('CHARSET', placeOf(bytes, at, 'windows-1252'));
}

function placeOf(bytes: Uint8Array, at: number, charset: string) {
  let row = 1;
  for (let before = 0; before < at; before++) if (bytes[before] === 0x0a) row++;
  const value = `0x${byteAt(bytes, at).toString(16).toUpperCase().padStart(2, '0')}`;
  return { row: String(row), at: String(at + 1), value, charset };
}
