import { CsvError, parse } from 'csv-parse/sync';
import { BadInputError } from '../../../platform/kernel/errors.ts';
import { ALT_LABEL_KINDS, type Concept } from '../../domain/concept.ts';
import { matchText, readMatch } from './match-text.ts';
import type { ReadConcept } from './read-concept.ts';

/** Between the entries of a cell; in an entry it has a backslash before it. */
const SEPARATOR = '|';

/** Each column, and what a concept has there. */
const COLUMNS = {
  vocabulary: ({ vocabulary }) => vocabulary,
  code: ({ code }) => code,
  prefLabel_zh: ({ prefLabel }) => prefLabel.zh,
  prefLabel_en: ({ prefLabel }) => prefLabel.en,
  altLabel_zh: ({ altLabels }) => joined(altLabels.zh),
  altLabel_en: ({ altLabels }) => joined(altLabels.en),
  altLabel_hant: ({ altLabels }) => joined(altLabels.hant),
  altLabel_pinyin: ({ altLabels }) => joined(altLabels.pinyin),
  altLabel_other: ({ altLabels }) => joined(altLabels.other),
  broader: ({ broader }) => joined(broader),
  related: ({ related }) => joined(related),
  scopeNote_zh: ({ scopeNote }) => scopeNote.zh ?? '',
  scopeNote_en: ({ scopeNote }) => scopeNote.en ?? '',
  sources: ({ sources }) => joined(sources),
  exactMatch: ({ exactMatch }) => joined(exactMatch.map(matchText)),
  community: ({ community }) => community ?? '',
} satisfies Readonly<Record<string, (concept: Concept) => string>>;
type Column = keyof typeof COLUMNS;
type Row = Readonly<Partial<Record<Column, string>>>;

const NAMES = Object.keys(COLUMNS) as readonly Column[];
const REQUIRED: readonly Column[] = ['vocabulary', 'code', 'prefLabel_zh', 'prefLabel_en'];
/** Spreadsheets take a file for UTF-8 by it. */
const BYTE_ORDER_MARK = '\ufeff';

export function writeCsv(concepts: readonly Concept[]): string {
  const lines = concepts.map((concept) => NAMES.map((name) => quoted(COLUMNS[name](concept))).join(','));
  return `${BYTE_ORDER_MARK}${[NAMES.join(','), ...lines].join('\r\n')}\r\n`;
}

/** @throws BadInputError for what is no table of concepts */
export function readCsv(text: string): ReadConcept[] {
  const [header, ...records] = recordsOf(text);
  const names = (header?.cells ?? []).map((name) => name.trim());
  const unknown = names.find((name) => !NAMES.some((known) => known === name));
  if (unknown !== undefined)
    throw new BadInputError(
      'document',
      `line 1: there is no column ${JSON.stringify(unknown.slice(0, 40))}; the columns are ${NAMES.join(', ')}.`,
    );
  const missing = REQUIRED.find((name) => !names.includes(name));
  if (missing !== undefined) throw new BadInputError('document', `line 1: the column ${missing} is missing.`);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new BadInputError('document', `line 1: the column ${twice} is there twice.`);
  return records
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map(({ line, cells }): ReadConcept => {
      const place = `line ${line}`;
      if (cells.length === names.length)
        return { place, input: inputOf(Object.fromEntries(names.map((name, at) => [name, cells[at]]))) };
      return { place, problem: `has ${cells.length} cells; the header has ${names.length}.` };
    });
}

function inputOf(row: Row) {
  const list = (name: Column) => split(row[name] ?? '');
  return {
    vocabulary: row.vocabulary?.trim() ?? '',
    code: row.code?.trim() ?? '',
    prefLabel: { zh: row.prefLabel_zh, en: row.prefLabel_en },
    altLabels: Object.fromEntries(ALT_LABEL_KINDS.map((kind) => [kind, list(`altLabel_${kind}`)])),
    broader: list('broader'),
    related: list('related'),
    scopeNote: { zh: row.scopeNote_zh, en: row.scopeNote_en },
    sources: list('sources'),
    exactMatch: list('exactMatch').map(readMatch),
    community: row.community?.trim() ?? '',
  };
}

interface CsvRecord {
  /** Where it begins; empty lines are counted, as csv-parse keeps them. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** RFC 4180, quoted line breaks included. */
function recordsOf(text: string): CsvRecord[] {
  try {
    const parsed: readonly (readonly string[])[] = parse(text, {
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      bom: true,
    });
    let line = 1;
    return parsed.map((cells) => {
      const begins = line;
      line += 1 + cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
      return { line: begins, cells };
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new BadInputError('document', `is no CSV: ${cause.message}.`);
  }
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function joined(entries: readonly string[]): string {
  return entries.map((entry) => entry.replace(/[\\|]/g, '\\$&')).join(SEPARATOR);
}

function split(cell: string): string[] {
  const entries = cell.match(/(?:[^\\|]|\\.|\\$)+/gsu) ?? [];
  return entries.map((entry) => entry.replace(/\\([\\|])/g, '$1').trim()).filter((entry) => entry !== '');
}
