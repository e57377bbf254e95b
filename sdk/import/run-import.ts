/* Over 300 lines: one run whose steps share its state (rows, drafts, receipts), so that it goes on after any break. */

import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import {
  type ExpectedDraft,
  prepareBatch,
  publishBatch,
  type SignedBatch,
} from '../publishing/batch-publishing.ts';
import { RefusedError } from '../kernel/errors.ts';
import {
  checkDrafts,
  importDrafts,
  type ImportedDraft,
  type ImportRecord,
  type Problem,
} from '../publishing/draft-imports.ts';
import type { Platform } from '../kernel/session.ts';
import type { PreparedPublication } from '../publishing/publishing.ts';
import { removeDraftFile } from '../publishing/revising.ts';
import { type FileLook, lookAtFile } from './file-check.ts';
import { FILES, type ImportFile } from './import-folder.ts';
import type { ImportPlan } from './plan.ts';
import { problemOfRow, RowError } from './problems.ts';
import type { PlannedRecord } from './read-records.ts';

/** Beside each other they fill the line, and the platform's waiting for its disk. */
const UPLOADS_AT_ONCE = 8;
/** As many as the platform puts into one answer. */
const MOST_FILES = 20_000;
/** Codes for which a signed batch can't be published any more as it was signed. */
const OVERTAKEN = ['NOT_FOUND', 'BAD_SIGNATURE', 'BAD_INPUT', 'CONFLICT', 'STALE_STATEMENT'];
/** Refusals of a record's draft, or of a file for it, by which another import of the same record shows itself. */
const CONTESTED = ['NOT_FOUND', 'CONFLICT', 'UPLOAD_LOST'];
/** Refusals that the next record would meet as well. */
const OF_ALL = [
  'STORAGE_FULL',
  'QUOTA_EXCEEDED',
  'CANCELED',
  'UNAVAILABLE',
  'SIGN_IN_REQUIRED',
  'FORBIDDEN',
  'INTERNAL',
  'INTERNAL_SERVER_ERROR',
  'UNEXPECTED_ANSWER',
];

/** Keeps the batch that was signed last until its answer has arrived. */
export interface SignedBatchKeeper {
  find(): Promise<SignedBatch | null>;
  write(signed: SignedBatch): Promise<void>;
  clear(): Promise<void>;
}

/** How far an import is. */
export type ImportEvent<File extends ImportFile> =
  /** What an earlier run had signed is sent again. */
  | { readonly kind: 'repeating' }
  | { readonly kind: 'uploading'; readonly records: readonly PlannedRecord<File>[]; readonly files: number }
  | { readonly kind: 'arrived'; readonly record: PlannedRecord<File> }
  | { readonly kind: 'existing'; readonly record: PlannedRecord<File>; readonly assetId: string }
  | { readonly kind: 'published'; readonly asset: ImportedAsset }
  /** Another import has published so many meanwhile; they were told as existing. */
  | { readonly kind: 'overtaken'; readonly records: number }
  /** A batch is over; `done` records are, in all. */
  | { readonly kind: 'batch'; readonly done: number };

export interface ImportActOptions<File extends ImportFile> {
  readonly organizationId: OrganizationId;
  /** Records under one signature. */
  readonly batchSize: number;
  readonly keeper: SignedBatchKeeper;
  /** At files before they are sent. */
  readonly look: FileLook<File>;
  hash(file: File): Promise<FileDigest>;
  send(file: SentFile<File>): Promise<void>;
  /** Sends small ones many at a time. @returns of those that were sent what refused them, or null; the others are sent alone */
  sendTogether?(files: readonly SentFile<File>[]): Promise<ReadonlyMap<SentFile<File>, RefusedError | null>>;
  /** One signature for all of them, by whoever sees what they say. */
  sign(
    prepared: readonly PreparedPublication[],
    records: readonly PlannedRecord<File>[],
  ): Promise<SignedBatch>;
  hear(event: ImportEvent<File>): void;
}

export interface SentFile<File extends ImportFile> {
  readonly file: File;
  readonly draftId: string;
  readonly digest: FileDigest;
}

/** An asset that is in the log by this run. */
export interface ImportedAsset {
  readonly row: number;
  readonly externalId: string;
  readonly assetId: string;
  readonly leafIndex: number;
}

/** A record and the draft that is to become its asset. */
interface OpenRecord<File extends ImportFile> {
  readonly record: PlannedRecord<File>;
  readonly draft: NonNullable<ImportedDraft['draft']>;
}

/** A file that has not arrived yet. */
interface PendingFile<File extends ImportFile> {
  readonly each: OpenRecord<File>;
  readonly sent: SentFile<File>;
}

interface UploadedRecord<File extends ImportFile> extends OpenRecord<File> {
  readonly files: readonly { readonly path: string; readonly digest: FileDigest }[];
}

/**
 * Publishes a folder's records batch by batch. What the platform has by their identifiers decides what is left to do, so that it can be
 * run again after any end; a batch that was signed is first sent again as it was signed.
 */
export class ImportAct<File extends ImportFile> {
  readonly #platform: Pick<Platform, 'api' | 'deployment'>;
  readonly #options: ImportActOptions<File>;
  readonly #assets: ImportedAsset[] = [];
  #existing = 0;
  /** Of the batch that an earlier run signed, by their ids: they count as published by this one. */
  readonly #repeated = new Map<string, number>();
  /** Of the batch at hand: records whose drafts somebody else has changed. */
  readonly #contested = new Set<PlannedRecord<File>>();

  constructor(platform: Pick<Platform, 'api' | 'deployment'>, options: ImportActOptions<File>) {
    this.#platform = platform;
    this.#options = options;
  }

  /** @returns what was published; `existing` were published before */
  async run(
    plan: ImportPlan<File>,
  ): Promise<{ readonly assets: readonly ImportedAsset[]; readonly existing: number }> {
    await this.#repeatSigned();
    let done = 0;
    const { batchSize, hear } = this.#options;
    for await (const records of plan.portions({ mostRecords: batchSize, mostFiles: MOST_FILES })) {
      await this.#importBatch(records, plan);
      done += records.length;
      hear({ kind: 'batch', done });
    }
    return { assets: this.#assets, existing: this.#existing };
  }

  /** Ends what a run before this one had signed and sent. */
  async #repeatSigned(): Promise<void> {
    const { keeper, hear } = this.#options;
    const signed = await keeper.find();
    if (signed === null) return;
    hear({ kind: 'repeating' });
    try {
      for (const { assetId, leafIndex } of await publishBatch(this.#platform, signed))
        this.#repeated.set(assetId, leafIndex);
    } catch (error) {
      // Some of it may be published: those are found by their identifiers.
      if (!isOvertaken(error)) throw error;
    }
    await keeper.clear();
  }

  async #importBatch(records: readonly PlannedRecord<File>[], plan: ImportPlan<File>): Promise<void> {
    const { organizationId } = this.#options;
    const imported = await importDrafts(
      this.#platform.api,
      organizationId,
      records.map((record) => this.#importRecordOf(record)),
    );
    const open = records.flatMap((record, at) => this.#openOf(record, imported[at], plan));
    const files = open.reduce((sum, { record }) => sum + record.files.length, 0);
    if (open.length > 0)
      this.#options.hear({ kind: 'uploading', records: open.map(({ record }) => record), files });
    const uploaded = await this.#upload(open, plan);
    await this.#publish(uploaded, plan);
    await this.#settleContested(plan);
  }

  #importRecordOf({ externalId, content }: PlannedRecord<File>): ImportRecord {
    return { externalId, request: { ...content, organizationId: this.#options.organizationId } };
  }

  /** What another import has published meanwhile is there; what it has not yet, this one leaves to it. */
  async #settleContested(plan: ImportPlan<File>): Promise<void> {
    const contested = [...this.#contested];
    this.#contested.clear();
    if (contested.length === 0) return;
    const answers = await checkDrafts(
      this.#platform.api,
      this.#options.organizationId,
      contested.map((record) => this.#importRecordOf(record)),
    );
    let published = 0;
    for (const [at, record] of contested.entries()) {
      const { state, draft } = answers[at] ?? {};
      if (state === 'PUBLISHED' && draft != null) {
        this.#countExisting(record, draft.assetId);
        published += 1;
      } else plan.report(problemOfRow({ row: record.row, column: null }, { code: 'RECORD_OVERTAKEN' }));
    }
    if (published > 0) this.#options.hear({ kind: 'overtaken', records: published });
  }

  #refuse(record: PlannedRecord<File>, problem: Problem, plan: ImportPlan<File>): void {
    if (CONTESTED.includes(problem.code)) this.#contested.add(record);
    else plan.report(problemOf(record, problem));
  }

  #openOf(
    record: PlannedRecord<File>,
    answer: ImportedDraft | undefined,
    plan: ImportPlan<File>,
  ): OpenRecord<File>[] {
    if (answer?.problem != null) this.#refuse(record, answer.problem, plan);
    else if (answer?.state === 'PUBLISHED') this.#countPublished(record, answer.draft?.assetId ?? '');
    else if (answer?.draft != null) return [{ record, draft: answer.draft }];
    return [];
  }

  #countPublished(record: PlannedRecord<File>, assetId: string): void {
    const { row, externalId } = record;
    const leafIndex = this.#repeated.get(assetId);
    if (leafIndex === undefined) this.#countExisting(record, assetId);
    else this.#addPublished({ row, externalId, assetId, leafIndex });
  }

  #countExisting(record: PlannedRecord<File>, assetId: string): void {
    this.#existing += 1;
    this.#options.hear({ kind: 'existing', record, assetId });
  }

  #addPublished(asset: ImportedAsset): void {
    this.#assets.push(asset);
    this.#options.hear({ kind: 'published', asset });
  }

  /** Those whose files have all arrived, with their digests. */
  async #upload(open: readonly OpenRecord<File>[], plan: ImportPlan<File>): Promise<UploadedRecord<File>[]> {
    const digests = new Map(
      open.map((each) => [each, [] as { readonly path: string; readonly digest: FileDigest }[]]),
    );
    const failed = new Set<OpenRecord<File>>();
    const attempt = async (each: OpenRecord<File>, work: () => Promise<void>) => {
      if (!failed.has(each) && !(await this.#attempt(each.record, plan, work))) failed.add(each);
    };
    const arrive = (each: OpenRecord<File>, { file: { path }, digest }: SentFile<File>) => {
      const arrived = digests.get(each) ?? [];
      arrived.push({ path, digest });
      if (arrived.length === each.record.files.length)
        this.#options.hear({ kind: 'arrived', record: each.record });
    };
    const { send, sendTogether } = this.#options;
    const sendAlone = ({ each, sent }: PendingFile<File>) =>
      attempt(each, async () => {
        await namingBeyondQuota(sent.file, () => send(sent));
        arrive(each, sent);
      });
    const pending: PendingFile<File>[] = [];
    const works = open.flatMap((each) => each.record.files.map((file) => ({ each, file })));
    await inParallel(works, UPLOADS_AT_ONCE, async ({ each, file }) => {
      await attempt(each, async () => {
        await lookAtFile(each.record, file, this.#options.look);
        const sent = { file, draftId: each.draft.id, digest: await this.#options.hash(file) };
        if (isThere(each, sent)) arrive(each, sent);
        else if (sendTogether === undefined) await sendAlone({ each, sent });
        else pending.push({ each, sent });
      });
    });
    const waiting = pending.filter(({ each }) => !failed.has(each));
    const outcomes = await sendTogether?.(waiting.map(({ sent }) => sent));
    await inParallel(waiting, UPLOADS_AT_ONCE, async ({ each, sent }) => {
      const refusal = outcomes?.get(sent);
      if (refusal === undefined) return sendAlone({ each, sent });
      return attempt(each, async () => {
        if (refusal !== null) throw refusal;
        arrive(each, sent);
      });
    });
    for (const each of open) {
      if (failed.has(each)) continue;
      if (!(await this.#attempt(each.record, plan, () => this.#removeOthers(each)))) failed.add(each);
    }
    return open
      .filter((each) => !failed.has(each))
      .map((each) => ({ ...each, files: digests.get(each) ?? [] }));
  }

  /** False when the platform refused it for this record alone. */
  async #attempt(
    record: PlannedRecord<File>,
    plan: ImportPlan<File>,
    work: () => Promise<void>,
  ): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (error instanceof RowError) {
        plan.report(problemOfRow({ row: record.row, column: error.column }, error.problem));
        return false;
      }
      const { code, message } = requireOwn(error);
      this.#refuse(record, { code, field: 'files', message }, plan);
      return false;
    }
  }

  /** Files that the record named in an earlier run. */
  async #removeOthers({ record, draft }: OpenRecord<File>): Promise<void> {
    const others = draft.files.filter(({ path }) => !record.files.some((file) => file.path === path));
    for (const { path } of others) await removeDraftFile(this.#platform.api, draft.id, path);
  }

  async #publish(uploaded: readonly UploadedRecord<File>[], plan: ImportPlan<File>): Promise<void> {
    if (uploaded.length === 0) return;
    const entries = await prepareBatch(
      this.#platform,
      uploaded.map((each) => this.#expectedOf(each)),
    );
    const byDraft = new Map(uploaded.map(({ draft, record }) => [draft.id, { draft, record }]));
    const prepared = entries.flatMap((entry) => {
      if ('prepared' in entry) return [entry.prepared];
      const open = byDraft.get(entry.draftId);
      if (open === undefined) return [];
      if ('leafIndex' in entry) this.#countExisting(open.record, open.draft.assetId);
      // Every file had arrived.
      else if (entry.problem.field?.startsWith('files.') === true) this.#contested.add(open.record);
      else this.#refuse(open.record, entry.problem, plan);
      return [];
    });
    if (prepared.length === 0) return;
    const records = prepared.flatMap(({ draftId }) => byDraft.get(draftId)?.record ?? []);
    const signed = await this.#options.sign(prepared, records);
    try {
      await this.#publishSigned(signed, byDraft);
    } catch (error) {
      if (!isOvertaken(error) || (await this.#isStillProposed(signed, uploaded))) throw error;
      await this.#options.keeper.clear();
      for (const record of records) this.#contested.add(record);
    }
  }

  /** Then it was refused for what it is, not because somebody else changed the drafts. */
  async #isStillProposed(signed: SignedBatch, uploaded: readonly UploadedRecord<File>[]): Promise<boolean> {
    const expected = uploaded.filter(({ draft }) => signed.draftIds.includes(draft.id));
    const entries = await prepareBatch(
      this.#platform,
      expected.map((each) => this.#expectedOf(each)),
    );
    const proposed = new Map(
      entries.flatMap((entry) =>
        'prepared' in entry ? [[entry.draftId, entry.prepared.statementText]] : [],
      ),
    );
    return signed.draftIds.every((id, at) => proposed.get(id) === signed.statements[at]);
  }

  #expectedOf({ record, draft, files }: UploadedRecord<File>): ExpectedDraft {
    const { request } = this.#importRecordOf(record);
    return { draftId: draft.id, asked: { request, files } };
  }

  async #publishSigned(signed: SignedBatch, byDraft: ReadonlyMap<string, OpenRecord<File>>): Promise<void> {
    const { keeper } = this.#options;
    await keeper.write(signed);
    const published = await publishBatch(this.#platform, signed);
    await keeper.clear();
    for (const [at, { assetId, leafIndex }] of published.entries()) {
      const { record } = byDraft.get(signed.draftIds[at] ?? '') ?? {};
      if (record === undefined) continue;
      const { row, externalId } = record;
      this.#addPublished({ row, externalId, assetId, leafIndex });
    }
  }
}

function isThere<File extends ImportFile>(
  { draft }: OpenRecord<File>,
  { file, digest }: SentFile<File>,
): boolean {
  return draft.files.some(({ path, sha256 }) => path === file.path && sha256 === digest.sha256);
}

function isOvertaken(error: unknown): boolean {
  return error instanceof RefusedError && OVERTAKEN.includes(error.code);
}

function problemOf({ row }: Pick<PlannedRecord, 'row'>, { code, field, message }: Problem) {
  return { row, column: field ?? null, code, message };
}

/** @throws RowError for a file that would not fit into an empty organization: the next record's file may */
async function namingBeyondQuota({ path }: ImportFile, send: () => Promise<void>): Promise<void> {
  try {
    await send();
  } catch (cause) {
    const limit = cause instanceof RefusedError && cause.code === 'QUOTA_EXCEEDED' ? cause.limit : null;
    if (limit === null || limit.bytes <= limit.mostBytes) throw cause;
    const values = { path, bytes: String(limit.bytes), most: String(limit.mostBytes) };
    throw new RowError(FILES, { code: 'FILE_BEYOND_QUOTA', values }, { cause });
  }
}

/** A refusal of this one record. @throws the error when the next would meet it too */
function requireOwn(error: unknown): RefusedError {
  if (error instanceof RefusedError && !OF_ALL.includes(error.code)) return error;
  throw error;
}
