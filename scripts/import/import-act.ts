import type { OrganizationId } from '@lanran/protocol/ids';
import { inParallel } from '@lanran/protocol/in-parallel';
import {
  type ExpectedDraft,
  prepareBatch,
  publishBatch,
  signBatch,
  type SignedBatch,
} from '@lanran/client/batch-publishing';
import { RefusedError } from '@lanran/client/errors';
import { importDrafts, type ImportedDraft, type Problem } from '@lanran/client/importing';
import type { Platform } from '@lanran/client/platform';
import { removeDraftFile } from '@lanran/client/revising';
import type { BatchJournal } from '../client/journal.ts';
import { hashFile, type HashedFile } from '../client/local-files.ts';
import { TusUpload } from '../client/tus-upload.ts';
import type { ImportPlan } from './plan.ts';
import type { PlannedRecord } from './record-reader.ts';

/** Beside each other they fill the line, and the platform's waiting for its disk. */
const UPLOADS_AT_ONCE = 8;
/** As many as the platform puts into one answer. */
const MOST_FILES = 20_000;
/** Codes for which a signed batch can't be published any more as it was signed. */
const OVERTAKEN = ['NOT_FOUND', 'BAD_SIGNATURE', 'BAD_INPUT', 'CONFLICT', 'STALE_STATEMENT'];
/** Refusals that the next record would meet as well. */
const OF_ALL = [
  'STORAGE_FULL',
  'UNAVAILABLE',
  'SIGN_IN_REQUIRED',
  'FORBIDDEN',
  'INTERNAL',
  'INTERNAL_SERVER_ERROR',
  'UNEXPECTED_ANSWER',
];

export interface ImportActOptions {
  readonly organizationId: OrganizationId;
  /** Records under one signature. */
  readonly batchSize: number;
  readonly journal: BatchJournal;
  readonly say: (line: string) => void;
}

/** An asset that is in the log by this run. */
export interface ImportedAsset {
  readonly row: number;
  readonly externalId: string;
  readonly assetId: string;
  readonly leafIndex: number;
}

/** A record and the draft that is to become its asset. */
interface OpenRecord {
  readonly record: PlannedRecord;
  readonly draft: NonNullable<ImportedDraft['draft']>;
}

interface UploadedRecord extends OpenRecord {
  readonly files: readonly HashedFile[];
}

/**
 * Publishes a folder's records batch by batch. What the platform has by their identifiers decides what is left to do, so that it can be
 * run again after any end; a batch that was signed is first sent again as it was signed.
 */
export class ImportAct {
  readonly #platform: Platform;
  readonly #options: ImportActOptions;
  readonly #assets: ImportedAsset[] = [];
  #existing = 0;
  /** Of the batch that an earlier run signed, by their ids: they count as published by this one. */
  readonly #repeated = new Map<string, number>();

  constructor(platform: Platform, options: ImportActOptions) {
    this.#platform = platform;
    this.#options = options;
  }

  /** @returns what was published; `existing` were published before */
  async run(
    plan: ImportPlan,
  ): Promise<{ readonly assets: readonly ImportedAsset[]; readonly existing: number }> {
    await this.#repeatSigned();
    const startedAt = performance.now();
    let done = 0;
    const { batchSize, say } = this.#options;
    for await (const records of plan.portions({ mostRecords: batchSize, mostFiles: MOST_FILES })) {
      await this.#importBatch(records, plan);
      done += records.length;
      const perSecond = Math.round((1000 * done) / (performance.now() - startedAt));
      say(`${done} of ${plan.rowCount} records, ${perSecond} a second; ${plan.failedRows} with errors`);
    }
    return { assets: this.#assets, existing: this.#existing };
  }

  /** Ends what a run before this one had signed and sent. */
  async #repeatSigned(): Promise<void> {
    const { journal, say } = this.#options;
    const signed = await journal.find();
    if (signed === null) return;
    say('going on with a batch that was signed before');
    try {
      for (const { assetId, leafIndex } of await publishBatch(this.#platform, signed))
        this.#repeated.set(assetId, leafIndex);
    } catch (error) {
      // Some of it may be published: those are found by their identifiers.
      if (!(error instanceof RefusedError && OVERTAKEN.includes(error.code))) throw error;
    }
    await journal.clear();
  }

  async #importBatch(records: readonly PlannedRecord[], plan: ImportPlan): Promise<void> {
    const { organizationId } = this.#options;
    const imported = await importDrafts(
      this.#platform.api,
      organizationId,
      records.map(({ externalId, content }) => ({ externalId, request: { ...content, organizationId } })),
    );
    const open = records.flatMap((record, at) => this.#openOf(record, imported[at], plan));
    const files = open.reduce((sum, { record }) => sum + record.files.length, 0);
    if (open.length > 0) this.#options.say(`sending ${files} files of ${open.length} records`);
    const uploaded = await this.#upload(open, plan);
    await this.#publish(uploaded, plan);
  }

  #openOf(record: PlannedRecord, answer: ImportedDraft | undefined, plan: ImportPlan): OpenRecord[] {
    if (answer?.problem != null) plan.report(problemOf(record, answer.problem));
    else if (answer?.state === 'PUBLISHED') this.#countPublished(record, answer.draft?.assetId ?? '');
    else if (answer?.draft != null) return [{ record, draft: answer.draft }];
    return [];
  }

  #countPublished({ row, externalId }: PlannedRecord, assetId: string): void {
    const leafIndex = this.#repeated.get(assetId);
    if (leafIndex === undefined) this.#existing += 1;
    else this.#assets.push({ row, externalId, assetId, leafIndex });
  }

  /** Those whose files have all arrived, with their digests. */
  async #upload(open: readonly OpenRecord[], plan: ImportPlan): Promise<UploadedRecord[]> {
    const digests = new Map<OpenRecord, HashedFile[]>(open.map((each) => [each, []]));
    const failed = new Set<OpenRecord>();
    const works = open.flatMap((each) => each.record.files.map((file) => ({ each, file })));
    await inParallel(works, UPLOADS_AT_ONCE, async ({ each, file }) => {
      if (failed.has(each)) return;
      try {
        const hashed = { ...file, digest: await hashFile(file.localPath) };
        await this.#uploadFile(each, hashed);
        digests.get(each)?.push(hashed);
      } catch (error) {
        failed.add(each);
        plan.report({ row: each.record.row, column: 'files', message: requireOwn(error).message });
      }
    });
    const arrived = open.filter((each) => !failed.has(each));
    for (const each of arrived) await this.#removeOthers(each);
    return arrived.map((each) => ({ ...each, files: digests.get(each) ?? [] }));
  }

  async #uploadFile({ draft }: OpenRecord, { path, localPath, digest }: HashedFile): Promise<void> {
    const { bytes, sha256 } = digest;
    if (draft.files.some((file) => file.path === path && file.sha256 === sha256)) return;
    const source = { localPath, bytes, metadata: { draft: draft.id, path, sha256 } };
    await new TusUpload(this.#platform, source).send();
  }

  /** Files that the record named in an earlier run. */
  async #removeOthers({ record, draft }: OpenRecord): Promise<void> {
    const others = draft.files.filter(({ path }) => !record.files.some((file) => file.path === path));
    for (const { path } of others) await removeDraftFile(this.#platform.api, draft.id, path);
  }

  async #publish(uploaded: readonly UploadedRecord[], plan: ImportPlan): Promise<void> {
    if (uploaded.length === 0) return;
    const { organizationId } = this.#options;
    const entries = await prepareBatch(
      this.#platform,
      uploaded.map(({ record, draft, files }): ExpectedDraft => {
        return { draftId: draft.id, asked: { request: { ...record.content, organizationId }, files } };
      }),
    );
    const byDraft = new Map(uploaded.map((each) => [each.draft.id, each.record]));
    const prepared = entries.flatMap((entry) => {
      if ('prepared' in entry) return [entry.prepared];
      const record = byDraft.get(entry.draftId);
      if ('leafIndex' in entry) this.#existing += 1;
      else if (record !== undefined) plan.report(problemOf(record, entry.problem));
      return [];
    });
    if (prepared.length === 0) return;
    await this.#publishSigned(await signBatch(this.#platform, prepared), byDraft);
  }

  async #publishSigned(signed: SignedBatch, byDraft: ReadonlyMap<string, PlannedRecord>): Promise<void> {
    const { journal } = this.#options;
    await journal.write({ ...signed, draftIds: [...signed.draftIds], statements: [...signed.statements] });
    const published = await publishBatch(this.#platform, signed);
    await journal.clear();
    for (const [at, { assetId, leafIndex }] of published.entries()) {
      const record = byDraft.get(signed.draftIds[at] ?? '');
      if (record === undefined) continue;
      const { row, externalId } = record;
      this.#assets.push({ row, externalId, assetId, leafIndex });
    }
  }
}

function problemOf({ row }: PlannedRecord, { field, message }: Problem) {
  return { row, column: field ?? null, message };
}

/** A refusal of this one record. @throws the error when the next would meet it too */
function requireOwn(error: unknown): Error {
  if (error instanceof RefusedError && !OF_ALL.includes(error.code)) return error;
  throw error;
}
