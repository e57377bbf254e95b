/** ISO 7064 MOD 97-10 of capital letters and digits: A counts as 10, Z as 35. */
export function mod97(text: string): number {
  let rest = 0;
  for (const letter of text) {
    const value = Number.parseInt(letter, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/** The two digits with which the text, then they, leave the rest 1. */
export function checkDigitsOf(text: string): string {
  return String(98 - mod97(`${text}00`)).padStart(2, '0');
}

/** `RF18 5390 0754 7034`: as people read and type it. */
export function inFours(text: string): string {
  return text.replace(/(.{4})(?=.)/g, '$1 ');
}

/** In capital letters, without spaces and hyphens. */
export function plain(text: string): string {
  return text.replace(/[\s\u2010-\u2015-]/g, '').toUpperCase();
}
