import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import {
  type ConceptFormat,
  exportConcepts,
  importConcepts,
  listConcepts,
} from '@lanran/sdk/concepts/concepts';
import { ArgumentError, reasonOf } from '@lanran/sdk/kernel/errors';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { endLine } from './proposal-lines.ts';
import { chooseProposer, type ProposalOptions, readText } from './proposal-options.ts';

/** By the word of `--format`, or a file's ending. */
const FORMATS: Readonly<Record<string, ConceptFormat>> = {
  turtle: 'TURTLE',
  ttl: 'TURTLE',
  jsonld: 'JSON_LD',
  json: 'JSON_LD',
  csv: 'CSV',
};

interface VocabularyOption {
  readonly vocabulary?: string;
}

export async function conceptsList(
  context: CommandContext,
  text: string | undefined,
  { vocabulary }: VocabularyOption,
): Promise<CommandResult> {
  const concepts = await listConcepts(await context.openApi(), { text, vocabulary });
  const lines = concepts.map(
    ({ id, prefLabel, narrowerCount }) =>
      `${id}  ${prefLabel.zh} · ${prefLabel.en}${narrowerCount > 0 ? `  (${narrowerCount} below)` : ''}`,
  );
  return { json: { concepts }, lines: lines.length === 0 ? ['no concept is like that'] : lines };
}

interface ExportOptions extends VocabularyOption {
  readonly format: string;
  readonly out: string;
}

/** Needs no key: accepted concepts are everybody's to read. */
export async function conceptsExport(
  { apiUrl }: CommandContext,
  { format: name, out, vocabulary }: ExportOptions,
): Promise<CommandResult> {
  const format = parseFormat(name);
  const text = await exportConcepts(apiUrl, { format, vocabulary });
  await writeFile(out, text).catch((cause: unknown) => {
    throw new ArgumentError('--out', `can't write ${out}: ${reasonOf(cause)}.`, { cause });
  });
  const bytes = Buffer.byteLength(text);
  return { json: { file: out, format, bytes }, lines: [`${out}: ${bytes} bytes`] };
}

interface ImportOptions extends ProposalOptions {
  readonly format?: string;
  readonly accept?: boolean;
}

/** Proposes all that is new or changed in a file at once; run again, it finds nothing new. */
export async function conceptsImport(
  context: CommandContext,
  file: string,
  { format: name, organization, message, accept = false }: ImportOptions,
): Promise<CommandResult> {
  const format = name === undefined ? formatOf(file) : parseFormat(name);
  const document = await readText(file);
  const { api } = await context.connect();
  const organizationId = await chooseProposer(api, organization);
  const outcome = await importConcepts(api, { organizationId, format, document, message, accept });
  const { added, changed, same, proposal, problems } = outcome;
  if (problems.length > 0)
    return {
      json: outcome,
      lines: ['nothing was proposed:', ...problems.map((problem) => problem.message)],
      exitCode: 1,
    };
  return {
    json: outcome,
    lines: [
      `${added} new, ${changed} changed, ${same} as they are`,
      ...(proposal == null ? [] : [endLine(proposal)]),
    ],
  };
}

function parseFormat(text: string): ConceptFormat {
  const format = FORMATS[text.toLowerCase()];
  if (format === undefined) throw new ArgumentError('--format', 'must be turtle, jsonld or csv.');
  return format;
}

function formatOf(file: string): ConceptFormat {
  const format = FORMATS[extname(file).slice(1).toLowerCase()];
  if (format === undefined)
    throw new ArgumentError('--format', `say what ${file} is: turtle, jsonld or csv.`);
  return format;
}
