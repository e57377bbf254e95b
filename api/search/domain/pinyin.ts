import { pinyin } from 'pinyin-pro';

/** Initials and finals of standard Chinese; `v` and `ü` are written as `u`, as most keyboards do. */
const INITIALS = 'zh ch sh b p m f d t n l g k h j q x r z c s y w'.split(' ');
const FINALS = [
  ...[
    'a',
    'ai',
    'an',
    'ang',
    'ao',
    'e',
    'ei',
    'en',
    'eng',
    'er',
    'i',
    'ia',
    'ian',
    'iang',
    'iao',
    'ie',
    'in',
  ],
  ...['ing', 'iong', 'iu', 'o', 'ong', 'ou', 'u', 'ua', 'uai', 'uan', 'uang', 'ue', 'ui', 'un', 'uo'],
];
const WITHOUT_INITIAL = ['a', 'ai', 'an', 'ang', 'ao', 'e', 'ei', 'en', 'er', 'o', 'ou'];
const FINAL_SET: ReadonlySet<string> = new Set(FINALS);
const LONGEST_SYLLABLE = 6;
/** A word of more syllables than any name has is not read as pinyin. */
const MAX_SYLLABLES = 12;
const MAX_READINGS = 8;

/** Of each character of a run of Chinese, without tones. A character that has no reading stands for itself. */
export function syllablesOf(han: string): string[] {
  return pinyin(han, { toneType: 'none', type: 'array', v: true }).map((syllable) =>
    syllable.toLowerCase().replace(/[vü]/g, 'u'),
  );
}

export function isSyllable(text: string): boolean {
  if (WITHOUT_INITIAL.includes(text)) return true;
  const initial = INITIALS.find((each) => text.startsWith(each));
  return initial !== undefined && FINAL_SET.has(text.slice(initial.length));
}

/** The ways to read a folded word as two or more syllables, those of fewer syllables first: `hudie` as hu, die. */
export function readingsOf(word: string): string[][] {
  if (!/^[a-z]+$/.test(word) || word.length > MAX_SYLLABLES * LONGEST_SYLLABLE) return [];
  const readings: string[][] = [];
  const fewest = fewestSyllables(word);
  // Every way that is gone is read to its end.
  const read = (from: number, syllables: readonly string[]) => {
    const isTooLong = syllables.length + (fewest[from] ?? Infinity) > MAX_SYLLABLES;
    if (readings.length >= MAX_READINGS || isTooLong) return;
    if (from === word.length) readings.push([...syllables]);
    for (let end = Math.min(word.length, from + LONGEST_SYLLABLE); end > from; end -= 1) {
      const syllable = word.slice(from, end);
      if (isSyllable(syllable)) read(end, [...syllables, syllable]);
    }
  };
  read(0, []);
  return readings.filter(({ length }) => length > 1).sort((left, right) => left.length - right.length);
}

/** Of what begins at each letter; Infinity where it can't be read to the end of the word. */
function fewestSyllables(word: string): number[] {
  const fewest = Array.from({ length: word.length + 1 }, () => Infinity);
  fewest[word.length] = 0;
  for (let from = word.length - 1; from >= 0; from -= 1)
    for (let end = from + 1; end <= Math.min(word.length, from + LONGEST_SYLLABLE); end += 1)
      if (isSyllable(word.slice(from, end)))
        fewest[from] = Math.min(fewest[from] ?? Infinity, 1 + (fewest[end] ?? Infinity));
  return fewest;
}
