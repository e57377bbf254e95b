import { COLOR_NAMES } from '@lanran/protocol/assets/colors';
import type { BilingualText } from '@lanran/protocol/kernel/language';
import type { Field } from '../domain/indexed-text.ts';
import type { Reason } from '../domain/planned-query.ts';
import type { GroupMatch } from '../domain/scoring.ts';
import type { Relevance, RelevancePart } from './search-nodes.ts';

export const MATCH_KINDS = [
  'TEXT',
  'CONCEPT',
  'NARROWER',
  'COLOR',
  'SOUND',
  'BEGINNING',
  'SPELLING',
] as const;
export type MatchKind = (typeof MATCH_KINDS)[number];

const FIELD_WORDS: Readonly<Record<Field, string>> = {
  identifier: 'its identifier',
  title: 'its title',
  terms: 'its terms',
  kind: 'its kind',
  holder: 'its holder’s name',
  community: 'its community’s name',
  description: 'its description',
  color: 'its picture',
  credit: 'its credit line',
};

export interface ExplainedParts {
  /** By group: as it was typed. */
  readonly texts: readonly string[];
  /** Null for an unknown concept. */
  nameOf(conceptKey: string): BilingualText | null;
}

/** Null where the asset was not weighed. */
export function relevanceOf(matches: readonly GroupMatch[], explained: ExplainedParts): Relevance | null {
  if (matches.length === 0) return null;
  const parts = matches
    .map((match) => partOf(match, explained))
    .toSorted((left, right) => right.score - left.score);
  return { score: rounded(parts.reduce((sum, { score }) => sum + score, 0)), parts };
}

function partOf(
  { group, field, score, alternative: { reason } }: GroupMatch,
  { texts, nameOf }: ExplainedParts,
): RelevancePart {
  const text = texts[group] ?? '';
  const meant = meantBy(reason, nameOf);
  const kind = kindOf(reason);
  return { label: labelOf({ kind, text, meant, field }), score: rounded(score), text, kind, field, meant };
}

function kindOf(reason: Reason): MatchKind {
  if (reason.kind === 'concept') return reason.isNarrower ? 'NARROWER' : 'CONCEPT';
  return reason.kind.toUpperCase() as MatchKind;
}

function meantBy(reason: Reason, nameOf: ExplainedParts['nameOf']): BilingualText | null {
  if (reason.kind === 'concept') return nameOf(reason.key);
  if (reason.kind === 'color') return COLOR_NAMES[reason.color];
  return reason.kind === 'spelling' ? { en: reason.word, zh: reason.word } : null;
}

function labelOf({
  kind,
  text,
  meant,
  field,
}: Pick<RelevancePart, 'kind' | 'text' | 'meant'> & { readonly field: Field }): string {
  const where = FIELD_WORDS[field];
  const name = meant?.en ?? meant?.zh ?? text;
  switch (kind) {
    case 'TEXT':
      return `“${text}” is in ${where}`;
    case 'CONCEPT':
      return `“${text}” names ${name}, which is in ${where}`;
    case 'NARROWER':
      return `“${text}” is in ${where} through the narrower term ${name}`;
    case 'COLOR':
      return `color: ${name}`;
    case 'SOUND':
      return `“${text}” is what Chinese in ${where} sounds like`;
    case 'BEGINNING':
      return `“${text}” begins a word in ${where}`;
    case 'SPELLING':
      return `“${text}” was taken for ${name}, which is in ${where}`;
  }
}

function rounded(score: number): number {
  return Math.round(score * 1_000) / 1_000;
}
