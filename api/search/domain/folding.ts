import table from 'opencc-js/dict/TSCharacters';

/** Simplified forms of traditional characters, one by one: what is searched needs no reading of the sentence. */
let simplified: ReadonlyMap<string, string> | null = null;

/** Made when it is first asked for, as a start asks for none. */
function simplifiedForms(): ReadonlyMap<string, string> {
  simplified ??= new Map(
    table.split('|').map((entry): [string, string] => {
      const [from = '', to = from] = entry.split(' ');
      return [from, to];
    }),
  );
  return simplified;
}

/** ASCII has neither accents nor widths. */
export const PRINTABLE_ASCII = /^[ -~]*$/;

/** Without case, accents and widths, in simplified characters: `Húdié` as `hudie`, `蠟染` as `蜡染`. */
export function fold(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text.toLowerCase();
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    // Lower case of some letters brings marks of its own.
    .replace(/\p{M}/gu, '');
  return plain.replace(/\p{Script=Han}/gu, (character) => simplifiedForms().get(character) ?? character);
}
