/** OpenCC's table of characters: `traditional simplified [simplified …]`, separated by `|`. */
declare module 'opencc-js/dict/TSCharacters' {
  const table: string;
  export default table;
}

declare module 'snowball-stemmers' {
  export function newStemmer(language: 'english'): { stem(word: string): string };
}
