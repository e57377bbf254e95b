import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { foldPath } from '@lanran/protocol/kernel/path';
import { peopleName, peoplesUnasked } from '@lanran/protocol/assets/peoples';
import {
  BASES_OF_TITLE,
  COPYRIGHT_CODES,
  findRightsStatement,
  MAX_RIGHTS_HOLDER,
  type RightsStatement,
} from '@lanran/protocol/assets/rights-statement';
import { FormatError } from '@lanran/protocol/kernel/errors';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import type { LocalizedText, PublishRequest } from '../publishing/publication-check.ts';
import { readDate } from './dates.ts';
import type { ImportFile, ImportFolder } from './import-folder.ts';
import type { FieldMapping, Mapping } from './mapping.ts';
import { quoted } from './problem-sentences.ts';
import { problemOfRow, RowError, type RowProblem } from './problems.ts';
import { type Row, textsAt } from './row.ts';
import { fillTemplate, pathsIn } from './template.ts';
import { termsOf } from './terms.ts';

const KINDS = ['PATTERN', 'COSTUME', 'FILM'] as const;
const ACCESS_LEVELS = ['OPEN', 'LICENSED', 'RESTRICTED'] as const;
const TRUE = ['true', 'yes', '1', '是'];
const FALSE = ['false', 'no', '0', '否'];
/** Between names in one cell. */
const BETWEEN_FILES = ';';

/** What a record becomes, before anybody is asked. */
export interface PlannedRecord<File extends ImportFile = ImportFile> {
  readonly row: number;
  readonly externalId: string;
  readonly content: Omit<PublishRequest, 'organizationId'>;
  readonly files: readonly File[];
}

export interface RecordReaderOptions<File extends ImportFile> {
  readonly mapping: Mapping;
  readonly folder: ImportFolder<File>;
  /** By id or slug; null when there is no such admitted community. */
  readonly findCommunity: (name: string) => Promise<OrganizationId | null>;
  /** Of records that name none; `none` for no community. Null: each has to. */
  readonly defaultCommunity: string | null;
  /** License agreement that every record names; left out or null: none. */
  readonly agreement?: LicenseAgreement | null;
  /** Of records that state nothing of copyright and title themselves. */
  readonly rightsStatement?: RightsStatement | null;
  /** Of records that name a people and no community, and give no reason themselves. */
  readonly noCommunityReason?: string | null;
}

/** Reads records as a mapping says. */
export class RecordReader<File extends ImportFile> {
  readonly #options: RecordReaderOptions<File>;

  constructor(options: RecordReaderOptions<File>) {
    this.#options = options;
  }

  /** The record, or everything that is wrong with it. */
  async read(row: Row): Promise<PlannedRecord<File> | readonly RowProblem[]> {
    const problems: RowProblem[] = [];
    const attempt = async <T>(fallback: T, read: () => T | Promise<T>): Promise<T> => {
      try {
        return await read();
      } catch (error) {
        if (!(error instanceof RowError)) throw error;
        problems.push(problemOfRow({ row: row.number, column: error.column }, error.problem));
        return fallback;
      }
    };
    const { fields, terms, dates } = this.#options.mapping;
    for (const path of Object.keys(dates)) await attempt([], () => this.#texts(row, path));
    const externalId = await attempt('', () => this.#required(row, 'externalId', fields.externalId));
    const title = await attempt({}, () => this.#title(row));
    const description = await attempt({}, () => this.#localized(row, fields.description));
    const kind = await attempt(KINDS[0], () => this.#choice(row, 'kind', KINDS));
    const access = await attempt(ACCESS_LEVELS[1], () => this.#choice(row, 'access', ACCESS_LEVELS));
    const community = await attempt(null, async () => this.#community(row));
    const creditLine = await attempt(null, () => this.#text(row, fields.creditLine));
    const rightsStatement = await attempt(null, () => this.#rightsStatement(row));
    const identifier = await attempt(null, () => this.#text(row, fields.identifier));
    const noCommunityReason =
      community === null ? await attempt(null, () => this.#text(row, fields.noCommunityReason)) : null;
    const synthetic = await attempt(false, () => this.#synthetic(row));
    const files = await attempt<readonly File[]>([], async () => this.#files(row));
    const known = await Promise.all(terms.map(async (each) => attempt([], () => termsOf(row, each))));
    if (problems.length > 0) return problems.filter(isFirst);
    const distinct = known.flat().filter(isFirst);
    const { agreement = null } = this.#options;
    const content: PlannedRecord['content'] = {
      community,
      kind,
      access,
      title,
      ...(Object.keys(description).length > 0 && { description }),
      ...(distinct.length > 0 && { terms: distinct }),
      ...(creditLine !== null && { creditLine }),
      ...(agreement !== null && { agreement }),
      ...(rightsStatement !== null && { rightsStatement }),
      ...(identifier !== null && { identifier }),
      ...(noCommunityReason !== null && { noCommunityReason }),
      synthetic,
    };
    return this.#withReason({ row: row.number, externalId, content, files });
  }

  /** A record that names a people and no community says why (ADR 36). */
  #withReason(record: PlannedRecord<File>): PlannedRecord<File> | readonly RowProblem[] {
    const { row, content } = record;
    const peoples = peoplesUnasked(content);
    if (peoples.length === 0) return record;
    const { noCommunityReason = null, mapping } = this.#options;
    if (noCommunityReason !== null) return { ...record, content: { ...content, noCommunityReason } };
    const field = mapping.fields.noCommunityReason;
    const column = (field === undefined ? null : columnOf(field)) ?? 'noCommunityReason';
    const names = peoples.map(peopleName);
    const values = {
      peoples: names.map(({ en }) => en).join(', '),
      chinesePeoples: names.map(({ zh }) => zh).join('、'),
    };
    return [problemOfRow({ row, column }, { code: 'COMMUNITY_REASON_MISSING', values })];
  }

  /** Texts of a column; days in the form that ISO 8601 gives them. */
  #texts(row: Row, path: string): readonly string[] {
    const form = this.#options.mapping.dates[path];
    const texts = textsAt(row, path);
    if (form === undefined) return texts;
    return texts.map((text) => {
      const date = readDate(text, form);
      if (date === null)
        throw new RowError(path, { code: 'DATE_MALFORMED', values: { ...quoted(text), form } });
      return date;
    });
  }

  #text(row: Row, field: FieldMapping | undefined): string | null {
    if (field === undefined) return null;
    const lines = field.lines.flatMap(
      (line) => fillTemplate(line, row, (from, path) => this.#texts(from, path)) ?? [],
    );
    const { values, otherwise } = { values: undefined, otherwise: undefined, ...field };
    if (lines.length === 0) return otherwise ?? null;
    const text = lines.join('\n');
    if (values === undefined) return text;
    const known = Object.entries(values).find(([value]) => value.toLowerCase() === text.toLowerCase())?.[1];
    if (known !== undefined) return known;
    if (otherwise !== undefined) return otherwise;
    throw new RowError(columnOf(field), { code: 'VALUE_UNKNOWN', values: quoted(text) });
  }

  #required(row: Row, name: string, field: FieldMapping): string {
    const text = this.#text(row, field);
    if (text === null)
      throw new RowError(columnOf(field) ?? name, { code: 'FIELD_EMPTY', values: { field: name } });
    return text;
  }

  #title(row: Row): LocalizedText {
    const { title } = this.#options.mapping.fields;
    const text = this.#localized(row, title);
    if (Object.keys(text).length > 0) return text;
    const column = [title.en, title.zh].flatMap((each) =>
      each === undefined ? [] : (columnOf(each) ?? []),
    )[0];
    throw new RowError(column ?? 'title', { code: 'TITLE_EMPTY' });
  }

  #localized(row: Row, { en, zh }: Mapping['fields']['title']): LocalizedText {
    const [english, chinese] = [this.#text(row, en), this.#text(row, zh)];
    return { ...(english !== null && { en: english }), ...(chinese !== null && { zh: chinese }) };
  }

  #choice<T extends string>(row: Row, name: 'kind' | 'access', choices: readonly T[]): T {
    const field = this.#options.mapping.fields[name];
    const text = this.#required(row, name, field);
    const found = choices.find((choice) => choice === text.toUpperCase());
    if (found !== undefined) return found;
    const values = { ...quoted(text), field: name, choices: choices.join(', ').toLowerCase() };
    throw new RowError(columnOf(field) ?? name, { code: 'CHOICE_UNKNOWN', values });
  }

  async #community(row: Row): Promise<OrganizationId | null> {
    const { mapping, findCommunity, defaultCommunity } = this.#options;
    const field = mapping.fields.community;
    const name = this.#text(row, field) ?? defaultCommunity;
    const column = (field === undefined ? null : columnOf(field)) ?? 'community';
    if (name === null) throw new RowError(column, { code: 'COMMUNITY_MISSING' });
    if (name === 'none') return null;
    const found = await findCommunity(name);
    if (found === null) throw new RowError(column, { code: 'COMMUNITY_UNKNOWN', values: { value: name } });
    return found;
  }

  #rightsStatement(row: Row): RightsStatement | null {
    const { mapping, rightsStatement = null } = this.#options;
    const { copyright, rightsHolder, inTrustFor, basisOfTitle } = mapping.fields;
    const named = { status: copyright, rightsHolder, inTrustFor, basis: basisOfTitle };
    const parts = Object.fromEntries(
      Object.entries(named).map(([name, field]) => [name, this.#text(row, field)] as const),
    );
    const nameOf = (field: FieldMapping | undefined, name: string) =>
      (field === undefined ? null : columnOf(field)) ?? name;
    try {
      const found = findRightsStatement(parts, {
        status: nameOf(copyright, 'copyright'),
        rightsHolder: nameOf(rightsHolder, 'rightsHolder'),
        inTrustFor: nameOf(inTrustFor, 'inTrustFor'),
        basis: nameOf(basisOfTitle, 'basisOfTitle'),
      });
      return found ?? rightsStatement;
    } catch (cause) {
      if (!(cause instanceof FormatError)) throw cause;
      const values = {
        reason: cause.message.slice(cause.field.length + 2),
        codes: COPYRIGHT_CODES.join('、'),
        most: String(MAX_RIGHTS_HOLDER),
        bases: BASES_OF_TITLE.join('、'),
      };
      throw new RowError(cause.field, { code: 'RIGHTS_STATEMENT', values }, { cause });
    }
  }

  #synthetic(row: Row): boolean {
    const field = this.#options.mapping.fields.synthetic;
    const text = this.#text(row, field)?.toLowerCase() ?? 'false';
    if (TRUE.includes(text)) return true;
    if (FALSE.includes(text)) return false;
    throw new RowError((field === undefined ? null : columnOf(field)) ?? 'synthetic', {
      code: 'NOT_TRUE_OR_FALSE',
      values: quoted(text),
    });
  }

  async #files(row: Row): Promise<readonly File[]> {
    const { mapping, folder } = this.#options;
    const named = mapping.fields.files.flatMap(
      (pattern) => fillTemplate(pattern, row)?.split(BETWEEN_FILES) ?? [],
    );
    const patterns = named.map((name) => name.trim()).filter((name) => name !== '');
    if (patterns.length === 0) throw new RowError('files', { code: 'FILES_NONE' });
    const found = (await Promise.all(patterns.map(async (pattern) => folder.find(pattern)))).flat();
    return requireDistinct(
      found.filter(({ path }, at) => found.findIndex((file) => file.path === path) === at),
    );
  }
}

/** @throws RowError for paths that a disk which ignores case takes for one */
function requireDistinct<File extends ImportFile>(files: readonly File[]): readonly File[] {
  const byFolded = new Map<string, string>();
  for (const { path } of files) {
    const alike = byFolded.get(foldPath(path));
    if (alike !== undefined) throw new RowError('files', { code: 'FILE_CASE', values: { path, alike } });
    byFolded.set(foldPath(path), path);
  }
  return files;
}

/** Where the text of a field comes from; null for a constant. */
function columnOf({ lines }: Pick<FieldMapping, 'lines'>): string | null {
  return lines.flatMap(pathsIn)[0] ?? null;
}

/** Drops what says the same as one before it. */
function isFirst(value: object, at: number, all: readonly object[]): boolean {
  const text = JSON.stringify(value);
  return all.findIndex((other) => JSON.stringify(other) === text) === at;
}
