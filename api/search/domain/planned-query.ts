import type { AssetColor } from '@lanran/protocol/assets/colors';
import type { Correction } from './spelling.ts';

/** Why an asset that has an alternative answers a part of a question. */
export type Reason =
  /** It has the words as they were typed. */
  | { readonly kind: 'text' }
  /** It bears the concept, or one below it, or one of its names. */
  | { readonly kind: 'concept'; readonly key: string; readonly isNarrower: boolean }
  /** Its picture has the color. */
  | { readonly kind: 'color'; readonly color: AssetColor }
  /** It has Chinese that sounds so. */
  | { readonly kind: 'sound' }
  /** It has a word that begins so. */
  | { readonly kind: 'beginning' }
  /** It has a word that somebody may have meant. */
  | { readonly kind: 'spelling'; readonly word: string };

/** Tokens in a row, in one field. */
export interface Alternative {
  readonly tokens: readonly string[];
  /** The last token may go on. */
  readonly isPrefix?: boolean;
  /** 0 to 1: how well it answers. */
  readonly weight: number;
  readonly reason: Reason;
}

/** A part of a question. One of its alternatives answers it. */
export interface Group {
  /** In the question as it was typed, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** Empty never. */
  readonly alternatives: readonly Alternative[];
  /** A word that may be misspelled. */
  readonly word: string | null;
  /** Used only where no asset that the reader may see has one of the others. Finding them takes milliseconds. */
  fallbacks(corrections: readonly Correction[]): readonly Alternative[];
  /** Helps an asset's rank, and excludes none. */
  readonly isOptional: boolean;
  /** A concept of several words or characters: where nothing bears it, its words may be meant each for itself. */
  readonly isDivisible: boolean;
}

export interface PlannedQuery {
  readonly text: string;
  /** Words after a minus sign, as they were typed: others mean by it what an asset must not have, which is not searched for. */
  readonly leftOut: readonly string[];
  readonly groups: readonly Group[];
}
