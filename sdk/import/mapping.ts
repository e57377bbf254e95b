import { z } from 'zod';
import chinese from 'zod/v4/locales/zh-CN.js';
import { reasonOf } from '../kernel/errors.ts';
import { DATE_FORMS } from './dates.ts';
import { ENCODINGS } from './decode.ts';
import { chineseJsonReason } from './json-fault.ts';
import { ImportArgumentError } from './problems.ts';
import { pathsIn } from './template.ts';

/* What a mapping may say (docs/import.md). */

const template = z.string();
/** A text with places; or several, which become lines; or texts that a vocabulary translates. */
const field = z.union([
  template.transform((line) => ({ lines: [line] })),
  z.array(template).transform((lines) => ({ lines })),
  z.strictObject({
    lines: z.array(template),
    values: z.record(z.string(), z.string()).optional(),
    otherwise: z.string().optional(),
  }),
]);
export type FieldMapping = z.infer<typeof field>;

const localized = z.strictObject({ en: field.optional(), zh: field.optional() });

export const VOCABULARIES = ['technique', 'motif', 'ich', 'place', 'material', 'ethnicGroup'] as const;

const term = z.strictObject({ code: z.string(), en: z.string().optional(), zh: z.string().optional() });
const terms = z.strictObject({
  vocabulary: z.enum(VOCABULARIES),
  /** Column or JSON path. */
  from: z.string(),
  /** Several values in one text. */
  separator: z.string().min(1).optional(),
  /** `exact`: the whole value is in `values`. `words`: each of `values` that occurs in it as words. */
  match: z.enum(['exact', 'words']).default('exact'),
  /** Value, in any case, to term; null leaves it out. */
  values: z.record(z.string(), term.nullable()).optional(),
  /** Of a value that is not among them: refuse the record, leave it out, or make a term of the text itself. */
  otherwise: z.enum(['refuse', 'skip', 'text']).optional(),
  /** Of the text that a term is made of. */
  language: z.enum(['en', 'zh']).optional(),
});
export type TermsMapping = z.infer<typeof terms>;

const Mapping = z.strictObject({
  table: z
    .strictObject({ delimiter: z.string().length(1).optional(), encoding: z.enum(ENCODINGS).optional() })
    .default({}),
  /** Column or path → how it writes its days. */
  dates: z.record(z.string(), z.enum(DATE_FORMS)).default({}),
  fields: z.strictObject({
    externalId: field,
    title: localized,
    description: localized.default({}),
    kind: field,
    access: field.default({ lines: ['LICENSED'] }),
    community: field.optional(),
    creditLine: field.optional(),
    /** With the next three: the rights statement. */
    copyright: field.optional(),
    rightsHolder: field.optional(),
    inTrustFor: field.optional(),
    basisOfTitle: field.optional(),
    identifier: field.optional(),
    noCommunityReason: field.optional(),
    synthetic: field.optional(),
    /** Names or globs below the folder. */
    files: z.union([template.transform((one) => [one]), z.array(template)]),
  }),
  terms: z.array(terms).default([]),
});
export type Mapping = z.infer<typeof Mapping>;

/** A mapping as it is written: what a file holds, a form makes, and the platform keeps. */
export type WrittenMapping = z.input<typeof Mapping>;

/** Columns named as the fields themselves. */
export const MAPPING_BY_NAME: WrittenMapping = {
  fields: {
    externalId: '{externalId}',
    title: { en: '{title.en|titleEn|title}', zh: '{title.zh|titleZh}' },
    description: { en: '{description.en|descriptionEn|description}', zh: '{description.zh|descriptionZh}' },
    kind: '{kind}',
    access: { lines: ['{access}'], otherwise: 'LICENSED' },
    community: '{community}',
    creditLine: '{creditLine}',
    copyright: '{copyright}',
    rightsHolder: '{rightsHolder}',
    inTrustFor: '{inTrustFor}',
    basisOfTitle: '{basisOfTitle}',
    identifier: '{identifier}',
    noCommunityReason: '{noCommunityReason}',
    synthetic: '{synthetic}',
    files: '{files}',
  },
  terms: VOCABULARIES.map((vocabulary) => ({ vocabulary, from: vocabulary, separator: ';' })),
};

/**
 * @param name of where it was read, for the message
 * @throws ImportArgumentError naming what is unknown or malformed
 */
export function parseMapping(value: unknown, name: string): Mapping {
  const parsed = Mapping.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const [chineseIssue] = Mapping.safeParse(value, { error: chinese().localeError }).error?.issues ?? [];
  const path = issue?.path.join('.') ?? '';
  throw new ImportArgumentError('mapping', {
    code: 'MAPPING_MALFORMED',
    values: {
      place: path === '' ? name : `${name}, ${path}`,
      reason: issue?.message ?? 'is malformed',
      chineseReason: chineseIssue?.message ?? '写法有误',
    },
  });
}

/** @throws ImportArgumentError when it is none */
export function requireMappingJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = reasonOf(cause);
    const values = { name, reason, chineseReason: chineseJsonReason(reason) };
    throw new ImportArgumentError('mapping', { code: 'MAPPING_NO_JSON', values }, { cause });
  }
}

/** Every column and path that the mapping reads. */
export function pathsOf({ fields, terms: vocabularies, dates }: Mapping): string[] {
  const { title, description, files, ...single } = fields;
  const mapped = [title.en, title.zh, description.en, description.zh, ...Object.values(single)];
  const templates = [...mapped.flatMap((each) => each?.lines ?? []), ...files];
  return [...templates.flatMap(pathsIn), ...vocabularies.map(({ from }) => from), ...Object.keys(dates)];
}
