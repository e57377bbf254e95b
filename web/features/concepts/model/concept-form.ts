import { readVocabulary, VOCABULARIES, type Vocabulary } from '../../../lib/concepts/concept-address.ts';
import type { VariablesOf } from '../../../lib/session/graphql.ts';
import { LABEL_KINDS, type LabelKind } from './labels.ts';
import type { PROPOSE_CONCEPT } from './proposal-documents.ts';

export const MATCH_SCHEMES = ['AAT', 'WIKIDATA', 'ICH', 'GBT2260'] as const;
export type MatchScheme = (typeof MATCH_SCHEMES)[number];

export interface MatchDraft {
  readonly scheme: MatchScheme;
  readonly id: string;
  readonly source: string;
}

/** A concept as it is typed. Of lists, each line is an entry. */
export interface ConceptDraft {
  readonly vocabulary: Vocabulary | null;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly altLabels: Readonly<Record<LabelKind, string>>;
  /** Ids. */
  readonly broader: readonly string[];
  readonly related: readonly string[];
  readonly noteZh: string;
  readonly noteEn: string;
  readonly sources: string;
  readonly matches: readonly MatchDraft[];
  /** The id of the community whose own it is. */
  readonly community: string | null;
  readonly message: string;
}

export type ConceptInput = VariablesOf<typeof PROPOSE_CONCEPT>['concept'];

interface LocalizedText {
  readonly en: string | null;
  readonly zh: string | null;
}

/** What a change begins with (`Concept.accepted`). */
export interface AcceptedConcept {
  readonly vocabulary: string;
  readonly code: string;
  readonly prefLabel: LocalizedText;
  readonly altLabels: Readonly<Record<LabelKind, readonly string[]>>;
  readonly broader: readonly string[];
  readonly related: readonly string[];
  readonly scopeNote: LocalizedText;
  readonly sources: readonly string[];
  readonly exactMatch: readonly MatchDraft[];
  readonly community: string | null;
}

export function emptyDraft(vocabulary: Vocabulary | null, broader: readonly string[] = []): ConceptDraft {
  return {
    ...{ vocabulary, code: '', zh: '', en: '', noteZh: '', noteEn: '', sources: '', message: '' },
    altLabels: { zh: '', en: '', hant: '', pinyin: '', other: '' },
    ...{ broader, related: [], matches: [], community: null },
  };
}

export function draftOf(concept: AcceptedConcept): ConceptDraft {
  const { prefLabel, altLabels, scopeNote } = concept;
  const lines = (kind: LabelKind) => altLabels[kind].join('\n');
  return {
    vocabulary: readVocabulary(concept.vocabulary),
    code: concept.code,
    zh: prefLabel.zh ?? '',
    en: prefLabel.en ?? '',
    altLabels: {
      ...{ zh: lines('zh'), en: lines('en'), hant: lines('hant') },
      ...{ pinyin: lines('pinyin'), other: lines('other') },
    },
    broader: concept.broader,
    related: concept.related,
    noteZh: scopeNote.zh ?? '',
    noteEn: scopeNote.en ?? '',
    sources: concept.sources.join('\n'),
    matches: concept.exactMatch.map(({ scheme, id, source }) => ({ scheme, id, source })),
    community: concept.community,
    message: '',
  };
}

/** Null without a vocabulary. */
export function inputOf(draft: ConceptDraft): ConceptInput | null {
  if (draft.vocabulary === null) return null;
  const { altLabels } = draft;
  return {
    vocabulary: draft.vocabulary,
    code: draft.code.trim(),
    prefLabel: { zh: draft.zh.trim(), en: draft.en.trim() },
    altLabels: Object.fromEntries(LABEL_KINDS.map((kind) => [kind, linesOf(altLabels[kind])])),
    broader: [...draft.broader],
    related: [...draft.related],
    scopeNote: { zh: draft.noteZh.trim() || null, en: draft.noteEn.trim() || null },
    sources: linesOf(draft.sources),
    exactMatch: draft.matches.map(({ scheme, id, source }) => ({
      ...{ scheme, id: id.trim(), source: source.trim() },
    })),
    community: draft.community,
  };
}

export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** What was typed before a reload; null when it is not understood. */
export function readDraft(value: unknown): ConceptDraft | null {
  const draft = (value ?? {}) as Partial<Record<keyof ConceptDraft, unknown>>;
  const { vocabulary, altLabels, broader, related, matches, community } = draft;
  const texts = [draft.code, draft.zh, draft.en, draft.noteZh, draft.noteEn, draft.sources, draft.message];
  const labels = (altLabels ?? {}) as Partial<Record<LabelKind, unknown>>;
  const isRead =
    [...texts, ...LABEL_KINDS.map((kind) => labels[kind])].every((text) => typeof text === 'string') &&
    (vocabulary === null || VOCABULARIES.some((known) => known === vocabulary)) &&
    [broader, related].every(isTexts) &&
    (community === null || typeof community === 'string') &&
    Array.isArray(matches) &&
    matches.every(isMatch);
  // Every member was looked at.
  return isRead ? (value as ConceptDraft) : null;
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function isMatch(value: unknown): boolean {
  const { scheme, id, source } = (value ?? {}) as Partial<Record<keyof MatchDraft, unknown>>;
  return MATCH_SCHEMES.some((known) => known === scheme) && isTexts([id, source]);
}
