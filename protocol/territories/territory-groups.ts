import type { BilingualText } from '../kernel/language.ts';
import data from '../territory-groups.json' with { type: 'json' };
import { parseTerritories, type TerritoryBits } from './territories.ts';

/** A name that several countries and regions are called by. A way of speaking: a license names bits, never a group. */
export interface TerritoryGroup {
  readonly id: string;
  /** As it stands within a sentence. */
  readonly name: BilingualText;
  /** What people also type for it. */
  readonly words: readonly string[];
  readonly bits: TerritoryBits;
  readonly isContinent: boolean;
  /** Understood, but never used to describe: its members are named instead. */
  readonly isWordOnly: boolean;
}

/** The groups that rights are traded by, and the continents (territory-groups.json, which states their members and since when). */
export const TERRITORY_GROUPS: readonly TerritoryGroup[] = data.groups.map(
  ({ id, name, words, members, ...flags }) => ({
    id,
    name,
    words,
    bits: parseTerritories(members.replaceAll(' ', ',')),
    isContinent: 'isContinent' in flags,
    isWordOnly: 'isWordOnly' in flags,
  }),
);

/** What people type for the whole world. */
export const WORLD_WORDS: readonly string[] = data.world;

/** What people type for a country or region besides its code and its name. */
export const TERRITORY_WORDS: Readonly<Record<string, readonly string[]>> = data.words;
