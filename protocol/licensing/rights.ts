import { FormatError } from '../kernel/errors.ts';
import type { Language } from '../kernel/language.ts';

/** What may be done with a license beyond using it, in the order of their bits (contracts/types/Terms.sol). */
export const RIGHTS = [
  'TRANSFERABLE',
  'SUBLICENSABLE',
  'REVOCABLE',
  'RENEWABLE',
  'FIXED_VERSION',
  'ADAPTABLE',
  'ENDURING',
  'PROMOTABLE',
] as const;
export type Right = (typeof RIGHTS)[number];

/** uint8 bitmap of rights. */
export type RightsBits = number;

export const TRANSFERABLE: RightsBits = 1;
export const SUBLICENSABLE: RightsBits = 2;
export const REVOCABLE: RightsBits = 4;
export const RENEWABLE: RightsBits = 8;
/** Takes a right away: the licensee can't take newer versions. */
export const FIXED_VERSION: RightsBits = 16;
/** The licensee may redraw, recolor, animate, crop and combine. */
export const ADAPTABLE: RightsBits = 32;
/** What was finished within the window may be shown after it, also after a revocation. */
export const ENDURING: RightsBits = 64;
/** The licensee may show it in trailers and posters of the finished work. */
export const PROMOTABLE: RightsBits = 128;

/** The rights that a part of a license may have as well where the license has them (PASSED_ON_RIGHTS). */
export const PASSED_ON_RIGHTS: RightsBits = ADAPTABLE | ENDURING | PROMOTABLE;
/** The rights that also need the community's consent. The others are the holder's alone. */
export const CONSENTED_RIGHTS: RightsBits = TRANSFERABLE | SUBLICENSABLE | PASSED_ON_RIGHTS;
/** Every right that contracts of today know. */
export const ALL_RIGHTS: RightsBits = (1 << RIGHTS.length) - 1;
/** Every right that the contracts of before ADR 60 know. */
export const FORMER_RIGHTS: RightsBits = 31;

const NAMES: Readonly<Record<Right, Readonly<Record<Language, string>>>> = {
  TRANSFERABLE: { en: 'transfer', zh: '转让' },
  SUBLICENSABLE: { en: 'sublicensing', zh: '再许可' },
  REVOCABLE: { en: 'revocation', zh: '撤销' },
  RENEWABLE: { en: 'renewal', zh: '续期' },
  FIXED_VERSION: { en: 'only the version sold', zh: '仅限所售版本' },
  ADAPTABLE: { en: 'adaptation', zh: '改编' },
  ENDURING: { en: 'showing after the last day', zh: '到期后继续放映' },
  PROMOTABLE: { en: 'trailers and posters', zh: '预告片与海报' },
};

/** For people; the codes are for machines. */
export function rightName(right: Right, language: Language): string {
  return NAMES[right][language];
}

export function rightsBits(rights: readonly Right[]): RightsBits {
  return rights.reduce((bits, right) => bits | (1 << RIGHTS.indexOf(right)), 0);
}

export function rightsOf(bits: RightsBits): Right[] {
  return RIGHTS.filter((_, bit) => ((bits >>> bit) & 1) === 1);
}

/** Reads names separated by commas; empty or `NONE` for no right at all. @throws FormatError naming the unknown one */
export function parseRights(text: string, field = 'rights'): RightsBits {
  if (text === '' || text === 'NONE') return 0;
  return rightsBits(text.split(',').map((name) => parseRight(name.trim(), field)));
}

function parseRight(name: string, field: string): Right {
  const right = RIGHTS.find((known) => known === name);
  if (right === undefined)
    throw new FormatError(field, `${JSON.stringify(name)} is not NONE or one of ${RIGHTS.join(', ')}`);
  return right;
}

/** Names separated by commas, `NONE` without any. */
export function formatRights(bits: RightsBits): string {
  return bits === 0 ? 'NONE' : rightsOf(bits).join(',');
}

/** What of these rights a community consents to; the others only a holder gives, and a consent that names one is refused. */
export function consentRightsOf(bits: RightsBits): RightsBits {
  return bits & CONSENTED_RIGHTS;
}
