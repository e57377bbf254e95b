import type { FileDigest } from '@lanran/protocol/file-digest';
import type { OrganizationId } from '@lanran/protocol/ids';
import { inParallel } from '@lanran/protocol/in-parallel';
import { type ExpectedDraft, prepareBatch, publishBatch, type SignedBatch } from '../batch-publishing.ts';
import { RefusedError } from '../errors.ts';
import { importDrafts, type ImportedDraft, type Problem } from '../importing.ts';
import type { Platform } from '../platform.ts';
import type { PreparedPublication } from '../publishing.ts';
import { removeDraftFile } from '../revising.ts';
import type { ImportFile } from './import-folder.ts';
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
  /** A batch is over; `done` records are, in all. */
  | { readonly kind: 'batch'; readonly done: number };

export interface ImportActOptions<File extends ImportFile> {
  readonly organizationId: OrganizationId;
  /** Records under one signature. */
  readonly batchSize: number;
  readonly keeper: SignedBatchKeeper;
  hash(file: File): Promise<FileDigest>;
  send(file: SentFile<File>): Promise<void>;
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
      if (!(error instanceof RefusedError && OVERTAKEN.includes(error.code))) throw error;
    }
    await keeper.clear();
  }

  async #importBatch(records: readonly PlannedRecord<File>[], plan: ImportPlan<File>): Promise<void> {
    const { organizationId } = this.#options;
    const imported = await importDrafts(
      this.#platform.api,
      organizationId,
      records.map(({ externalId, content }) => ({ externalId, request: { ...content, organizationId } })),
    );
    const open = records.flatMap((record, at) => this.#openOf(record, imported[at], plan));
    const files = open.reduce((sum, { record }) => sum + record.files.length, 0);
    if (open.length > 0)
      this.#options.hear({ kind: 'uploading', records: open.map(({ record }) => record), files });
    const uploaded = await this.#upload(open, plan);
    await this.#publish(uploaded, plan);
  }

  #openOf(
    record: PlannedRecord<File>,
    answer: ImportedDraft | undefined,
    plan: ImportPlan<File>,
  ): OpenRecord<File>[] {
    if (answer?.problem != null) plan.report(problemOf(record, answer.problem));
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
    const works = open.flatMap((each) => each.record.files.map((file) => ({ each, file })));
    await inParallel(works, UPLOADS_AT_ONCE, async ({ each, file }) => {
      if (failed.has(each)) return;
      try {
        const digest = await this.#options.hash(file);
        await this.#uploadFile(each, file, digest);
        const arrived = digests.get(each) ?? [];
        arrived.push({ path: file.path, digest });
        if (arrived.length === each.record.files.length)
          this.#options.hear({ kind: 'arrived', record: each.record });
      } catch (error) {
        failed.add(each);
        const { code, message } = requireOwn(error);
        plan.report({ row: each.record.row, column: 'files', code, message });
      }
    });
    const arrived = open.filter((each) => !failed.has(each));
    for (const each of arrived) await this.#removeOthers(each);
    return arrived.map((each) => ({ ...each, files: digests.get(each) ?? [] }));
  }

  async #uploadFile({ draft }: OpenRecord<File>, file: File, digest: FileDigest): Promise<void> {
    const isThere = draft.files.some(({ path, sha256 }) => path === file.path && sha256 === digest.sha256);
    if (!isThere) await this.#options.send({ file, draftId: draft.id, digest });
  }

  /** Files that the record named in an earlier run. */
  async #removeOthers({ record, draft }: OpenRecord<File>): Promise<void> {
    const others = draft.files.filter(({ path }) => !record.files.some((file) => file.path === path));
    for (const { path } of others) await removeDraftFile(this.#platform.api, draft.id, path);
  }

  async #publish(uploaded: readonly UploadedRecord<File>[], plan: ImportPlan<File>): Promise<void> {
    if (uploaded.length === 0) return;
    const { organizationId } = this.#options;
    const entries = await prepareBatch(
      this.#platform,
      uploaded.map(({ record, draft, files }): ExpectedDraft => {
        return { draftId: draft.id, asked: { request: { ...record.content, organizationId }, files } };
      }),
    );
    const byDraft = new Map(uploaded.map(({ draft, record }) => [draft.id, { draft, record }]));
    const prepared = entries.flatMap((entry) => {
      if ('prepared' in entry) return [entry.prepared];
      const open = byDraft.get(entry.draftId);
      if (open === undefined) return [];
      if ('leafIndex' in entry) this.#countExisting(open.record, open.draft.assetId);
      else plan.report(problemOf(open.record, entry.problem));
      return [];
    });
    if (prepared.length === 0) return;
    const records = prepared.flatMap(({ draftId }) => byDraft.get(draftId)?.record ?? []);
    await this.#publishSigned(await this.#options.sign(prepared, records), byDraft);
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

function problemOf({ row }: Pick<PlannedRecord, 'row'>, { code, field, message }: Problem) {
  return { row, column: field ?? null, code, message };
}

/** A refusal of this one record. @throws the error when the next would meet it too */
function requireOwn(error: unknown): RefusedError {
  if (error instanceof RefusedError && !OF_ALL.includes(error.code)) return error;
  throw error;
}
