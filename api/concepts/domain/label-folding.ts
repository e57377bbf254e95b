/* Under which text two labels are the same. */

/** Whatever its case, width, accents, spaces and hyphens. */
export function foldLabel(text: string): string {
  const folded = withoutGaps(text.normalize('NFKD').replace(/\p{M}/gu, ''));
  return folded === '' ? text.normalize('NFKC') : folded;
}

/** Tones are no accents: without them zhūwén (pig) and zhúwén (bamboo) were one word. */
export function foldPinyin(text: string): string {
  return withoutGaps(text.normalize('NFKC'));
}

function withoutGaps(text: string): string {
  return text.toLowerCase().replace(/[\s_-]+/g, '');
}
