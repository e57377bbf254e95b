import { FormatError } from '@lanran/protocol/kernel/errors';
import { type OrganizationId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { BadInputError } from '../../platform/kernel/errors.ts';
import {
  DIRECTIONS,
  type LocalizedText,
  parseLanguage,
  requireLine,
} from '../../platform/kernel/localized-text.ts';
import {
  ALT_LABEL_KINDS,
  type AltLabelKind,
  type Concept,
  type ConceptKey,
  type ExactMatch,
  MATCH_SCHEMES,
  type MatchScheme,
  VOCABULARIES,
} from './concept.ts';

const MAX_CODE = 64;
const MAX_LABEL = 200;
const MAX_LABELS = 50;
const MAX_LINKS = 50;
const MAX_NOTE = 1_000;
const MAX_SOURCES = 20;
const MAX_SOURCE = 500;
const MAX_MATCHES = 20;

const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const ICH_CODE = /^[IVX]+-\d+$/;
/** How each list writes its identifiers. */
const MATCH_IDS: Readonly<Record<MatchScheme, readonly [RegExp, string]>> = {
  AAT: [/^\d{9}$/, 'nine digits, such as 300264072'],
  WIKIDATA: [/^Q[1-9]\d{0,11}$/, 'Q and a number, such as Q42'],
  ICH: [/^[IVX]+-\d{1,4}$/, 'an item number, such as VIII-25'],
  GBT2260: [/^\d{6}$/, 'six digits, such as 520000'],
};

type Given<T> = T | null | undefined;

/** A concept as it arrives: every member unchecked. */
export interface ConceptInput {
  readonly vocabulary: string;
  readonly code: string;
  readonly prefLabel?: Given<{ readonly zh?: Given<string>; readonly en?: Given<string> }>;
  readonly altLabels?: Given<Partial<Readonly<Record<AltLabelKind, Given<readonly string[]>>>>>;
  readonly broader?: Given<readonly string[]>;
  readonly related?: Given<readonly string[]>;
  readonly scopeNote?: Given<{ readonly zh?: Given<string>; readonly en?: Given<string> }>;
  readonly sources?: Given<readonly string[]>;
  readonly exactMatch?: Given<readonly ExactMatchInput[]>;
  readonly community?: Given<string>;
}

export interface ExactMatchInput {
  readonly scheme: string;
  readonly id: string;
  readonly source?: Given<string>;
}

/**
 * What a concept can be told by alone; rules between concepts are `problemsOf`'s.
 * @param field that the concept arrived in
 * @throws BadInputError naming the field and what to do
 */
export function parseConcept(input: ConceptInput, field: string): Concept {
  const { prefLabel, scopeNote } = input;
  const vocabulary = VOCABULARIES.find((known) => known === input.vocabulary);
  if (vocabulary === undefined)
    throw new BadInputError(`${field}.vocabulary`, `must be one of ${VOCABULARIES.join(', ')}.`);
  requireCode(input.code, vocabulary === 'ich', `${field}.code`);
  return {
    vocabulary,
    code: input.code,
    prefLabel: {
      zh: parseLabel(prefLabel?.zh, `${field}.prefLabel.zh`),
      en: parseLabel(prefLabel?.en, `${field}.prefLabel.en`),
    },
    altLabels: parseAltLabels(input.altLabels ?? {}, `${field}.altLabels`),
    broader: parseKeys(input.broader ?? [], `${field}.broader`),
    related: parseKeys(input.related ?? [], `${field}.related`),
    scopeNote: parseNote(scopeNote ?? {}, `${field}.scopeNote`),
    sources: parseSources(input.sources ?? [], `${field}.sources`),
    exactMatch: parseMatches(input.exactMatch ?? [], `${field}.exactMatch`),
    community: parseCommunity(input.community, `${field}.community`),
  };
}

function requireCode(code: string, isIch: boolean, field: string): void {
  const isCode = CODE.test(code) || (isIch && ICH_CODE.test(code));
  if (isCode && code.length <= MAX_CODE) return;
  const also = isIch ? ', or an item of the national list such as VIII-25' : '';
  throw new BadInputError(
    field,
    `must be 1 to ${MAX_CODE} lower-case letters and digits in words joined by -, such as wax-resist${also}.`,
  );
}

function parseLabel(text: Given<string>, field: string): string {
  const label = text?.normalize('NFC').trim() ?? '';
  if (label === '') throw new BadInputError(field, 'must be given.');
  return requireWritable(label, field, MAX_LABEL);
}

/** One line that shows as what it is. */
function requireWritable(text: string, field: string, most: number): string {
  if (text.length > most)
    throw new BadInputError(
      field,
      `has ${text.length} characters; at most ${most} are allowed. Shorten it. It begins: ${excerptOf(text)}`,
    );
  requireLine(text, field);
  if (/[\p{Cc}\p{Surrogate}]/u.test(text))
    throw new BadInputError(field, 'has a control character, or half of a character. Remove it.');
  if (DIRECTIONS.test(text))
    throw new BadInputError(
      field,
      'has an invisible character that turns the direction of what is read. Remove it.',
    );
  return text;
}

const EXCERPT = 40;

/** So that whoever sent 2,000 concepts finds the one; without what a message can't show. */
function excerptOf(text: string): string {
  return `${text.slice(0, EXCERPT).replace(/[\p{C}\p{Z}]/gu, ' ')}…`;
}

function parseAltLabels(
  input: Partial<Readonly<Record<AltLabelKind, Given<readonly string[]>>>>,
  field: string,
): Concept['altLabels'] {
  const count = ALT_LABEL_KINDS.reduce((sum, kind) => sum + (input[kind]?.length ?? 0), 0);
  requireAtMost(count, MAX_LABELS, field);
  const of = (kind: AltLabelKind) =>
    unique((input[kind] ?? []).map((text, at) => parseLabel(text, `${field}.${kind}.${at}`)));
  return { zh: of('zh'), en: of('en'), hant: of('hant'), pinyin: of('pinyin'), other: of('other') };
}

function parseKeys(keys: readonly string[], field: string): ConceptKey[] {
  requireAtMost(keys.length, MAX_LINKS, field);
  return unique(keys.map((key, at) => parseKey(key, `${field}.${at}`)));
}

/** @throws BadInputError */
export function parseKey(text: string, field: string): ConceptKey {
  const slash = text.indexOf('/');
  const vocabulary = VOCABULARIES.find((known) => known === text.slice(0, slash));
  if (vocabulary === undefined)
    throw new BadInputError(field, 'must be a vocabulary, / and a code, such as technique/batik.');
  const code = text.slice(slash + 1);
  requireCode(code, vocabulary === 'ich', field);
  return `${vocabulary}/${code}`;
}

function parseNote(
  { zh, en }: { readonly zh?: Given<string>; readonly en?: Given<string> },
  field: string,
): LocalizedText {
  const note = {
    zh: parseLanguage(zh, `${field}.zh`, MAX_NOTE),
    en: parseLanguage(en, `${field}.en`, MAX_NOTE),
  };
  return { ...(note.zh !== null && { zh: note.zh }), ...(note.en !== null && { en: note.en }) };
}

function parseSources(sources: readonly string[], field: string): string[] {
  requireAtMost(sources.length, MAX_SOURCES, field);
  return unique(sources.map((text, at) => parseSource(text, `${field}.${at}`)));
}

function parseSource(text: Given<string>, field: string): string {
  const source = text?.normalize('NFC').trim() ?? '';
  if (source === '') throw new BadInputError(field, 'must name a work or a page.');
  return requireWritable(source, field, MAX_SOURCE);
}

function parseMatches(matches: readonly ExactMatchInput[], field: string): ExactMatch[] {
  requireAtMost(matches.length, MAX_MATCHES, field);
  return matches.map(({ scheme: name, id, source }, at) => {
    const scheme = MATCH_SCHEMES.find((known) => known === name);
    if (scheme === undefined)
      throw new BadInputError(`${field}.${at}.scheme`, `must be one of ${MATCH_SCHEMES.join(', ')}.`);
    const [pattern, look] = MATCH_IDS[scheme];
    if (!pattern.test(id)) throw new BadInputError(`${field}.${at}.id`, `must be ${look}.`);
    if ((source?.trim() ?? '') === '')
      throw new BadInputError(
        `${field}.${at}.source`,
        `must say where it can be looked up that ${scheme} ${id} means the same.`,
      );
    return { scheme, id, source: parseSource(source, `${field}.${at}.source`) };
  });
}

function parseCommunity(text: Given<string>, field: string): OrganizationId | null {
  if (text == null || text === '') return null;
  try {
    return parseOrganizationId(text.toLowerCase(), field);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new BadInputError(field, 'must be the id of a community (0x and 64 hex digits).');
  }
}

function requireAtMost(count: number, most: number, field: string): void {
  if (count > most) throw new BadInputError(field, `has ${count} entries; at most ${most} are allowed.`);
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
