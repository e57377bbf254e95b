import { type TerritoryBits, territoryCodes, WORLD } from '@lanran/protocol/territories/territories';
import {
  describeTerritories,
  LATER,
  partBits,
  type TerritoryPart,
} from '@lanran/protocol/territories/territory-description';
import { partLabel } from '@lanran/protocol/territories/territory-text';
import { nearestWord, partsCalled } from '@lanran/protocol/territories/territory-vocabulary';
import { parseTerritoryWords } from '@lanran/protocol/territories/territory-words';
import type { Language } from '@lanran/protocol/kernel/language';
import { LANGUAGE_TAGS } from '../language/language.tsx';

/** Everything that may be chosen; everything except what is named; only what is named. */
export const SCOPES = ['all', 'except', 'only'] as const;
export type Scope = (typeof SCOPES)[number];

export interface TerritoryChoice {
  readonly chosen: TerritoryBits;
  /** What may be chosen. */
  readonly within: TerritoryBits;
  /** What the reader asked for last; null before that. */
  readonly asked: Scope | null;
}

/** How a choice is shown; null while nothing is chosen. */
export function scopeOf({ chosen, within, asked }: TerritoryChoice): Scope | null {
  if (chosen === 0n) return asked === 'all' ? null : asked;
  if (chosen === within) return within === WORLD && asked === 'only' ? 'all' : (asked ?? 'all');
  // Nobody picks what is listed later by name: whoever has it began with the whole world.
  if ((LATER.bits & ~chosen) === 0n && (LATER.bits & ~within) === 0n) return 'except';
  return asked === 'except' ? 'except' : 'only';
}

/** What is ticked: the exceptions, or what is chosen by name. */
export function tickedIn(choice: TerritoryChoice): TerritoryBits {
  return scopeOf(choice) === 'except' ? choice.within & ~choice.chosen : choice.chosen;
}

/** The choice after a part was ticked, or no longer is. */
export function ticking(choice: TerritoryChoice, bits: TerritoryBits, isTicked: boolean): TerritoryBits {
  const { chosen, within } = choice;
  const isAdded = (scopeOf(choice) === 'except') !== isTicked;
  return isAdded ? chosen | (bits & within) : chosen & ~bits;
}

export interface FoundTerritories {
  readonly parts: readonly TerritoryPart[];
  /** What a phrase such as “world except US” means; null for a single name. */
  readonly phrase: TerritoryBits | null;
  /** A name that the text may have meant. */
  readonly nearest: string | null;
}

/** What a text finds among what may be chosen: groups first, then countries and regions in the order of their names. */
export function findTerritories(
  text: string,
  { within, language }: { readonly within: TerritoryBits; readonly language: Language },
): FoundTerritories {
  const parts = partsCalled(text).filter(
    (id) => id !== 'WORLD' && (partBits(id) & within & ~LATER.bits) !== 0n,
  );
  const phrase = readPhrase(text, within);
  const isNamed = phrase !== null && parts.some((id) => partBits(id) === phrase);
  return {
    parts: inOrder(parts, language),
    phrase: isNamed ? null : phrase,
    nearest: parts.length === 0 && phrase === null ? nearestWord(text) : null,
  };
}

function readPhrase(text: string, within: TerritoryBits): TerritoryBits | null {
  try {
    const bits = parseTerritoryWords(text) & within;
    return bits === 0n ? null : bits;
  } catch {
    return null;
  }
}

/** Groups in their own order, then names in that of the language. */
export function inOrder(parts: readonly TerritoryPart[], language: Language): readonly TerritoryPart[] {
  const { compare } = new Intl.Collator(LANGUAGE_TAGS[language]);
  const isCode = (id: TerritoryPart) => /^[A-Z]{2}$/.test(id) && id !== 'EU';
  return [
    ...parts.filter((id) => !isCode(id)),
    ...parts
      .filter(isCode)
      .map((id) => ({ id, label: partLabel(id, language) }))
      .sort((left, right) => compare(left.label, right.label))
      .map(({ id }) => id),
  ];
}

/** Offered before anything is looked for. */
const USUAL: readonly TerritoryPart[] = [
  ...['GREATER_CHINA', 'SOUTHEAST_ASIA', 'EU', 'NORTH_AMERICA'],
  ...['CN', 'HK', 'MO', 'TW', 'JP', 'KR', 'FR', 'DE', 'GB', 'US'],
];

/** Where no more than these may be chosen, all are offered. */
const FEW = 24;

export function usualTerritories(within: TerritoryBits): readonly TerritoryPart[] {
  const codes = territoryCodes(within & ~LATER.bits);
  return codes.length <= FEW ? codes : USUAL.filter((id) => (partBits(id) & ~within) === 0n);
}

/** Ticked bits as parts that can each be taken away: groups, and names. */
export function tickedParts(bits: TerritoryBits): readonly TerritoryPart[] {
  const { of, except } = describeTerritories(bits);
  return except.length === 0 ? of : territoryCodes(bits);
}
