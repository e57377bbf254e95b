import type { Language } from '@lanran/protocol/kernel/language';
import type { Highlight } from './documents.ts';

export type Span = Highlight['spans'][number];

/** A text in pieces, of which some are marked. */
export interface Piece {
  readonly text: string;
  readonly isMarked: boolean;
}

/** Characters before the first match that fit on a line with it. */
const LEAD = 18;
const MAX_LINE = 140;

export function piecesOf(text: string, spans: readonly Span[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    if (start > at) pieces.push({ text: text.slice(at, start), isMarked: false });
    pieces.push({ text: text.slice(start, end), isMarked: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isMarked: false });
  return pieces;
}

/** Where the title that is shown has what was asked for. */
export function titleSpansOf(title: string, highlights: readonly Highlight[]): readonly Span[] {
  return highlights.find(({ field, text }) => field === 'TITLE' && text === title)?.spans ?? [];
}

export interface Excerpt {
  readonly field: Highlight['field'];
  readonly language: Language;
  readonly pieces: readonly Piece[];
}

/** One line of what else matches: the title in the other language, else what is in the reader's own; null where the title says it. */
export function excerptOf(
  title: string,
  highlights: readonly Highlight[],
  language: Language,
): Excerpt | null {
  if (titleSpansOf(title, highlights).length > 0) return null;
  const inOtherTitle = highlights.find(({ field }) => field === 'TITLE');
  const inOwn = highlights.find((each) => languageOf(each.text) === language);
  const shown = inOtherTitle ?? inOwn ?? highlights[0];
  if (shown === undefined) return null;
  const { text, spans } = lineOf(shown);
  return { field: shown.field, language: languageOf(text), pieces: piecesOf(text, spans) };
}

function languageOf(text: string): Language {
  return /\p{Script=Han}/u.test(text) ? 'zh' : 'en';
}

/** Cut so that the first match is in sight. */
function lineOf({ text, spans }: Highlight): { readonly text: string; readonly spans: readonly Span[] } {
  const first = spans[0]?.start ?? 0;
  const gap = text.slice(Math.max(0, first - LEAD), first).search(/[\s，。；、]/u);
  const start = first <= LEAD ? 0 : whole(text, first - LEAD + (gap < 0 ? 0 : gap + 1));
  const end = text.length - start <= MAX_LINE ? text.length : whole(text, start + MAX_LINE);
  const [before, after] = [start > 0 ? '…' : '', end < text.length ? '…' : ''];
  const shift = before.length - start;
  return {
    text: `${before}${text.slice(start, end)}${after}`,
    spans: spans
      .filter((span) => span.start >= start && span.end <= end)
      .map((span) => ({ start: span.start + shift, end: span.end + shift })),
  };
}

/** Not between the halves of a character. */
function whole(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at;
}
