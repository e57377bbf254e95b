import { rightsStatementText, type ToldRightsStatement } from '@lanran/protocol/assets/rights-statement';
import type { Language } from '@lanran/protocol/kernel/language';
import type { ToldAgreement } from '../agreements/fragments.ts';

/** What two versions are compared by. */
export interface ComparedVersion {
  readonly title: { readonly en: string | null; readonly zh: string | null };
  readonly description: { readonly en: string | null; readonly zh: string | null } | null;
  readonly access: string;
  readonly creditLine: string | null;
  readonly agreement: ToldAgreement | null;
  readonly rightsStatement: ToldRightsStatement | null;
  readonly identifier: string | null;
  readonly noCommunityReason: string | null;
  readonly synthetic: boolean;
  readonly terms: readonly { readonly vocabulary: string; readonly code: string }[];
  readonly files: readonly ComparedFile[];
}

interface ComparedFile {
  readonly path: string;
  readonly bytes: string;
  readonly sha256: string;
}

export type ComparedField =
  | 'titleEn'
  | 'titleZh'
  | 'descriptionEn'
  | 'descriptionZh'
  | 'access'
  | 'creditLine'
  | 'agreement'
  | 'rightsStatement'
  | 'identifier'
  | 'noCommunityReason'
  | 'synthetic';

export interface FieldChange {
  readonly field: ComparedField;
  readonly before: string | null;
  readonly after: string | null;
}

export interface VersionDifference<Version extends ComparedVersion> {
  readonly fields: readonly FieldChange[];
  readonly termsAdded: Version['terms'];
  readonly termsRemoved: Version['terms'];
  readonly filesAdded: readonly ComparedFile[];
  readonly filesRemoved: readonly ComparedFile[];
  /** Same path, other bytes. */
  readonly filesChanged: readonly {
    readonly path: string;
    readonly before: string;
    readonly after: string;
  }[];
  readonly isEmpty: boolean;
}

/** Field by field, what a later version says otherwise than an earlier one. */
export function versionDifference<Version extends ComparedVersion>(
  older: Version,
  newer: Version,
  language: Language,
): VersionDifference<Version> {
  const [before, after] = [fieldsOf(older, language), fieldsOf(newer, language)];
  const fields = before.flatMap(([field, value], at) => {
    const next = after[at]?.[1] ?? null;
    return value === next ? [] : [{ field, before: value, after: next }];
  });
  const lacks = (terms: Version['terms']) => (term: Version['terms'][number]) =>
    !terms.some(({ vocabulary, code }) => vocabulary === term.vocabulary && code === term.code);
  const [olderFiles, newerFiles] = [byPath(older.files), byPath(newer.files)];
  const difference = {
    fields,
    termsAdded: newer.terms.filter(lacks(older.terms)),
    termsRemoved: older.terms.filter(lacks(newer.terms)),
    filesAdded: newer.files.filter(({ path }) => !olderFiles.has(path)),
    filesRemoved: older.files.filter(({ path }) => !newerFiles.has(path)),
    filesChanged: older.files.flatMap((file) => {
      const next = newerFiles.get(file.path);
      if (next === undefined || next.sha256 === file.sha256) return [];
      return [{ path: file.path, before: file.bytes, after: next.bytes }];
    }),
  };
  return { ...difference, isEmpty: Object.values(difference).every((changes) => changes.length === 0) };
}

function fieldsOf(version: ComparedVersion, language: Language): [ComparedField, string | null][] {
  return [
    ['titleEn', orNull(version.title.en)],
    ['titleZh', orNull(version.title.zh)],
    ['descriptionEn', orNull(version.description?.en)],
    ['descriptionZh', orNull(version.description?.zh)],
    ['access', version.access],
    ['creditLine', orNull(version.creditLine)],
    ['agreement', agreementText(version.agreement)],
    ['rightsStatement', statedText(version.rightsStatement, language)],
    ['identifier', orNull(version.identifier)],
    ['noCommunityReason', orNull(version.noCommunityReason)],
    ['synthetic', String(version.synthetic)],
  ];
}

/** Its name, and the hash that tells it from another of that name. */
function agreementText(agreement: ToldAgreement | null): string | null {
  if (agreement === null) return null;
  const { name, sha256 } = agreement;
  return `${[name.en, name.zh].filter((text) => text !== null).join(' · ')} (SHA-256 ${sha256})`;
}

function statedText(stated: ToldRightsStatement | null, language: Language): string | null {
  return stated === null ? null : rightsStatementText(stated, language);
}

function orNull(text: string | null | undefined): string | null {
  return text == null || text === '' ? null : text;
}

function byPath(files: readonly ComparedFile[]): ReadonlyMap<string, ComparedFile> {
  return new Map(files.map((file) => [file.path, file]));
}
