import {
  creditorReferenceOf,
  findCreditorReference,
  formatCreditorReference,
  numberOfReference,
  parseCreditorReference,
} from '@lanran/protocol/billing/creditor-reference';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const body = fc.stringMatching(/^[0-9A-Z]{1,21}$/);

describe('creditor references', () => {
  it.each([
    ['539007547034', 'RF18539007547034'],
    ['2348231', 'RF712348231'],
    ['000000000539007547034', 'RF18000000000539007547034'],
  ])('of %s is %s, as published', (number, reference) => {
    expect(creditorReferenceOf(number)).toBe(reference);
    expect(parseCreditorReference(reference)).toBe(reference);
  });

  it('are made of short numbers, and read as people type them', () => {
    const number = shortNumberOf(`0x${'5e'.repeat(32)}`);
    const reference = creditorReferenceOf(number);
    expect(numberOfReference(reference)).toBe(number.replace('-', ''));
    expect(parseCreditorReference(` ${formatCreditorReference(reference).toLowerCase()} `)).toBe(reference);
    expect(formatCreditorReference('RF18539007547034')).toBe('RF18 5390 0754 7034');
  });

  it('are refused with another digit for a digit, or another letter for a letter', () => {
    fc.assert(
      fc.property(body, fc.nat(), fc.nat({ max: 25 }), (number, where, other) => {
        const reference = creditorReferenceOf(number);
        const at = 2 + (where % (reference.length - 2));
        const isDigit = /\d/.test(reference.charAt(at));
        const letter = isDigit ? String(other % 10) : String.fromCharCode(65 + other);
        const wrong = reference.slice(0, at) + letter + reference.slice(at + 1);
        expect(findCreditorReference(wrong)).toBe(wrong === reference ? reference : null);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are refused with two digits exchanged, without a number, and with other letters', () => {
    expect(() => parseCreditorReference('RF18539007547043')).toThrow(/wrong letter or digit/);
    expect(() => parseCreditorReference('RF18')).toThrow(/ISO 11649/);
    expect(() => creditorReferenceOf('1'.repeat(22))).toThrow(/1 to 21/);
    expect(() => creditorReferenceOf('AÄ')).toThrow(/letters and digits/);
  });
});
