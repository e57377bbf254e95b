const MAX_LINES = 20;
/** What no text of ours has: control characters other than tab, line feed, form feed, carriage return and escape. */
// eslint-disable-next-line no-control-regex -- it looks for them
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f\u007f\ufffe\uffff]/;
const ENCODINGS = ['utf-8', 'gb18030'] as const;
const LONGEST_CHARACTER = 4;
/** Byte order marks of UTF-16. */
const UTF_16: Readonly<Record<string, string>> = { fffe: 'utf-16le', feff: 'utf-16be' };

/** The type of what reads as text: by its first bytes, of which a longer file goes on. Null for what is no text. */
export function textTypeOf(start: Uint8Array, { isWhole }: { readonly isWhole: boolean }): string | null {
  const text = decode(start, isWhole)?.replace(/^\ufeff/, '');
  if (text === undefined || text.trim() === '') return null;
  return (
    sceneTypeOf(text) ??
    markupTypeOf(text) ??
    jsonTypeOf(text, isWhole) ??
    tableTypeOf(text, isWhole) ??
    'text/plain'
  );
}

function decode(bytes: Uint8Array, isWhole: boolean): string | null {
  const byteOrder = Buffer.from(bytes.subarray(0, 2)).toString('hex');
  const marked = UTF_16[byteOrder];
  const encodings = marked === undefined ? ENCODINGS : [marked];
  for (const encoding of encodings) {
    for (let cut = 0; cut < (isWhole ? 1 : LONGEST_CHARACTER); cut += 1) {
      const text = decodeAs(encoding, bytes.subarray(0, bytes.length - cut));
      if (text !== null && !CONTROL.test(text)) return text;
    }
  }
  return null;
}

function decodeAs(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** By the first line, which USD and Maya ASCII prescribe. */
function sceneTypeOf(text: string): string | null {
  if (/^#usda \d/.test(text)) return 'model/vnd.usda';
  return /^\/\/Maya ASCII \d/.test(text) ? 'application/x-maya-ascii' : null;
}

/** By the first element, after declaration, comments and document type. */
function markupTypeOf(text: string): string | null {
  if (!text.trimStart().startsWith('<')) return null;
  const bare = text.replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->/g, '').trimStart();
  if (/^<!doctype\s+html|^<html[\s>]/i.test(bare)) return 'text/html';
  const root = /^(?:<!DOCTYPE(?:[^[>]|\[[\s\S]*?\])*>\s*)?<([\w.-]+:)?([\w.-]+)[\s/>]/i.exec(bare)?.[2];
  if (root === undefined) return null;
  if (root === 'svg') return 'image/svg+xml';
  if (root === 'materialx') return 'application/x-materialx+xml';
  return /^\s*<\?xml\s/.test(text) || /\sxmlns(:\w+)?=/.test(bare) ? 'application/xml' : null;
}

function jsonTypeOf(text: string, isWhole: boolean): string | null {
  const bare = text.trim();
  if (!/^(\{\s*("|\})|\[\s*(["{[\]\-\d]|true|false|null))/.test(bare)) return null;
  const lines = bare.split(/\r?\n/).filter((line) => line.trim() !== '');
  const [first = '', second] = lines;
  if (second !== undefined && isJson(first) && /^[{[]/.test(second)) return 'application/x-ndjson';
  if (isWhole && !isJson(bare)) return null;
  return /^\{/.test(bare) && /"asset"\s*:\s*\{[^{}]*"version"\s*:\s*"\d+\.\d+"/.test(bare)
    ? 'model/gltf+json'
    : 'application/json';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A table has as many fields in each of its lines; prose has a space after its commas. */
function tableTypeOf(text: string, isWhole: boolean): string | null {
  const lines = text.replace(/"(?:[^"]|"")*"/g, '""').split(/\r?\n/);
  // The last line of a longer file is cut somewhere.
  const whole = (isWhole ? lines : lines.slice(0, -1))
    .filter((line) => line.trim() !== '')
    .slice(0, MAX_LINES);
  if (whole.length < 2) return null;
  for (const [delimiter, type] of [
    ['\t', 'text/tab-separated-values'],
    [',', 'text/csv'],
    [';', 'text/csv'],
  ] as const) {
    const counts = new Set(whole.map((line) => line.split(delimiter).length - 1));
    const [count = 0] = counts;
    const spaced = whole.join('\n').split(`${delimiter} `).length - 1;
    if (counts.size !== 1 || count === 0) continue;
    if (count === 1 ? spaced === 0 : spaced * 2 <= count * whole.length) return type;
  }
  return null;
}
