import { describe, expect, it } from 'vitest';
import { parseAccountName } from '@lanran/protocol/accounts/account';

describe('the name of an account', () => {
  it.each(['李明', 'li', '𠮷野', '𠮷'.repeat(64)])(
    'may be %s: its length is counted in characters',
    (name) => {
      expect(parseAccountName(name)).toBe(name);
    },
  );

  it.each(['李', '𠮷', 'a'.repeat(65), '𠮷'.repeat(65), 'li ming', ''])('may not be %j', (name) => {
    expect(() => parseAccountName(name)).toThrow('2 to 64');
  });
});
