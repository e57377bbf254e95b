import { describe, expect, it } from 'vitest';
import { passphraseStrength } from '../../../web/features/people/keys/model/passphrase-strength.ts';

describe('what is said of a passphrase', () => {
  it.each(['', 'indigo', '靛蓝染缸'])('“%s” is too short', (text) => {
    expect(passphraseStrength(text)).toBe('short');
  });

  it.each([
    'password123456',
    'aaaaaaaaaaaaaaaaaaaaaaaa',
    'abababababababababab',
    'abcdefghijklmnop',
    '12345678901234',
    'woaini5201314',
  ])('“%s” is weak however long', (text) => {
    expect(passphraseStrength(text)).toBe('weak');
  });

  it.each(['indigo at seven in the morning', '清水江边的靛蓝染缸七点开', 'Vat9#kol!ruNe_heb4'])(
    '“%s” is strong',
    (text) => {
      expect(passphraseStrength(text)).toBe('strong');
    },
  );

  it('does not count the name that it is for', () => {
    expect(passphraseStrength('yang.mei yang.mei museum', ['yang.mei', 'museum'])).toBe('weak');
  });

  it('grows with each word', () => {
    const order = ['short', 'weak', 'fair', 'strong'];
    const words = ['batik', 'under', 'wax', 'hides', 'blue', 'water'];
    const levels = words.map((_, at) => order.indexOf(passphraseStrength(words.slice(0, at + 1).join(' '))));
    expect(levels).toEqual([...levels].sort((one, other) => one - other));
    expect(levels.at(-1)).toBe(3);
  });
});
