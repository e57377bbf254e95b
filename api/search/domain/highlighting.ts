import { type Piece, piecesOf } from './pieces.ts';
import { syllablesOf } from './pinyin.ts';
import type { Alternative } from './planned-query.ts';
import { isSound, pairsOf, pieceTokens, soundsOf } from './tokens.ts';

/** In UTF-16 units of the text; the end is excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface PlacedToken extends Span {
  readonly token: string;
}

/** Finds in texts what answers one of the alternatives of a question. */
export class Highlighter {
  readonly #alternatives: readonly Alternative[];
  /** What Chinese sounds like is looked up only where a question asks for sounds. */
  readonly #asksForSounds: boolean;

  constructor(alternatives: readonly Alternative[]) {
    this.#alternatives = alternatives;
    this.#asksForSounds = alternatives.some(({ tokens }) => tokens.some(isSound));
  }

  /** In order, without overlaps. */
  spansOf(text: string): Span[] {
    const pieces = piecesOf(text);
    const tokens = pieces.flatMap((piece) => placedTokensOf(text, piece));
    const sounds = this.#asksForSounds ? pieces.flatMap((piece) => placedSoundsOf(text, piece)) : [];
    const spans = this.#alternatives.flatMap((alternative) =>
      matchesIn(alternative.tokens.some(isSound) ? sounds : tokens, alternative),
    );
    return joined(spans);
  }
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

function placedTokensOf(text: string, piece: Piece): PlacedToken[] {
  if (piece.kind === 'word')
    return pieceTokens(piece).map((token) => ({ token, start: piece.start, end: piece.end }));
  return placed(pairsOf(Array.from(piece.text)), { text, piece });
}

function placedSoundsOf(text: string, piece: Piece): PlacedToken[] {
  return piece.kind === 'word' ? [] : placed(soundsOf(syllablesOf(piece.text)), { text, piece });
}

/** Each token of a run of Chinese stands for a character and the one after it. */
function placed(
  tokens: readonly string[],
  { text, piece }: { readonly text: string; readonly piece: Piece },
): PlacedToken[] {
  const places = placesOf(text, piece);
  return tokens.map((token, at) => ({
    token,
    start: places[at]?.start ?? piece.start,
    end: (places[at + 1] ?? places[at])?.end ?? piece.end,
  }));
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

function matchesIn(places: readonly PlacedToken[], { tokens, isPrefix = false }: Alternative): Span[] {
  const fits = (token: string | undefined, at: number) =>
    isPrefix && at === tokens.length - 1
      ? token?.startsWith(tokens[at] ?? '') === true
      : token === tokens[at];
  // Of a pair that only begins so, the first character is meant.
  const isOneCharacter = isPrefix && tokens.length === 1 && Array.from(tokens[0] ?? '').length === 1;
  return places.flatMap((first, from) => {
    if (!tokens.every((_, at) => fits(places[from + at]?.token, at))) return [];
    const last = places[from + tokens.length - 1] ?? first;
    const end = isOneCharacter ? first.start + (tokens[0]?.length ?? 0) : last.end;
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
