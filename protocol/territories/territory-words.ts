import { FormatError } from '../kernel/errors.ts';
import type { TerritoryBits } from './territories.ts';
import { partBits } from './territory-description.ts';
import { nearestWord, wordNamed } from './territory-vocabulary.ts';

const SEPARATORS = /[,;/\n、]/;
/** Between two names of a list; names may have the same word within them. */
const AND = /\s+and\s+|[和及与]/gi;
const EXCEPT = /^(.*?),?\s*\b(?:except(?: for)?|excluding|excl\.?|without|other than)\s+(.+)$/i;
/** `除美国外的全球`, `全球除美国外`. */
const EXCEPT_ZH = /^(.*?)除(?!外)(.+?)(?:之外|以外|外)的?(.*)$/;
/** `全球,不含美国`. */
const WITHOUT_ZH = /^(.+?),?(?:不含|不包括|除)(.+)$/;

/**
 * Reads a territory as people write it, in either language: codes, names and groups, with commas between them, and exceptions at the
 * end, which hold for all before them: `EU, NO`, `world except US, CA`, `全球（美国除外）`.
 * @throws FormatError naming what is not understood, and what comes nearest
 */
export function parseTerritoryWords(text: string, field = 'territories'): TerritoryBits {
  const { included, excepted } = splitExceptions(text.normalize('NFKC').trim());
  const bits = parseList(included, field) & ~(excepted === '' ? 0n : parseList(excepted, field));
  if (bits === 0n)
    throw new FormatError(field, `${JSON.stringify(text)} leaves no country or region. Name at least one.`);
  return bits;
}

function splitExceptions(text: string): { readonly included: string; readonly excepted: string } {
  const bracketed = /除外\)$/.test(text) ? openingOf(text) : -1;
  if (bracketed > 0) {
    return { included: text.slice(0, bracketed), excepted: text.slice(bracketed + 1, -'除外)'.length) };
  }
  const english = EXCEPT.exec(text.replace(/\(((?:except|excluding|excl|without)\b.*)\)$/i, ' $1'));
  if (english !== null) return { included: english[1] ?? '', excepted: english[2] ?? '' };
  const chinese = EXCEPT_ZH.exec(text);
  if (chinese !== null) {
    return { included: `${chinese[1] ?? ''}${chinese[3] ?? ''}`, excepted: chinese[2] ?? '' };
  }
  const without = WITHOUT_ZH.exec(text);
  return { included: without?.[1] ?? text, excepted: without?.[2] ?? '' };
}

/** Where the bracket opens that the text ends with. */
function openingOf(text: string): number {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === ')') depth++;
    if (text[at] === '(') depth--;
    if (depth === 0) return at;
  }
  return -1;
}

function parseList(text: string, field: string): TerritoryBits {
  return text
    .split(SEPARATORS)
    .map((part) => part.trim().replace(/^and\s+/i, ''))
    .filter((part, _at, parts) => part !== '' || parts.length === 1)
    .reduce((bits, part) => bits | parsePart(part, field), 0n);
}

/** A name, or names with “and” between them: the longest name that is known is read first. */
function parsePart(part: string, field: string): TerritoryBits {
  const whole = wordNamed(part);
  if (whole !== null) return partBits(whole.id);
  for (const { 0: and, index } of [...part.matchAll(AND)].reverse()) {
    const first = wordNamed(part.slice(0, index));
    if (first !== null) return partBits(first.id) | parsePart(part.slice(index + and.length), field);
  }
  throw new FormatError(field, unknownText(part));
}

function unknownText(part: string): string {
  if (part === '') return 'name at least one country or region, or WORLD.';
  const near = nearestWord(part);
  return `${JSON.stringify(part)} is no country, region or group that is known.${near === null ? '' : ` Did you mean ${JSON.stringify(near)}?`}`;
}
