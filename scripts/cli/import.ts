import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { checkPlan } from '@lanran/sdk/import/check';
import { communitiesOf } from '@lanran/sdk/import/communities';
import type { FileLook } from '@lanran/sdk/import/file-check';
import { type Mapping, parseMapping } from '@lanran/sdk/import/mapping';
import { ImportPlan } from '@lanran/sdk/import/plan';
import { RecordReader } from '@lanran/sdk/import/read-records';
import { ImportAct, type ImportEvent } from '@lanran/sdk/import/run-import';
import { getSavedMapping } from '@lanran/sdk/import/saved-mappings';
import type { Table } from '@lanran/sdk/import/table';
import { matchTerms } from '@lanran/sdk/import/term-matches';
import { unreadColumns } from '@lanran/sdk/import/warnings';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import type { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import { sendTogether } from '@lanran/sdk/node/uploads/batch-upload';
import { ContentWarnings, readStart } from '@lanran/sdk/node/content-warnings';
import { BatchJournal } from '@lanran/sdk/node/journal';
import { hashFile, type LocalFile } from '@lanran/sdk/node/local-files';
import { TusUpload } from '@lanran/sdk/node/uploads/tus-upload';
import { chooseOrganization } from '@lanran/sdk/organizations/organizations';
import { MAX_BATCH, signBatch } from '@lanran/sdk/publishing/batch-publishing';
import { Folder } from '../import/folder.ts';
import { isSavedName, readMapping } from '../import/read-mapping.ts';
import { readTable } from '../import/read-table.ts';
import type { CommandContext } from './context.ts';
import {
  agreementFor,
  type AgreementOption,
  NO_AGREEMENT,
  readAgreementOption,
} from './options/agreement.ts';
import {
  type CommunityReasonOption,
  parseCommunityReason,
  readDemoDefaults,
  termLine,
} from './options/publication.ts';
import { parseRightsStatementOptions, type RightsStatementOptions } from './options/rights-statement.ts';
import type { CommandResult } from './output.ts';

interface ImportOptions extends CommunityReasonOption, AgreementOption, RightsStatementOptions {
  readonly mapping?: string;
  readonly dryRun?: boolean;
  readonly batch?: string;
  readonly community?: string;
  readonly organization?: string;
}

/** The command line, mapping, table and folder are read before anything is sent. */
export async function importFolder(
  context: CommandContext,
  path: string,
  options: ImportOptions,
): Promise<CommandResult> {
  const batchSize = parseBatch(options.batch);
  const mapping = await mappingOf(context, options);
  const folder = await Folder.open(path);
  const table = await readTable(folder.path, mapping.table);
  const warnings = warningsOf(table, mapping);
  for (const warning of warnings) context.say(`warning: ${warning}`);
  const defaultCommunity = options.community ?? (await readDemoDefaults(context.env))?.community ?? null;
  const noCommunityReason = parseCommunityReason(options);
  const rightsStatement = parseRightsStatementOptions(options) ?? null;
  const readAgreement = await readAgreementOption(options);
  const planWith = (api: GraphqlClient, agreement: LicenseAgreement | null = null) => {
    const findCommunity = communitiesOf(api);
    const defaults = { defaultCommunity, noCommunityReason, agreement, rightsStatement };
    return new ImportPlan(table, new RecordReader({ mapping, folder, findCommunity, ...defaults }));
  };
  const contents = new ContentWarnings(context.say);
  const look: FileLook<LocalFile> = {
    startOf: readStart,
    onDoubt: ({ row, path: name, doubt }) => contents.add(`row ${row}, ${name}`, doubt),
  };
  if (options.dryRun === true) {
    const { plan, counts } = await check(context, { options, planWith, look });
    const matches = matchTerms(table.rows, mapping);
    return resultOf(plan, {
      counts,
      dryRun: true,
      warnings: [...warnings, ...contents.end()],
      more: { terms: matches.map(({ term, ...match }) => ({ ...match, ...term })) },
      notes: matches.map(
        (match) => `${termLine(match)} (${match.records} ${match.records === 1 ? 'record' : 'records'})`,
      ),
    });
  }

  const platform = await context.connect();
  const organizationId = await organizationOf(platform.api, options);
  const agreement = await agreementFor(platform, organizationId, readAgreement);
  if (agreement === null && readAgreement !== null) context.say(NO_AGREEMENT);
  const plan = planWith(platform.api, agreement);
  const subject = {
    logId: platform.deployment.logId,
    key: platform.signer.address,
    organizationId,
    folder: folder.path,
  };
  const journal = new BatchJournal(context.stateDir, subject);
  const act = new ImportAct<LocalFile>(platform, {
    organizationId,
    batchSize,
    keeper: journal,
    look,
    hash: ({ localPath }) => hashFile(localPath),
    send: async ({ file: { localPath, path: name, bytes }, draftId, digest: { sha256 } }) => {
      const source = { localPath, bytes, metadata: { draft: draftId, path: name, sha256 } };
      await new TusUpload(platform, source).send();
    },
    sendTogether: async (sent) => {
      const files = sent.map((each) => ({ ...each.file, digest: each.digest, draft: each.draftId, each }));
      const outcomes = await sendTogether(platform, organizationId, files);
      return new Map([...outcomes].map(([{ each }, refusal]) => [each, refusal]));
    },
    sign: (prepared) => signBatch(platform, prepared),
    hear: sayer(plan, context.say),
  });
  const { assets, existing } = await act.run(plan);
  return resultOf(plan, {
    counts: { published: assets.length, existing },
    dryRun: false,
    warnings: [...warnings, ...contents.end()],
    more: { assets },
  });
}

/** A file's, or one that the organization keeps on the platform. */
async function mappingOf(context: CommandContext, options: ImportOptions): Promise<Mapping> {
  const { mapping } = options;
  if (mapping === undefined || !(await isSavedName(mapping))) return readMapping(mapping);
  if (!context.hasKey)
    throw new ArgumentError(
      '--mapping',
      `there is no file ${mapping}. A mapping that your organization saved by that name needs --key-file.`,
    );
  const api = await context.openApi();
  const saved = await getSavedMapping(api, await organizationOf(api, options), mapping);
  context.say(`mapping ${saved.name}, version ${saved.version}`);
  return parseMapping(JSON.parse(saved.mapping), saved.name);
}

/** Says how far an import is. */
function sayer(plan: ImportPlan<LocalFile>, say: (line: string) => void) {
  const startedAt = performance.now();
  return (event: ImportEvent<LocalFile>) => {
    switch (event.kind) {
      case 'repeating':
        say('going on with a batch that was signed before');
        break;
      case 'uploading':
        say(`sending ${event.files} files of ${event.records.length} records`);
        break;
      case 'overtaken':
        say(
          `another import has published ${event.records} of these records meanwhile; they count as existing`,
        );
        break;
      case 'batch': {
        const perSecond = Math.round((1000 * event.done) / (performance.now() - startedAt));
        const { rowCount, failedRows } = plan;
        say(`${event.done} of ${rowCount} records, ${perSecond} a second; ${failedRows} with errors`);
      }
    }
  };
}

interface DryRun {
  readonly options: ImportOptions;
  readonly planWith: (api: GraphqlClient) => ImportPlan<LocalFile>;
  readonly look: FileLook<LocalFile>;
}

/** Without a key the platform is asked for communities alone. */
async function check(context: CommandContext, { options, planWith, look }: DryRun) {
  const api = await context.openApi();
  const organizationId = context.hasKey ? await organizationOf(api, options) : null;
  if (organizationId === null)
    context.say('without --key-file the platform does not say what it would refuse, or has already');
  const plan = planWith(api);
  return { plan, counts: { ...(await checkPlan(plan, { api, organizationId, look })) } };
}

async function organizationOf(api: GraphqlClient, { organization }: ImportOptions): Promise<OrganizationId> {
  const { id } = await chooseOrganization(api, {
    named: organization,
    kind: 'INSTITUTION',
    argument: 'organization',
  });
  return id;
}

function parseBatch(text: string | undefined): number {
  if (text === undefined) return MAX_BATCH;
  const size = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (size < 1 || size > MAX_BATCH)
    throw new ArgumentError('--batch', `must be a number from 1 to ${MAX_BATCH}.`);
  return size;
}

/** What is legal, but looks like a slip. */
function warningsOf(table: Table, mapping: Mapping): string[] {
  const unread = unreadColumns(table, mapping);
  return [
    ...(table.encoding === 'utf-8' ? [] : [`${table.name} was read as ${table.encoding}`]),
    ...(unread.length === 0 ? [] : [`no field is made of these columns: ${unread.join(', ')}`]),
  ];
}

interface Findings {
  readonly counts: Readonly<Record<string, number>>;
  readonly dryRun: boolean;
  readonly warnings: readonly string[];
  readonly more: object;
  readonly notes?: readonly string[];
}

function resultOf(
  plan: ImportPlan<LocalFile>,
  { counts, dryRun: isDry, warnings, more, notes = [] }: Findings,
): CommandResult {
  const { problems, rowCount, failedRows } = plan;
  const all = { rows: rowCount, ...counts, failed: failedRows };
  return {
    json: { dryRun: isDry, counts: all, errors: problems, warnings, ...more },
    lines: [
      ...notes,
      ...problems.map(
        ({ row, column, message }) => `row ${row}${column === null ? '' : `, ${column}`}: ${message}`,
      ),
      Object.entries(all)
        .map(([name, count]) => `${count} ${name}`)
        .join(', '),
    ],
    exitCode: failedRows === 0 ? 0 : 1,
  };
}
