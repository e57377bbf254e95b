import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { peopleName, peoplesUnasked } from '@lanran/protocol/assets/peoples';
import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { termNames } from '@lanran/sdk/import/term-matches';
import { readTerm, type ReadTerm } from '@lanran/sdk/import/terms';
import { ClientError, reasonOf, ArgumentError } from '@lanran/sdk/kernel/errors';
import type { PublishRequest, Term } from '@lanran/sdk/publishing/publication-check';
import type { CommandContext } from '../context.ts';

const OPTION = '--no-community-reason';

/**
 * commander takes every option that begins with `--no-` for the negation of another, and files this one under that other's name.
 */
export interface CommunityReasonOption {
  readonly communityReason?: string | null;
}

type ReasonedContent = Pick<
  PublishRequest,
  'access' | 'title' | 'description' | 'terms' | 'noCommunityReason'
> & {
  /** Id or name; null for none. */
  readonly community: string | null;
};

/** The option's text as the platform keeps it; null without one. @throws ArgumentError for an empty text */
export function parseCommunityReason({ communityReason = null }: CommunityReasonOption): string | null {
  if (communityReason === null) return null;
  const reason = communityReason.normalize('NFC').trim();
  if (reason === '') throw new ArgumentError(OPTION, 'is empty. Say why no community is asked.');
  return reason;
}

/**
 * What names a people and no community says why (ADR 36); a person at the terminal is asked.
 * @throws ArgumentError for a reason beside a community, ClientError when a reason is owed and nobody can be asked
 */
export async function withCommunityReason<Content extends ReasonedContent>(
  { ask }: Pick<CommandContext, 'ask'>,
  content: Content,
): Promise<Content> {
  if (content.community !== null && content.noCommunityReason !== undefined)
    throw new ArgumentError(OPTION, 'is for an asset without a community. Leave it out.');
  const peoples = peoplesUnasked(content);
  if (peoples.length === 0) return content;
  const names = peoples.map((code) => peopleName(code).en).join(', ');
  const answer = ask === null ? '' : await ask(questionOf(names));
  const noCommunityReason = answer.normalize('NFC').trim();
  if (noCommunityReason !== '') return { ...content, noCommunityReason };
  throw new ClientError(
    'COMMUNITY_REASON_REQUIRED',
    `${OPTION}: the asset names a people (${names}) and no community. Name its community with --community, or say why none is asked: the reason is signed and public, and the councils of that people read it.`,
    { field: OPTION },
  );
}

function questionOf(names: string): string {
  return `The asset names a people (${names}) and no community.
The reason is signed and public, and the councils of that people read it.
Why is no community asked? `;
}

const text = z.string().transform((value) => value.normalize('NFC').trim());
const localized = z.strictObject({ en: text.optional(), zh: text.optional() });
const line = (example: string) =>
  z
    .string({ error: `give one text, such as ${JSON.stringify(example)}, not one for each language` })
    .transform((value) => value.normalize('NFC').trim());

const Metadata = z.strictObject({
  description: z
    .union([text.transform((en) => ({ en })), localized], {
      error: 'give a text in English, or {"en": …, "zh": …} with one of them or both',
    })
    .optional(),
  terms: z
    .array(
      z.strictObject({ vocabulary: z.string(), code: z.string(), en: text.optional(), zh: text.optional() }),
    )
    .optional(),
  creditLine: line('Guizhou Museum of Ethnic Costume').optional(),
  identifier: line('DEMO-QS-006').optional(),
  synthetic: z.boolean({ error: 'must be true or false, without quotes' }).optional(),
});

/** zod reads an absent member as `undefined`; requests leave it out. */
type Present<T> = T extends readonly (infer Item)[]
  ? readonly Present<Item>[]
  : T extends object
    ? { [K in keyof T]: Present<Exclude<T[K], undefined>> }
    : T;
type Metadata = Present<z.infer<typeof Metadata>>;

/**
 * Reads `--metadata FILE.json`: description, terms, creditLine, identifier, synthetic. Terms that the vocabulary has, by code or
 * name, become its own; what becomes of each is said.
 * @throws ArgumentError naming what is unknown or malformed
 */
export async function readMetadataFile(path: string, say: (line: string) => void): Promise<Metadata> {
  const parsed = Metadata.safeParse(await readJson(path));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path.join('.') ?? '';
    throw new ArgumentError(
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
    throw new ArgumentError('--metadata', `${path} can't be read as JSON: ${reasonOf(cause)}.`, { cause });
  }
}

/** What a text becomes: a term that comes with the program, or one that the platform knows or the organization proposes. */
export function termLine({ text, term, isProposed }: ReadTerm): string {
  const becomes = isProposed
    ? `${termNames(term)}, no term that this program knows: the platform's concept of this name or, if there is none, a term that your organization proposes`
    : termNames(term);
  return `${term.vocabulary}: ${text} → ${becomes}`;
}

const DemoDefaults = z.object({ community: z.string().transform((text) => parseOrganizationId(text)) });
type DemoDefaults = z.infer<typeof DemoDefaults>;

export function demoDefaultsPath(dataDir: string): string {
  return join(dataDir, 'demo-accounts', 'defaults.json');
}

/** What the demo data of a platform on this machine stands for; null without one. */
export async function readDemoDefaults(env: NodeJS.ProcessEnv): Promise<DemoDefaults | null> {
  try {
    return DemoDefaults.parse(
      JSON.parse(await readFile(demoDefaultsPath(env['LANRAN_DATA_DIR'] ?? '.lanran'), 'utf8')),
    );
  } catch {
    return null;
  }
}
