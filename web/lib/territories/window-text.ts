import type { Language } from '@lanran/protocol/kernel/language';
import { MEDIA, mediumName } from '@lanran/protocol/licensing/media';
import { RIGHTS, rightName } from '@lanran/protocol/licensing/rights';
import { parseTerritories, type TerritoryBits } from '@lanran/protocol/territories/territories';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import { LANGUAGE_TAGS } from '../language/language.tsx';

/*
 * Media, territories and rights as GraphQL names them, in the reader's words.
 */

/** “All media”: training of AI never goes without saying. */
export const ORDINARY_MEDIA = MEDIA.filter((medium) => medium !== 'AI_TRAINING');
const ALL: Readonly<Record<Language, string>> = { en: 'all media', zh: '各类媒介' };
const NOTHING: Readonly<Record<Language, string>> = { en: 'nothing', zh: '无' };

/** `streaming and games`; names that are not known stay as they are. */
export function mediaText(media: readonly string[], language: Language): string {
  if (ORDINARY_MEDIA.every((medium) => media.includes(medium) || media.includes('ALL'))) {
    const rest = media.filter((name) => name !== 'ALL' && !ORDINARY_MEDIA.some((medium) => medium === name));
    return listText([ALL[language], ...rest.map((name) => mediumText(name, language))], language);
  }
  return listText(
    media.map((name) => mediumText(name, language)),
    language,
  );
}

export function mediumText(name: string, language: Language): string {
  const medium = MEDIA.find((known) => known === name);
  return medium === undefined ? name : mediumName(medium, language);
}

/** `Short video`: where it stands alone, beside a box. */
export function mediumLabel(name: string, language: Language): string {
  return startingLarge(mediumText(name, language));
}

export function startingLarge(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** More parts than these of a territory are counted where no more than a sentence is shown. */
export const MOST_PLACES = 6;

/** “the whole world except the United States”. Of long lists the first names and how many more; `PlaceNames` unfolds to all. */
export function territoriesText(codes: readonly string[], language: Language, most = MOST_PLACES): string {
  const bits = bitsOfCodes(codes);
  return bits === null ? listText(codes, language) : territoryText(bits, language, { most });
}

/** The same with every name, however many. */
export function wholeTerritoriesText(codes: readonly string[], language: Language): string {
  return territoriesText(codes, language, Infinity);
}

/** Null when a code is of a later list than this page's. */
export function bitsOfCodes(codes: readonly string[]): TerritoryBits | null {
  if (codes.length === 0) return 0n;
  try {
    return parseTerritories(codes.join(','));
  } catch {
    return null;
  }
}

export function rightsText(rights: readonly string[], language: Language): string {
  const names = rights.map((name) => {
    const right = RIGHTS.find((known) => known === name);
    return right === undefined ? name : rightName(right, language);
  });
  return listText(names, language);
}

function listText(items: readonly string[], language: Language): string {
  if (items.length === 0) return NOTHING[language];
  return new Intl.ListFormat(LANGUAGE_TAGS[language], { type: 'conjunction' }).format(items);
}
