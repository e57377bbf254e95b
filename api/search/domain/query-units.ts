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

/** A minus sign before a word, with nothing before it. */
const EXCLUSION = /(?:^|\s)[-\u2010-\u2015\u2212\uff0d](?=\S*$)/;

/** Without the words that a minus sign stands before, which are no part of what is asked for. */
export function withoutExcluded(
  text: string,
  units: readonly Unit[],
): { readonly kept: readonly Unit[]; readonly leftOut: readonly string[] } {
  const leftOut = new Set<string>();
  const kept = units.filter(({ start }) => {
    if (!EXCLUSION.test(text.slice(0, start))) return true;
    const from = text.slice(0, start).search(EXCLUSION);
    leftOut.add(/^\s*(\S+)/.exec(text.slice(from))?.[1] ?? '');
    return false;
  });
  return { kept, leftOut: [...leftOut] };
}
