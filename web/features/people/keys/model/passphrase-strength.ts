/** How long a passphrase holds against who has the encrypted key and a room full of machines. */
export type Strength = 'short' | 'weak' | 'fair' | 'strong';

export const MIN_PASSPHRASE = 10;

/** Of people's favorites; and what is typed along a row of keys. */
const COMMON = [
  'password',
  'passphrase',
  'passw0rd',
  'qwerty',
  'qwertz',
  'azerty',
  'asdf',
  'zxcv',
  'letmein',
  'welcome',
  'iloveyou',
  'admin',
  'dragon',
  'monkey',
  'football',
  'lanran',
  'secret',
  'master',
  'woaini',
  'abc',
  '123456789',
  '12345678',
  '123456',
  '111111',
  '888888',
  '666666',
  '5201314',
  '520',
];
const BITS = { han: 9, lower: 3.5, upper: 4.2, digit: 3, other: 4.5 } as const;
const WEAK_BITS = 45;
const FAIR_BITS = 65;

/**
 * An estimate, kept low: repeated and favorite parts count almost nothing, letters count as those of words, not of noise.
 * `known` are words an attacker would try first: the account's own name.
 */
export function passphraseStrength(text: string, known: readonly string[] = []): Strength {
  const passphrase = text.normalize('NFKC');
  if (Array.from(passphrase).length < MIN_PASSPHRASE) return 'short';
  const bits = bitsOf(passphrase, known);
  if (bits < WEAK_BITS) return 'weak';
  return bits < FAIR_BITS ? 'fair' : 'strong';
}

function bitsOf(passphrase: string, known: readonly string[]): number {
  const favorites = [...known.map((word) => word.toLowerCase()).filter((word) => word.length > 2), ...COMMON];
  let rest = passphrase;
  let bits = 0;
  for (const favorite of favorites) {
    const without = rest.replaceAll(new RegExp(escape(favorite), 'giu'), '');
    if (without !== rest) bits += 6;
    rest = without;
  }
  const seen = new Set<string>();
  let previous = '';
  for (const letter of rest) {
    bits += isStep(previous, letter)
      ? 0.5
      : seen.has(letter)
        ? bitsOfLetter(letter) * 0.8
        : bitsOfLetter(letter);
    seen.add(letter);
    previous = letter;
  }
  // Few different letters, many times: as in “ababababab”.
  return bits * Math.min(1, seen.size / 6);
}

/** The same again, or the next one up or down. */
function isStep(previous: string, letter: string): boolean {
  const [from, to] = [previous.codePointAt(0), letter.codePointAt(0)];
  return from !== undefined && to !== undefined && Math.abs(from - to) <= 1;
}

function bitsOfLetter(letter: string): number {
  if (/\p{Script=Han}/u.test(letter)) return BITS.han;
  if (/\p{Ll}|\p{Lo}/u.test(letter)) return BITS.lower;
  if (/\p{Lu}/u.test(letter)) return BITS.upper;
  if (/\p{N}/u.test(letter)) return BITS.digit;
  return letter === ' ' ? 1 : BITS.other;
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
