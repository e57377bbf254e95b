import { findMeantTerm, findVocabularyTerm } from '@lanran/protocol/assets/vocabulary-names';
import type { Term } from '../publishing/publication-check.ts';
import type { TermsMapping } from './mapping.ts';
import { quoted } from './problem-sentences.ts';
import { RowError } from './problems.ts';
import { type Row, textsAt } from './row.ts';

/** What a text of the table becomes. */
export interface ReadTerm {
  readonly text: string;
  readonly term: Term;
  /** The platform's vocabulary has no such term: it becomes one that the organization proposes. */
  readonly isProposed: boolean;
}

/** The terms that one vocabulary's mapping makes of a record. @throws RowError for a value that it does not know */
export function termsOf(row: Row, mapping: TermsMapping): Term[] {
  return readTerms(row, mapping).map(({ term }) => term);
}

/** The same, each with the text that it is made of. @throws RowError */
export function readTerms(row: Row, mapping: TermsMapping): ReadTerm[] {
  const { from, separator } = mapping;
  const texts = textsAt(row, from).flatMap((text) =>
    separator === undefined ? [text] : text.split(separator),
  );
  const values = texts.map((text) => text.trim()).filter((text) => text !== '');
  return values.flatMap((text) => termsIn(text, mapping).map((written) => readTerm(text, written)));
}

/** The vocabulary's own term where one is meant, with its code and names, so that nothing is published under others. */
export function readTerm(text: string, written: Term): ReadTerm {
  const known = findMeantTerm(written);
  return { text, term: known ?? written, isProposed: known === null };
}

function termsIn(value: string, mapping: TermsMapping): Term[] {
  const { vocabulary, from, match, values } = mapping;
  if (values === undefined) return [termOfText(value, mapping)];
  const known = Object.entries(values).filter(([key]) => isMeant(key, value, match));
  if (known.length > 0)
    return known.flatMap(([, term]) => (term === null ? [] : [{ vocabulary, ...present(term) }]));
  switch (mapping.otherwise ?? 'refuse') {
    case 'skip':
      return [];
    case 'text':
      return [termOfText(value, mapping)];
    case 'refuse':
      throw new RowError(from, { code: 'TERM_UNKNOWN', values: { ...quoted(value), vocabulary } });
  }
}

function isMeant(key: string, value: string, match: TermsMapping['match']): boolean {
  const [wanted, text] = [fold(key), fold(value)];
  if (match === 'exact') return wanted === text;
  const at = text.indexOf(wanted);
  if (at === -1) return false;
  // Chinese has no spaces between its words.
  if (/\p{Script=Han}/u.test(wanted)) return true;
  return ` ${wordsOf(text)} `.includes(` ${wordsOf(wanted)} `);
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase().trim();
}

function wordsOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** `batik=Wax resist` is a code and its text; `Wax resist` is a text whose code is `wax-resist`. */
function termOfText(value: string, { vocabulary, from, language }: TermsMapping): Term {
  const known = findVocabularyTerm(vocabulary, value);
  if (known !== null) return known;
  const [, given, labelled] = /^([^=]+)=(.+)$/.exec(value) ?? [];
  const text = (labelled ?? value).trim();
  const code = (given ?? text)
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}._:/-]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  if (code === '' || code.length > 64)
    throw new RowError(from, { code: 'TERM_MALFORMED', values: quoted(value) });
  const spoken = language ?? (/\p{Script=Han}/u.test(text) ? 'zh' : 'en');
  return { vocabulary, code, [spoken]: text };
}

/** zod reads an absent member as `undefined`; requests leave it out. */
function present({ code, en, zh }: { code: string; en?: string | undefined; zh?: string | undefined }) {
  return { code, ...(en !== undefined && { en }), ...(zh !== undefined && { zh }) };
}
