import LineBreaker from 'linebreak';
import type { Letters, PaperFonts, Run } from './paper-fonts.ts';

export interface TextStyle {
  readonly letters: Letters;
  /** Points. */
  readonly size: number;
}

export interface WrapOptions extends TextStyle {
  /** Points. */
  readonly width: number;
  readonly maxLines: number;
}

export interface PlacedRun extends Run {
  /** From the start of the line, in points. */
  readonly x: number;
}

const CUT = '…';

/** Measures and breaks text, by the rules of Unicode (UAX #14): no line begins with a comma, no Latin word is cut that fits a line. */
export class TextLayout {
  readonly #fonts: PaperFonts;
  /** By letters and text, in parts of the size: words come again and again while a page is fitted. */
  readonly #widths = new Map<string, number>();

  constructor(fonts: PaperFonts) {
    this.#fonts = fonts;
  }

  /** Lines of at most the width; what is beyond the last line is cut, and `…` says so. */
  wrap(text: string, options: WrapOptions): string[] {
    const lines = text
      .normalize('NFC')
      .split(/\r\n|[\n\r\u2028\u2029]/)
      .flatMap((paragraph) => this.#wrapParagraph(paragraph.replaceAll('\t', ' '), options));
    if (lines.length <= options.maxLines) return lines;
    const kept = lines.slice(0, options.maxLines);
    return [...kept.slice(0, -1), this.#cut(kept.at(-1) ?? '', options)];
  }

  place(line: string, { letters, size }: TextStyle): PlacedRun[] {
    let x = 0;
    return this.#fonts.runsOf(line, letters).map((run) => {
      const placed = { ...run, x };
      x += emsOf(run) * size;
      return placed;
    });
  }

  widthOf(text: string, { letters, size }: TextStyle): number {
    const key = `${letters} ${text}`;
    const known = this.#widths.get(key) ?? this.#emsOf(text, letters);
    this.#widths.set(key, known);
    return known * size;
  }

  #wrapParagraph(paragraph: string, options: WrapOptions): string[] {
    const lines: string[] = [];
    let line = '';
    let end = 0;
    for (const piece of piecesOf(paragraph)) {
      // Laid out piece by piece: a line as a whole would be laid out again for each of its words.
      if (end + this.widthOf(piece.trimEnd(), options) <= options.width) {
        line += piece;
        end += this.widthOf(piece, options);
        continue;
      }
      if (line !== '') lines.push(line.trimEnd());
      const parts = this.#fits(piece, options) ? [piece] : this.#split(piece, options);
      lines.push(...parts.slice(0, -1));
      line = parts.at(-1) ?? '';
      end = this.widthOf(line, options);
    }
    return [...lines, line.trimEnd()];
  }

  /** A word that is wider than a line, such as a hash. */
  #split(word: string, options: WrapOptions): string[] {
    const parts: string[] = [];
    let part = '';
    for (const letter of word) {
      if (part !== '' && !this.#fits(part + letter, options)) {
        parts.push(part);
        part = '';
      }
      part += letter;
    }
    return [...parts, part];
  }

  #cut(line: string, options: WrapOptions): string {
    const letters = Array.from(line);
    while (letters.length > 0 && !this.#fits(letters.join('').trimEnd() + CUT, options)) letters.pop();
    return letters.join('').trimEnd() + CUT;
  }

  #fits(text: string, options: WrapOptions): boolean {
    return this.widthOf(text.trimEnd(), options) <= options.width;
  }

  #emsOf(text: string, letters: Letters): number {
    return this.#fonts.runsOf(text, letters).reduce((sum, run) => sum + emsOf(run), 0);
  }
}

/** In parts of the size. */
function emsOf({ font: { font }, text }: Run): number {
  return font.layout(text).advanceWidth / font.unitsPerEm;
}

/** Up to each place where a line may end. */
function piecesOf(text: string): string[] {
  const breaker = new LineBreaker(text);
  const pieces: string[] = [];
  let from = 0;
  for (let next = breaker.nextBreak(); next !== null; next = breaker.nextBreak()) {
    pieces.push(text.slice(from, next.position));
    from = next.position;
  }
  return pieces;
}
