import { newStemmer } from 'snowball-stemmers';

const stemmer = newStemmer('english');

/** Says little by itself: it is searched only where a question has nothing else. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  'a an and are as at by for from in is it its of on or the to was were with 的 之 和 与 及'.split(' '),
);

/** Most words come again; a stem costs as much as the rest of the analysis. */
const known = new Map<string, string>();
const MOST_KNOWN = 20_000;

/** The English stem of a folded word: `butterflies` as `butterfli`. Words with digits or other letters stay. */
export function stemOf(word: string): string {
  if (!/^[a-z']+$/.test(word)) return word.replace(/'/g, '');
  const before = known.get(word);
  if (before !== undefined) return before;
  const stem = stemmer.stem(word).replace(/'/g, '');
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(word, stem);
  return stem;
}

export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}
