/** What SQLite's tokenizer divides at too: nothing but letters, digits and the marks that our tokens have (token-tables.ts). */
const OTHERS = /[^\p{L}\p{N}\p{Co}\p{Cn}~#/_|-]+/gu;
/** The engine's analyzer cuts longer ones. */
const LONGEST = 255;
const CUT = 127;

/** Tokens of which a space divides each from the next. */
export function cleaned(tokens: readonly string[]): string[] {
  const words = tokens.join(' ').replace(OTHERS, ' ').split(' ');
  return words.filter((word) => word !== '').map(shortened);
}

/** No question has so long a word: a mark at its end keeps what is cut from being found as a whole one. */
function shortened(word: string): string {
  return word.length <= LONGEST ? word : `${Array.from(word).slice(0, CUT).join('')}|`;
}
