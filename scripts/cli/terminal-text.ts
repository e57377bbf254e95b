/**
 * What a terminal obeys instead of showing it, or nobody sees: control characters but line breaks and tabs, what turns the direction
 * of writing, separators, halves of characters. Joiners and selectors stay, with which words of some scripts are spelled (`parseNewPath`).
 */
const OBEYED =
  /(?!\n|\t|\u180b|\u180c|\u180d|\u180e|\u180f|\u200c|\u200d|\ufe0f)[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\p{Default_Ignorable_Code_Point}]/gu;

/** A text as a terminal shows it whole, whoever wrote the names in it: what is not seen as `\u{202e}`. */
export function terminalText(text: string): string {
  return text.replace(OBEYED, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`);
}
