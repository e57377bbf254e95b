import { toHex } from '@lanran/protocol/kernel/bytes';
import {
  idsOf,
  looksLikeShortNumber,
  parseShortNumber,
  shortNumberOf,
} from '@lanran/protocol/licensing/short-number';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const anyId = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => toHex(bytes));
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('short numbers', () => {
  it('are ten letters and digits in two groups, always the same for an id', () => {
    fc.assert(
      fc.property(anyId, (id) => {
        const number = shortNumberOf(id);
        expect(number).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
        expect(shortNumberOf(id)).toBe(number);
        expect(looksLikeShortNumber(number)).toBe(true);
      }),
    );
    expect(shortNumberOf(`0x${'00'.repeat(32)}`)).toBe('00000-00000');
    expect(shortNumberOf(`0x${'ff'.repeat(32)}`).slice(0, 10)).toBe('ZZZZZ-ZZZZ');
  });

  it('are read as people write and say them', () => {
    const number = shortNumberOf(`0x${'01'.repeat(32)}`);
    const spoken = number.replace('-', ' ').toLowerCase().replaceAll('1', 'l').replaceAll('0', 'o');
    expect(parseShortNumber(spoken)).toBe(number);
    expect(parseShortNumber(` ${number.replace('-', '')} `)).toBe(number);
  });

  it('name the ids that have them', () => {
    fc.assert(
      fc.property(anyId, (id) => {
        const { first, last } = idsOf(shortNumberOf(id));
        expect(first <= id && id <= last).toBe(true);
        expect(shortNumberOf(first)).toBe(shortNumberOf(last));
      }),
    );
  });

  it('are refused with one wrong letter, and with any two exchanged', () => {
    const letter = fc.nat({ max: 9 });
    fc.assert(
      fc.property(anyId, letter, fc.constantFrom(...Array.from(LETTERS)), (id, at, other) => {
        const letters = Array.from(shortNumberOf(id).replace('-', ''));
        fc.pre(letters[at] !== other);
        expect(() => parseShortNumber(letters.with(at, other).join(''))).toThrow(/wrong letter/);
      }),
    );
    fc.assert(
      fc.property(anyId, letter, letter, (id, left, right) => {
        const letters = Array.from(shortNumberOf(id).replace('-', ''));
        const [a = '', b = ''] = [letters[left], letters[right]];
        fc.pre(a !== b);
        expect(() => parseShortNumber(letters.with(left, b).with(right, a).join(''))).toThrow(/wrong letter/);
      }),
    );
  });

  it.each(['', '7K3QM', '7K3QM-9XT2VV', '7K3QM-9XT2U', `0x${'ab'.repeat(32)}`, '蜡染蜡染蜡染蜡染蜡染'])(
    'refuse %j, and say what one looks like',
    (text) => {
      expect(() => parseShortNumber(text)).toThrow(/ten letters and digits such as 7K3QM-9XT2V/);
    },
  );

  it('take no other number for one of theirs', () => {
    expect(looksLikeShortNumber('1234567890')).toBe(false);
    expect(looksLikeShortNumber('12345-67890')).toBe(true);
    expect(looksLikeShortNumber('DEMO-1')).toBe(false);
  });
});
