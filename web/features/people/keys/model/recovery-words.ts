/** The words of a recovery sheet, as they were written down. */
export function readRecoveryWords(text: string): readonly string[] {
  // Numbers of the sheet may be typed along: “1. abandon 2. ability”.
  return text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}
