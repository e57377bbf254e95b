/** Words of a text, folded for search: letters and digits in lower case, without accents. */
function wordsOf(text: string): string[] {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Pairs of neighboring characters: an index over them finds parts of words, in scripts with and without spaces. */
function pairsOf(word: string): string[] {
  const characters = Array.from(word);
  return characters.slice(1).map((character, at) => `${characters[at] ?? ''}${character}`);
}

/** What is stored of a text to search it: its folded words, and the pairs in them. */
export function searchableOf(texts: readonly string[]): { readonly text: string; readonly grams: string[] } {
  const words = texts.flatMap(wordsOf);
  return { text: words.join(' '), grams: [...new Set(words.flatMap(pairsOf))] };
}

/** A filter under which every word of the search occurs; null when the search has no word. */
export function searchFilter(search: string): object | null {
  const words = wordsOf(search);
  if (words.length === 0) return null;
  const grams = [...new Set(words.flatMap(pairsOf))];
  // The pairs narrow it through the index; whether they stand together is rechecked on the text.
  const rechecks = words.map((word) => ({ searchText: { $regex: word } }));
  return { $and: [...(grams.length > 0 ? [{ grams: { $all: grams } }] : []), ...rechecks] };
}
