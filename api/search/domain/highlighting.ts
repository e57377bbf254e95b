import { piecesOf } from './pieces.ts';
import { syllablesOf } from './pinyin.ts';
import type { Alternative } from './planned-query.ts';
import { pairsOf, pieceTokens, soundsOf } from './tokens.ts';

/** In UTF-16 units of the text; the end is excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface PlacedToken extends Span {
  readonly token: string;
}

/** What of a text answers one of the alternatives: in order, without overlaps. */
export function spansOf(text: string, alternatives: readonly Alternative[]): Span[] {
  const { tokens, sounds } = placedTokensOf(text);
  const spans = alternatives.flatMap((alternative) => [
    ...matchesIn(tokens, alternative),
    ...matchesIn(sounds, alternative),
  ]);
  return joined(spans);
}

/** Part of a long text around what matches in it, and where that is then. Begins and ends between words where it can. */
export function excerptOf(
  text: string,
  spans: readonly Span[],
  most: number,
): { readonly text: string; readonly spans: readonly Span[] } {
  if (text.length <= most) return { text, spans };
  const around = spans[0] ?? { start: 0, end: 0 };
  const from = Math.max(0, Math.min(around.start - Math.floor(most / 3), text.length - most));
  const start = from === 0 ? 0 : afterGap(text, from, around.start);
  const end = beforeSurrogate(text, Math.min(text.length, start + most));
  const [before, after] = [start > 0 ? '…' : '', end < text.length ? '…' : ''];
  const shift = before.length - start;
  const inside = spans.filter((span) => span.start >= start && span.end <= end);
  return {
    text: `${before}${text.slice(start, end)}${after}`,
    spans: inside.map((span) => ({ start: span.start + shift, end: span.end + shift })),
  };
}

function placedTokensOf(text: string): {
  readonly tokens: readonly PlacedToken[];
  readonly sounds: readonly PlacedToken[];
} {
  const pieces = piecesOf(text);
  const tokens: PlacedToken[] = [];
  const sounds: PlacedToken[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'word') {
      tokens.push(...pieceTokens(piece).map((token) => ({ token, start: piece.start, end: piece.end })));
      continue;
    }
    const characters = Array.from(piece.text);
    const places = placesOf(text, piece);
    const pair = (at: number) => ({
      start: places[at]?.start ?? piece.start,
      end: (places[at + 1] ?? places[at])?.end ?? piece.end,
    });
    tokens.push(...pairsOf(characters).map((token, at) => ({ token, ...pair(at) })));
    sounds.push(...soundsOf(syllablesOf(piece.text)).map((token, at) => ({ token, ...pair(at) })));
  }
  return { tokens, sounds };
}

/** Where each character of a run of Chinese stands. */
function placesOf(text: string, { start, end }: Span): Span[] {
  let at = start;
  return Array.from(text.slice(start, end), (character) => {
    const place = { start: at, end: at + character.length };
    at = place.end;
    return place;
  });
}

function matchesIn(placed: readonly PlacedToken[], { tokens, isPrefix = false }: Alternative): Span[] {
  const fits = (token: string | undefined, at: number) =>
    isPrefix && at === tokens.length - 1
      ? token?.startsWith(tokens[at] ?? '') === true
      : token === tokens[at];
  return placed.flatMap((first, from) => {
    const part = placed.slice(from, from + tokens.length);
    if (part.length < tokens.length || !part.every(({ token }, at) => fits(token, at))) return [];
    // Of a pair that only begins so, the first character is meant.
    const isOneCharacter = isPrefix && tokens.length === 1 && Array.from(tokens[0] ?? '').length === 1;
    const end = isOneCharacter ? first.start + (tokens[0]?.length ?? 0) : (part.at(-1)?.end ?? first.end);
    return [{ start: first.start, end }];
  });
}

function joined(spans: readonly Span[]): Span[] {
  const sorted = spans.toSorted((left, right) => left.start - right.start || right.end - left.end);
  const apart: Span[] = [];
  for (const span of sorted) {
    const before = apart.at(-1);
    if (before === undefined || before.end < span.start) apart.push(span);
    else apart[apart.length - 1] = { start: before.start, end: Math.max(before.end, span.end) };
  }
  return apart;
}

function afterGap(text: string, from: number, before: number): number {
  const gap = text.slice(from, before).search(/[\s，。；、]/u);
  return gap < 0 ? beforeSurrogate(text, from) : from + gap + 1;
}

/** Never between the halves of a character. */
function beforeSurrogate(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
