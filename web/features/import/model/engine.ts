import { MAX_BATCH, publishBatch, signBatch } from '@lanran/sdk/publishing/batch-publishing';
import { readPreselected } from '@lanran/sdk/publishing/agreements';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import type { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import { checkPlan, type CheckedCounts } from '@lanran/sdk/import/check';
import { communitiesOf } from '@lanran/sdk/import/communities';
import type { DoubtfulFile } from '@lanran/sdk/import/file-check';
import { ImportAct, type ImportActOptions, type SentFile } from '@lanran/sdk/import/run-import';
import { MAPPING_BY_NAME, parseMapping } from '@lanran/sdk/import/mapping';
import { ImportPlan } from '@lanran/sdk/import/plan';
import type { RowProblem } from '@lanran/sdk/import/problems';
import { type PlannedRecord, RecordReader } from '@lanran/sdk/import/read-records';
import { parseTable, type Table } from '@lanran/sdk/import/table';
import { matchTerms, type TermMatch } from '@lanran/sdk/import/term-matches';
import { unreadColumns } from '@lanran/sdk/import/warnings';
import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { errorCode } from '../../../lib/session/error-text.ts';
import type { ChosenFile } from '../../../lib/files/chosen-files.ts';
import { fileStart } from '../../../lib/files/file-start.ts';
import { hashFile } from '../../../lib/files/hash-file.ts';
import { sendFile } from '../../../lib/files/send-file.ts';
import { openDeployment, pageClient } from '../../../lib/session/platform.ts';
import { batchKeeper, readSignedBatch } from './kept-import.ts';
import { RetryingClient, type RetryOptions, retryWhileOffline, requireWanted } from './retrying-client.ts';
import { type WebFile, WebFolder } from './web-folder.ts';

/* The client's own import, loaded when somebody has chosen a folder: it is much, and most pages never need it. */

export { MAPPING_BY_NAME, signBatch };
export type PlannedWebRecord = PlannedRecord<WebFile>;

export interface ImportSource {
  readonly organizationId: string;
  readonly files: readonly ChosenFile[];
  readonly table: Table;
  /** As it was written, unchecked. */
  readonly mapping: unknown;
  /** What it is called, for messages. */
  readonly mappingName: string;
  readonly defaultCommunity: string | null;
}

/** @throws ArgumentError when it can't be read */
export async function openTable({ path, file }: ChosenFile, mapping: unknown): Promise<Table> {
  const format = mapping === null ? {} : parseMapping(mapping, path).table;
  const bytes = new Uint8Array(await file.arrayBuffer());
  return parseTable({ name: path, path, bytes }, format);
}

/** The first records as they would be published, each with what is wrong with it. @throws ArgumentError for the mapping */
export async function previewRecords(source: ImportSource, most: number) {
  const reader = readerOf(source);
  return Promise.all(
    source.table.rows.slice(0, most).map(async (row) => {
      const read = await reader.read(row);
      return 'externalId' in read
        ? { row: row.number, record: read, problems: [] }
        : { row: row.number, record: null, problems: read };
    }),
  );
}

/** What becomes of the texts that are taken for terms, in the whole table. */
export function termsOfTable({ table, mapping, mappingName }: ImportSource): TermMatch[] {
  return matchTerms(table.rows, parseMapping(mapping, mappingName));
}

export function columnsNotRead({ table, mapping, mappingName }: ImportSource): string[] {
  return unreadColumns(table, parseMapping(mapping, mappingName));
}

export interface Checked {
  readonly counts: CheckedCounts;
  readonly rows: number;
  readonly failed: number;
  readonly problems: readonly RowProblem[];
  /** Files that are not what their names promise. */
  readonly doubts: readonly DoubtfulFile[];
}

/** Reads every record and has the platform check it; nothing is written. */
export async function checkImport(
  source: ImportSource,
  onChecked: (count: number) => void,
): Promise<Checked> {
  const plan = new ImportPlan(source.table, readerOf(source));
  const organizationId = parseOrganizationId(source.organizationId);
  const doubts: DoubtfulFile[] = [];
  const look = { startOf, onDoubt: (doubtful: DoubtfulFile) => void doubts.push(doubtful) };
  const counts = await checkPlan(plan, { api: pageClient(null), organizationId, look, onChecked });
  return { counts, rows: plan.rowCount, failed: plan.failedRows, problems: plan.problems, doubts };
}

export type ImportHooks = Pick<ImportActOptions<WebFile>, 'sign' | 'hear'> &
  RetryOptions & {
    /** Bytes of one file that have arrived, in all. */
    onProgress(path: string, bytes: number): void;
    onDoubt(doubtful: DoubtfulFile): void;
  };

/** Imports what is left to do of it, waiting out a lost connection; ends early when the signal says so. @returns what is wrong with rows */
export async function runImport(source: ImportSource, hooks: ImportHooks): Promise<readonly RowProblem[]> {
  const { signal } = hooks;
  const api = new RetryingClient(window.location.origin, hooks);
  const deployment = await openDeployment(api);
  const agreement = await readPreselected(
    { api, apiUrl: api.apiUrl },
    parseOrganizationId(source.organizationId),
  );
  const plan = new ImportPlan(source.table, readerOf(source, api, agreement));
  const act = new ImportAct<WebFile>(
    { api, deployment },
    {
      organizationId: parseOrganizationId(source.organizationId),
      batchSize: MAX_BATCH,
      keeper: batchKeeper(source.organizationId),
      look: { startOf, onDoubt: hooks.onDoubt },
      sign: hooks.sign,
      hear: (event) => {
        requireWanted(signal);
        hooks.hear(event);
      },
      hash: async ({ file }) => {
        requireWanted(signal);
        return asRefusal(() => hashFile(file, { signal, onProgress: () => undefined }));
      },
      send: async (sent) => {
        requireWanted(signal);
        await asRefusal(() => retryWhileOffline(() => send(sent, hooks), hooks));
      },
    },
  );
  await act.run(plan);
  return plan.problems;
}

/** One that can't be read is said to be so when it is hashed. */
async function startOf({ file }: WebFile): Promise<Uint8Array> {
  return fileStart(file).catch(() => new Uint8Array());
}

/** Sends again what was signed before a reload; needs no key. */
export async function repeatSigned(organizationId: string): Promise<void> {
  const signed = readSignedBatch(organizationId);
  if (signed === null) return;
  const api = pageClient(null);
  await publishBatch({ api, deployment: await openDeployment(api) }, signed);
  await batchKeeper(organizationId).clear();
}

function readerOf(
  { files, mapping, mappingName, defaultCommunity }: ImportSource,
  api: GraphqlClient = pageClient(null),
  agreement: LicenseAgreement | null = null,
): RecordReader<WebFile> {
  return new RecordReader({
    agreement,
    mapping: parseMapping(mapping, mappingName),
    folder: new WebFolder(files),
    findCommunity: communitiesOf(api),
    defaultCommunity,
  });
}

/** Goes on where the platform has the file. */
async function send(
  { file, draftId, digest: { sha256 } }: SentFile<WebFile>,
  { signal, onProgress, onOffline }: ImportHooks,
): Promise<void> {
  await sendFile(
    { draftId, path: file.path, file: file.file, sha256, uploadUrl: null },
    {
      signal,
      onProgress: (bytes) => {
        onOffline(false);
        onProgress(`${draftId}/${file.path}`, bytes);
      },
      onElsewhere: () => undefined,
      hasArrived: async () => false,
    },
  );
  requireWanted(signal);
}

/** What pages throw, as the client's: it decides there whether the next record would meet it too. */
async function asRefusal<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    if (cause instanceof RefusedError) throw cause;
    throw new RefusedError(errorCode(cause), cause instanceof Error ? cause.message : String(cause), {
      cause,
    });
  }
}
