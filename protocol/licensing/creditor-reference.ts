import type { ShortNumber } from './short-number.ts';

const MODULUS = 97;

/**
 * The structured creditor reference of a number (ISO 11649): `RF`, two check digits (ISO 7064, MOD 97-10) and the number without its
 * hyphen, as payments name it: `RF187K3QM9XT2V`.
 */
export function creditorReferenceOf(number: ShortNumber): string {
  const letters = number.replace('-', '');
  const check = MODULUS + 1 - remainderOf(`${letters}RF00`);
  return `RF${String(check).padStart(2, '0')}${letters}`;
}

/** Is it a reference whose check digits are right? In capital letters or not, with spaces or without. */
export function isCreditorReference(text: string): boolean {
  const plain = text.replace(/\s/g, '').toUpperCase();
  return /^RF\d{2}[0-9A-Z]{1,21}$/.test(plain) && remainderOf(plain.slice(4) + plain.slice(0, 4)) === 1;
}

/** Of the number that letters make: A is 10, Z is 35. */
function remainderOf(letters: string): number {
  let remainder = 0;
  for (const letter of letters) {
    const value = Number.parseInt(letter, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % MODULUS;
  }
  return remainder;
}
