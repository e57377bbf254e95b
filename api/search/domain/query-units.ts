import { piecesOf } from './pieces.ts';
import { stemOf } from './stems.ts';

/** The smallest part of a question: a word, or one Chinese character. */
export interface Unit {
  readonly kind: 'han' | 'word';
  /** Folded. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What labels are compared by: the character, or the word's stem. */
  readonly key: string;
}

export function unitsOf(text: string): Unit[] {
  return piecesOf(text).flatMap(({ kind, text: folded, start, end }): Unit[] => {
    if (kind === 'word') return [{ kind, text: folded, start, end, key: stemOf(folded) }];
    const characters = Array.from(folded);
    // Folding keeps the number of Chinese characters, but not of what they are written in (surrogates).
    const written = Array.from(text.slice(start, end));
    let at = start;
    return characters.map((character, index) => {
      const from = at;
      at += written[index]?.length ?? 1;
      return { kind, text: character, start: from, end: at, key: character };
    });
  });
}

/** Equal for texts that a label stands for, however they are written. */
export function keyOf(units: readonly Unit[]): string {
  return units.map(({ key }) => key).join(' ');
}
