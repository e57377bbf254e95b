import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { LocalizedText } from '../../platform/kernel/localized-text.ts';

/** `ich`: items of the national list of intangible cultural heritage. */
export const VOCABULARIES = ['technique', 'motif', 'ich', 'place', 'material', 'ethnicGroup'] as const;
export type Vocabulary = (typeof VOCABULARIES)[number];

/** `zh` and `en`: other names in these languages. `other`: of any other language or script, such as a people's own. */
export const ALT_LABEL_KINDS = ['zh', 'en', 'hant', 'pinyin', 'other'] as const;
export type AltLabelKind = (typeof ALT_LABEL_KINDS)[number];

/** Lists of others that name a concept of the same meaning. ICH: the national list, GBT2260: China's codes of places. */
export const MATCH_SCHEMES = ['AAT', 'WIKIDATA', 'ICH', 'GBT2260'] as const;
export type MatchScheme = (typeof MATCH_SCHEMES)[number];

export interface ExactMatch {
  readonly scheme: MatchScheme;
  readonly id: string;
  /** Where it can be looked up that both mean the same. */
  readonly source: string;
}

/** `technique/batik`. */
export type ConceptKey = `${Vocabulary}/${string}`;

/** A term of a vocabulary as a SKOS concept. */
export interface Concept {
  readonly vocabulary: Vocabulary;
  readonly code: string;
  readonly prefLabel: { readonly zh: string; readonly en: string };
  readonly altLabels: Readonly<Record<AltLabelKind, readonly string[]>>;
  readonly broader: readonly ConceptKey[];
  /** Either of the two concepts may say it. */
  readonly related: readonly ConceptKey[];
  readonly scopeNote: LocalizedText;
  readonly sources: readonly string[];
  readonly exactMatch: readonly ExactMatch[];
  /** Whose own concept it is: that community decides about it too. */
  readonly community: OrganizationId | null;
}

export function keyOf({ vocabulary, code }: Pick<Concept, 'vocabulary' | 'code'>): ConceptKey {
  return `${vocabulary}/${code}`;
}

/** For messages: `technique/batik (蜡染, Batik)`. */
export function nameOf(concept: Concept): string {
  return `${keyOf(concept)} (${concept.prefLabel.zh}, ${concept.prefLabel.en})`;
}

export interface Label {
  /** `prefLabel.zh`, `altLabels.en.0`. */
  readonly field: string;
  readonly text: string;
  readonly isPinyin: boolean;
}

export function labelsOf({ prefLabel, altLabels }: Pick<Concept, 'prefLabel' | 'altLabels'>): Label[] {
  return [
    { field: 'prefLabel.zh', text: prefLabel.zh, isPinyin: false },
    { field: 'prefLabel.en', text: prefLabel.en, isPinyin: false },
    ...ALT_LABEL_KINDS.flatMap((kind) =>
      altLabels[kind].map((text, at) => ({
        field: `altLabels.${kind}.${at}`,
        text,
        isPinyin: kind === 'pinyin',
      })),
    ),
  ];
}
