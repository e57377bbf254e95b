import { findChineseAdvice } from '@lanran/sdk/import/platform-advice';
import { findProblemText } from '@lanran/sdk/import/problem-sentences';
import type { RowProblem } from '@lanran/sdk/import/problems';
import type { Language } from '@lanran/protocol/kernel/language';
import { findCodeSentence } from '../../../lib/session/error-text.ts';
import { textIn } from '../../../lib/language/text.ts';
import { importText } from '../words/import-text.ts';
import { VOCABULARIES } from './vocabularies.ts';

/** A row's problem in the reader's words. */
export interface SpokenProblem {
  readonly row: number;
  /** A column as the table names it, or a field as the page does; empty when it is the record as a whole. */
  readonly place: string;
  readonly isColumn: boolean;
  readonly text: string;
  /** What the platform said in English alone; null when the text says it all. */
  readonly english: string | null;
}

type FieldKey = keyof typeof FIELDS;

const FIELDS = {
  externalId: 'field.externalId',
  title: 'title2',
  'title.en': 'field.title.en',
  'title.zh': 'field.title.zh',
  description: 'description2',
  'description.en': 'field.description.en',
  'description.zh': 'field.description.zh',
  kind: 'field.kind',
  access: 'field.access',
  community: 'field.community',
  creditLine: 'field.creditLine',
  copyright: 'field.copyright',
  rightsHolder: 'field.rightsHolder',
  inTrustFor: 'field.inTrustFor',
  basisOfTitle: 'field.basisOfTitle',
  identifier: 'field.identifier',
  noCommunityReason: 'field.noCommunityReason',
  synthetic: 'field.synthetic',
  files: 'field.files',
  terms: 'terms2',
} as const;

interface SpeakOptions {
  /** Of the table: a name of a column goes before a field's. */
  readonly columns: readonly string[];
  readonly language: Language;
}

/** Of the import's catalog, with fields named as on this page; else of the code; else it frames what the platform said. */
export function speakProblem(problem: RowProblem, { columns, language }: SpeakOptions): SpokenProblem {
  const { row, column, code, message } = problem;
  const t = textIn(importText, language);
  const isColumn = column !== null && columns.includes(column);
  const field = column === null || isColumn ? null : findField(column);
  const place = field === null ? (column ?? '') : t(FIELDS[field]);
  const found = { row, place, isColumn: isColumn || field === null };
  const known = findProblemText({ ...problem, values: namedValues(problem, language) });
  if (known !== null) return { ...found, text: known[language], english: null };
  if (language === 'en') return { ...found, text: message.replace(`${column ?? ''}: `, ''), english: null };
  const advice = findChineseAdvice(message, column);
  if (advice !== null) return { ...found, text: advice, english: null };
  const sentence = findCodeSentence(code, language);
  if (sentence !== null) return { ...found, text: sentence, english: null };
  const text = t(place === '' ? 'refusedRecord' : 'refusedField', { place });
  return { ...found, text, english: message.replace(`${column ?? ''}: `, '') };
}

/** What has to be filled in, and vocabularies, as this page calls them; the command line has them as a mapping writes them. */
function namedValues(
  { code, values = {} }: Pick<RowProblem, 'code' | 'values'>,
  language: Language,
): Readonly<Record<string, string>> {
  const t = textIn(importText, language);
  const { field = '', vocabulary = '' } = values;
  const known = VOCABULARIES.find((each) => each === vocabulary);
  return {
    ...values,
    ...(code === 'FIELD_EMPTY' && isField(field) && { field: t(FIELDS[field]) }),
    ...(known !== undefined && { vocabulary: t(`vocabularies.${known}`) }),
  };
}

/** The sentence of an import's own error, in the reader's language; null for others. */
export function findSpokenError(error: unknown, language: Language): string | null {
  if (!(error instanceof Error) || !('problem' in error)) return null;
  // Of the client's ImportArgumentError, whose module a page has only once a folder was chosen.
  const problem = error.problem as Pick<RowProblem, 'code' | 'values'>;
  return findProblemText(problem)?.[language] ?? null;
}

/** `terms.3.code` is of the terms. */
function findField(path: string): FieldKey | null {
  const [first = '', second = ''] = path.split('.');
  return [`${first}.${second}`, first].find(isField) ?? null;
}

function isField(name: string): name is FieldKey {
  return Object.hasOwn(FIELDS, name);
}
