import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { UsageError, reasonOf } from '@lanran/sdk/kernel/errors';
import { readTerm } from '@lanran/sdk/import/terms';
import type { Term } from '@lanran/sdk/publishing/publication-check';
import { termLine } from './term-line.ts';

const text = z.string().transform((value) => value.normalize('NFC').trim());
const localized = z.strictObject({ en: text.optional(), zh: text.optional() });

const Metadata = z.strictObject({
  description: z.union([text.transform((en) => ({ en })), localized]).optional(),
  terms: z
    .array(
      z.strictObject({ vocabulary: z.string(), code: z.string(), en: text.optional(), zh: text.optional() }),
    )
    .optional(),
  creditLine: text.optional(),
  identifier: text.optional(),
  synthetic: z.boolean().optional(),
});

/** zod reads an absent member as `undefined`; requests leave it out. */
type Present<T> = T extends readonly (infer Item)[]
  ? readonly Present<Item>[]
  : T extends object
    ? { [K in keyof T]: Present<Exclude<T[K], undefined>> }
    : T;
export type Metadata = Present<z.infer<typeof Metadata>>;

/**
 * Reads `--metadata FILE.json`: description, terms, creditLine, identifier, synthetic. Terms that the vocabulary has, by code or
 * name, become its own; what becomes of each is said.
 * @throws UsageError naming what is unknown or malformed
 */
export async function readMetadataFile(path: string, say: (line: string) => void): Promise<Metadata> {
  const parsed = Metadata.safeParse(await readJson(path));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path.join('.') ?? '';
    throw new UsageError(
      '--metadata',
      `${path}${place === '' ? '' : `, ${place}`}: ${issue?.message ?? 'is malformed'}.`,
    );
  }
  // The JSON round trip drops members that are undefined, which is all that sets the two types apart.
  const metadata = JSON.parse(JSON.stringify(parsed.data)) as Metadata;
  if (metadata.terms === undefined) return metadata;
  const read = metadata.terms.map((term) => readTerm(term.en ?? term.zh ?? term.code, term));
  for (const each of read) say(termLine(each));
  return { ...metadata, terms: distinct(read.map(({ term }) => term)) };
}

/** Two names of one term are one term. */
function distinct(terms: readonly Term[]): Term[] {
  return terms.filter(
    ({ vocabulary, code }, at) =>
      terms.findIndex((term) => term.vocabulary === vocabulary && term.code === code) === at,
  );
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new UsageError('--metadata', `${path} can't be read as JSON: ${reasonOf(cause)}.`, { cause });
  }
}
