import { newStemmer } from 'snowball-stemmers';
import { BoundedMap } from '../../platform/kernel/bounded-map.ts';

const stemmer = newStemmer('english');

/** Says little by itself: it is searched only where a question has nothing else. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  'a an and are as at by for from in is it its of on or the to was were with 的 之 和 与 及'.split(' '),
);

/** Of crafts; the stemmer knows regular forms alone. */
const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['woven', 'weave'],
  ['wove', 'weave'],
  ['sewn', 'sew'],
  ['spun', 'spin'],
  ['drawn', 'draw'],
]);

/** Most words come again; a stem costs as much as the rest of the analysis. */
const stems = new BoundedMap<string, string>(20_000);

/** The English stem of a folded word: `butterflies` as `butterfli`. Words with digits or other letters stay. */
export function stemOf(word: string): string {
  if (!/^[a-z']+$/.test(word)) return word.replace(/'/g, '');
  return stems.get(word, () => stemmer.stem(IRREGULAR.get(word) ?? word).replace(/'/g, ''));
}

export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}
