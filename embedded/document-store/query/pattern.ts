import type { BSONRegExp } from 'bson';
import { ClientError, notSupported } from '../command-error.ts';

/** White space to PCRE without Unicode properties; JavaScript's `\s` holds more. */
const SPACE = '\\t-\\r ';
const NOT_SPACE = '\\0-\\x08\\x0E-\\x1F!-\\u{10FFFF}';
/** Escapes that mean the same in PCRE and JavaScript. Letters and digits beyond them are refused, not guessed. */
const SHARED_ESCAPES = /^\\(?:[bBdDwWtnrfv]|x[0-9a-fA-F]{2}|p\{[A-Za-z_]+\}|P\{[A-Za-z_]+\})/;
const GROUP_START = /^\((?:\?(?:[:=!]|<[=!]|<[A-Za-z_]\w*>))?(?!\?|\*)/;
const QUANTIFIER = /^\{\d+(?:,\d*)?\}/;

/**
 * Translates a PCRE pattern, as MongoDB takes it, to a JavaScript expression of the same meaning. What the two read
 * differently is rewritten; what JavaScript does not have is refused. Throws InvalidRegex (51091), BadValue for options.
 */
export function compilePattern({ pattern, options }: Pick<BSONRegExp, 'pattern' | 'options'>): RegExp {
  const unknown = /[^imsu]/.exec(options)?.[0];
  if (unknown === 'x') throw notSupported("The $regex option 'x'", 'BadValue');
  if (unknown !== undefined) throw new ClientError('BadValue', `invalid flag in regex options: ${unknown}`);
  const source = translate(pattern, { isMultiline: options.includes('m'), isDotAll: options.includes('s') });
  try {
    return new RegExp(source, options.includes('i') ? 'iu' : 'u');
  } catch (error) {
    throw refused(pattern, { cause: error });
  }
}

interface Modes {
  readonly isMultiline: boolean;
  readonly isDotAll: boolean;
}

function translate(pattern: string, modes: Modes): string {
  let rest = pattern;
  let translated = '';
  while (rest !== '') {
    const [taken, replacement] = nextPiece(rest, modes);
    translated += replacement;
    rest = rest.slice(taken.length);
  }
  return translated;
}

/** What comes next in the pattern, and what it becomes. */
function nextPiece(rest: string, { isMultiline, isDotAll }: Modes): readonly [string, string] {
  const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  switch (character) {
    case '\\':
      return escapePiece(rest);
    case '[':
      return classPiece(rest);
    case '(': {
      const group = GROUP_START.exec(rest)?.[0];
      if (group === undefined) throw refused(rest.slice(0, 4));
      return [group, group];
    }
    case '.':
      return ['.', isDotAll ? '[^]' : '[^\\n]'];
    case '^':
      return ['^', isMultiline ? '(?:^|(?<=\\n)(?=[^]))' : '^'];
    case '$':
      // PCRE's end is also before a last line feed.
      return ['$', isMultiline ? '(?=\\n|$)' : '(?=\\n?$)'];
    case '{': {
      const quantifier = QUANTIFIER.exec(rest)?.[0];
      return quantifier === undefined ? ['{', '\\{'] : [quantifier, quantifier];
    }
    case '}':
    case ']':
      return [character, `\\${character}`];
    default:
      return [character, character];
  }
}

function escapePiece(rest: string): readonly [string, string] {
  const shared = SHARED_ESCAPES.exec(rest)?.[0];
  if (shared !== undefined) return [shared, shared];
  const escaped = rest.slice(0, 2);
  if (escaped === '\\s') return [escaped, `[${SPACE}]`];
  if (escaped === '\\S') return [escaped, `[^${SPACE}]`];
  if (escaped === '\\A') return [escaped, '(?<![^])'];
  if (escaped === '\\z') return [escaped, '(?![^])'];
  return literalPiece(escaped);
}

function classPiece(rest: string): readonly [string, string] {
  let at = rest.startsWith('[^') ? 2 : 1;
  let translated = rest.slice(0, at);
  // A bracket right at the start is a member, not the end.
  if (rest[at] === ']') {
    translated += '\\]';
    at += 1;
  }
  while (at < rest.length && rest[at] !== ']') {
    const piece = rest.slice(at);
    if (/^\[[:.=]/.test(piece)) throw refused(piece.slice(0, 2));
    const [taken, replacement] = memberPiece(piece);
    translated += replacement;
    at += taken.length;
  }
  if (at >= rest.length) throw refused(rest);
  return [rest.slice(0, at + 1), `${translated}]`];
}

function memberPiece(piece: string): readonly [string, string] {
  if (!piece.startsWith('\\')) return [piece.charAt(0), piece.startsWith('[') ? '\\[' : piece.charAt(0)];
  const escaped = piece.slice(0, 2);
  if (escaped === '\\s') return [escaped, SPACE];
  if (escaped === '\\S') return [escaped, NOT_SPACE];
  if (escaped === '\\B') throw refused(escaped);
  const shared = SHARED_ESCAPES.exec(piece)?.[0];
  return shared === undefined ? literalPiece(escaped) : [shared, shared];
}

/** An escaped sign that stands for itself. */
function literalPiece(escaped: string): readonly [string, string] {
  const sign = escaped.charAt(1);
  if (sign === '' || /[A-Za-z0-9]/.test(sign) || sign > '\x7f') throw refused(escaped);
  return [escaped, `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`];
}

/** Only PCRE could tell which of the two it is. */
function refused(what: string, options?: ErrorOptions): ClientError {
  return new ClientError(
    'InvalidRegex',
    `The regular expression is invalid at '${what}', or the embedded document store does not support it; set MONGODB_URI to use MongoDB.`,
    options,
  );
}
