import type { OrganizationId } from '@lanran/protocol/ids';
import { MAX_BATCH } from '@lanran/client/batch-publishing';
import { UsageError } from '@lanran/client/errors';
import type { GraphqlClient } from '@lanran/client/graphql-client';
import { chooseOrganization, findOrganization } from '@lanran/client/organizations';
import { BatchJournal } from '../../client/journal.ts';
import { checkPlan } from '../../import/check.ts';
import { Folder } from '../../import/folder.ts';
import { ImportAct } from '../../import/import-act.ts';
import { type Mapping, pathsOf, readMapping } from '../../import/mapping.ts';
import { ImportPlan } from '../../import/plan.ts';
import { RecordReader } from '../../import/record-reader.ts';
import { readTable, type Table } from '../../import/table.ts';
import type { CommandContext } from '../context.ts';
import { readDemoDefaults } from '../demo-defaults.ts';
import type { CommandResult } from '../output.ts';

export interface ImportOptions {
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
  const mapping = await readMapping(options.mapping);
  const folder = await Folder.open(path);
  const table = await readTable(folder.path, mapping.table);
  const warnings = warningsOf(table, mapping);
  for (const warning of warnings) context.say(`warning: ${warning}`);
  const defaultCommunity = options.community ?? (await readDemoDefaults(context.env))?.community ?? null;
  const planWith = (api: GraphqlClient) => {
    const findCommunity = communitiesOf(api);
    return new ImportPlan(table, new RecordReader({ mapping, folder, findCommunity, defaultCommunity }));
  };
  if (options.dryRun === true) return dryRun(context, { options, planWith, warnings });

  const platform = await context.connect();
  const organizationId = await organizationOf(platform.api, options);
  const plan = planWith(platform.api);
  const subject = {
    logId: platform.deployment.logId,
    key: platform.signer.address,
    organizationId,
    folder: folder.path,
  };
  const journal = new BatchJournal(context.stateDir, subject);
  const act = new ImportAct(platform, { organizationId, batchSize, journal, say: context.say });
  const { assets, existing } = await act.run(plan);
  return resultOf(plan, {
    counts: { published: assets.length, existing },
    dryRun: false,
    warnings,
    more: { assets },
  });
}

interface DryRun {
  readonly options: ImportOptions;
  readonly planWith: (api: GraphqlClient) => ImportPlan;
  readonly warnings: readonly string[];
}

/** Without a key the platform is asked for communities alone. */
async function dryRun(
  context: CommandContext,
  { options, planWith, warnings }: DryRun,
): Promise<CommandResult> {
  const api = await context.openApi();
  const organizationId = context.hasKey ? await organizationOf(api, options) : null;
  if (organizationId === null)
    context.say('without --key-file the platform does not say what it would refuse, or has already');
  const plan = planWith(api);
  const counts = await checkPlan(plan, { api, organizationId });
  return resultOf(plan, { counts: { ...counts }, dryRun: true, warnings, more: {} });
}

async function organizationOf(api: GraphqlClient, { organization }: ImportOptions): Promise<OrganizationId> {
  const { id } = await chooseOrganization(api, {
    named: organization,
    kind: 'INSTITUTION',
    option: '--organization',
  });
  return id;
}

function parseBatch(text: string | undefined): number {
  if (text === undefined) return MAX_BATCH;
  const size = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (size < 1 || size > MAX_BATCH)
    throw new UsageError('--batch', `must be a number from 1 to ${MAX_BATCH}.`);
  return size;
}

/** Looks each up once. */
function communitiesOf(api: GraphqlClient): (name: string) => Promise<OrganizationId | null> {
  const known = new Map<string, Promise<OrganizationId | null>>();
  const find = async (name: string) => {
    const found = await findOrganization(api, name);
    return found?.kind === 'COMMUNITY' && found.isAdmitted ? found.id : null;
  };
  return async (name) => {
    const finding = known.get(name) ?? find(name);
    known.set(name, finding);
    return finding;
  };
}

/** What is legal, but looks like a slip. */
function warningsOf({ name, columns, encoding }: Table, mapping: Mapping): string[] {
  const heads = new Set(
    pathsOf(mapping).flatMap((path) => [path, path.split('.')[0]?.replace('[]', '') ?? path]),
  );
  const unread = columns.filter((column) => !heads.has(column));
  return [
    ...(encoding === 'utf-8' ? [] : [`${name} was read as ${encoding}`]),
    ...(unread.length === 0 ? [] : [`no field is made of these columns: ${unread.join(', ')}`]),
  ];
}

interface Findings {
  readonly counts: Readonly<Record<string, number>>;
  readonly dryRun: boolean;
  readonly warnings: readonly string[];
  readonly more: object;
}

function resultOf(plan: ImportPlan, { counts, dryRun: isDry, warnings, more }: Findings): CommandResult {
  const { problems, rowCount, failedRows } = plan;
  const all = { rows: rowCount, ...counts, failed: failedRows };
  return {
    json: { dryRun: isDry, counts: all, errors: problems, warnings, ...more },
    lines: [
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
