import { compareTexts, mostFirst } from './text-order.ts';

/** Folded words that somebody may have meant, with the number of public assets that have them. */
export type Words = Iterable<readonly [word: string, assets: number]>;

export interface Correction {
  readonly word: string;
  readonly distance: number;
  /** How many public assets have it. */
  readonly assets: number;
}

const MAX_CORRECTIONS = 5;
const SHORTEST = 4;
const LONG = 8;
const LONGEST = 40;

/** How many typing errors a word may have; 0 for one that is not corrected. */
export function mostErrorsIn(word: string): number {
  if (word.length < SHORTEST || word.length > LONGEST || /\d/.test(word)) return 0;
  return word.length >= LONG ? 2 : 1;
}

/** Words at most one typing error away, two in a long word; the nearest first, then the most frequent. */
export function correctionsOf(word: string, words: Words): Correction[] {
  const most = mostErrorsIn(word);
  if (most === 0) return [];
  const letters = lettersOf(word);
  const near: Correction[] = [];
  for (const [candidate, assets] of words) {
    if (Math.abs(candidate.length - word.length) > most || candidate === word) continue;
    const others = lettersOf(candidate);
    // An error adds at most one letter, and takes at most one away. Nearly all words are told apart by that.
    if (hasMoreBits(letters & ~others, most) || hasMoreBits(others & ~letters, most)) continue;
    const distance = distanceOf(word, candidate, most);
    if (distance !== null) near.push({ word: candidate, distance, assets });
  }
  return nearestFirst(near);
}

/** Each word once, and no more than a reader would look at. */
export function nearestFirst(corrections: readonly Correction[]): Correction[] {
  const sorted = corrections.toSorted(
    (left, right) =>
      left.distance - right.distance || right.assets - left.assets || compareTexts(left.word, right.word),
  );
  const byWord = new Map<string, Correction>();
  for (const each of sorted) if (!byWord.has(each.word)) byWord.set(each.word, each);
  return [...byWord.values()].slice(0, MAX_CORRECTIONS);
}

/** Words that begin so, the most frequent first. */
export function completionsOf(beginning: string, words: Words): string[] {
  const begun = [...words].flatMap(([value, count]) =>
    value.startsWith(beginning) ? [{ value, count }] : [],
  );
  return mostFirst(begun, (word) => word).map(({ value }) => value);
}

/** A bit for each letter; some share one. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at += 1) bits |= 1 << (word.charCodeAt(at) & 31);
  return bits;
}

function hasMoreBits(bits: number, most: number): boolean {
  let rest = bits;
  for (let bit = 0; bit < most; bit += 1) rest &= rest - 1;
  return rest !== 0;
}

/** Damerau–Levenshtein distance of neighbours (optimal string alignment); null above `most`. */
export function distanceOf(left: string, right: string, most: number): number | null {
  let [before, row]: [number[], number[]] = [[], Array.from({ length: right.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const isSame = left[i - 1] === right[j - 1];
      const isSwapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (before[j - 2] ?? 0) + 1 : Infinity,
      );
    }
    if (Math.min(...next) > most) return null;
    [before, row] = [row, next];
  }
  const distance = row[right.length] ?? Infinity;
  return distance <= most ? distance : null;
}
