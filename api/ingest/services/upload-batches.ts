import { MAX_BATCHED_FILE_BYTES, MAX_STREAMED_FILE_BYTES } from '@lanran/protocol/files/upload-batch';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import type { Mutex } from '../../platform/concurrency/mutex.ts';
import { type Actor, canActFor } from '../../platform/kernel/actor.ts';
import {
  BadInputError,
  FileTooLargeError,
  NotFoundError,
  TooManyRequestsError,
  UnavailableError,
} from '../../platform/kernel/errors.ts';
import type { FailPoints } from '../../platform/kernel/fail-points.ts';
import { repairedAsset } from '../domain/repair-upload.ts';
import type { DraftFiles } from '../ports/draft-files.ts';
import type { StagedContent, StagingArea } from '../ports/staging-area.ts';
import {
  type ArrivingFile,
  type BatchTarget,
  BrokenOffError,
  FileBatch,
  mismatch,
  type ReceivedOutcome,
  type StreamedFile,
} from './file-batch.ts';
import type { FileToCome, Quota } from './quota.ts';

/** Of one organization: each holds small files of up to 8 MiB in memory, and a few blocks of a larger one. */
const MOST_AT_ONCE = 8;
const ASKED_AT_ONCE = 8;

export interface UploadBatchesOptions {
  readonly drafts: Pick<DraftFiles, 'addWhole' | 'findOpen' | 'holdsUpload'>;
  readonly staging: Pick<StagingArea, 'addBatch' | 'ensureRoom' | 'receive' | 'remove'>;
  readonly quota: Quota | null;
  readonly turns: Mutex<OrganizationId>;
  readonly failPoints: FailPoints;
  /** @returns whose draft it is. @throws SignInRequiredError, NotFoundError */
  readonly requireEditor: (actor: Actor, draftId: string) => Promise<OrganizationId>;
}

/**
 * Files that come whole, many in one request, in their drafts by a few commands. Small ones wait in memory and are together on disk by
 * one sync; a larger one goes to the disk as it comes.
 */
export class UploadBatches {
  readonly #options: UploadBatchesOptions;
  /** Requests whose files arrive. */
  readonly #underWay = new Map<OrganizationId, number>();

  constructor(options: UploadBatchesOptions) {
    this.#options = options;
  }

  /**
   * A file that is refused leaves the others alone. In the order of the files.
   * @param read is asked once it is known who may send them
   * @throws NotFoundError, QuotaExceededError, LimitExceededError: then no draft has any of them; StorageFullError,
   * UnavailableError, BrokenOffError: they may have some, and the request can be sent again
   */
  async receive(
    actor: Actor,
    target: BatchTarget,
    read: () => AsyncIterable<ArrivingFile>,
  ): Promise<ReceivedOutcome[]> {
    const owner = await this.#requireOwner(actor, target);
    const underWay = this.#underWay.get(owner) ?? 0;
    if (underWay >= MOST_AT_ONCE)
      throw new TooManyRequestsError(
        `At most ${MOST_AT_ONCE} requests of files at once for an organization. Wait until one has ended.`,
      );
    this.#underWay.set(owner, underWay + 1);
    try {
      return await this.#receive(new FileBatch(owner, target), read());
    } finally {
      const left = (this.#underWay.get(owner) ?? 1) - 1;
      if (left === 0) this.#underWay.delete(owner);
      else this.#underWay.set(owner, left);
    }
  }

  async #requireOwner(actor: Actor, target: BatchTarget): Promise<OrganizationId> {
    if ('draftId' in target) {
      if (repairedAsset(target.draftId) !== null)
        throw new BadInputError('draft', 'files are brought back one by one, by an upload each.');
      return this.#options.requireEditor(actor, target.draftId);
    }
    const { organizationId } = target;
    if (!canActFor(actor, organizationId)) throw new NotFoundError(`Organization ${organizationId}`);
    return organizationId;
  }

  async #receive(batch: FileBatch, files: AsyncIterable<ArrivingFile>): Promise<ReceivedOutcome[]> {
    try {
      for await (const file of files) await this.#read(batch, file);
    } catch (error) {
      if (error instanceof BrokenOffError) await this.#take(batch);
      else await this.#removeUnheld(batch.streamed, error);
      throw error;
    }
    await this.#take(batch);
    return batch.outcomes();
  }

  async #read(batch: FileBatch, file: ArrivingFile): Promise<void> {
    const at = batch.begin(file);
    try {
      if (file.bytes <= MAX_BATCHED_FILE_BYTES) batch.small.push(await batch.gather(at, file));
      else batch.streamed.push(await this.#stream(batch, at, file));
    } catch (error) {
      batch.refuse(at, error);
    }
  }

  async #stream(batch: FileBatch, at: number, file: ArrivingFile): Promise<StreamedFile> {
    const { staging } = this.#options;
    const { bytes, sha256, content } = file;
    const { draftId, path } = batch.placeOf(file);
    if (bytes > MAX_STREAMED_FILE_BYTES)
      throw new FileTooLargeError(path, { mostBytes: MAX_STREAMED_FILE_BYTES, bytes });
    const [isPrivate] = await this.#findPrivate(batch, [draftId]);
    if (isPrivate === undefined) throw new NotFoundError(`Draft ${draftId}`);
    batch.takePath(draftId, path);
    await this.#requireRoom(batch.owner, { draftId, path, bytes });
    const staged = await staging.receive({ draftId, isPrivate, path, sha256, bytes }, content);
    const { uploadId, digest } = staged;
    if (digest.sha256 === sha256) return { at, draftId, path, uploadId, digest };
    await staging.remove(uploadId);
    throw mismatch(path, { announced: sha256, arrived: digest.sha256 });
  }

  /** @returns for each draft whether its files are encrypted; undefined for one that isn't open, or of another organization */
  async #findPrivate(
    { open, owner }: FileBatch,
    draftIds: readonly string[],
  ): Promise<(boolean | undefined)[]> {
    const unknown = [...new Set(draftIds)].filter((draftId) => !open.has(draftId));
    if (unknown.length > 0)
      for (const [draftId, draft] of await this.#options.drafts.findOpen(unknown)) open.set(draftId, draft);
    return draftIds.map((draftId) => {
      const draft = open.get(draftId);
      return draft?.organizationId === owner ? draft.access !== 'OPEN' : undefined;
    });
  }

  async #requireRoom(owner: OrganizationId, file: FileToCome): Promise<void> {
    const { staging, quota, turns } = this.#options;
    await turns.take(owner, async () => {
      await quota?.requireRoom(owner, file);
      await staging.ensureRoom(file.bytes);
    });
  }

  /** Puts what has come whole into its drafts. */
  async #take(batch: FileBatch): Promise<void> {
    const { drafts, staging, failPoints } = this.#options;
    let arrived: readonly StreamedFile[] = batch.streamed;
    try {
      arrived = [...(await this.#stageSmall(batch)), ...batch.streamed];
      if (arrived.length === 0) return;
      const additions = await drafts.addWhole(arrived);
      await failPoints.reach('batch-taken');
      for (const uploadId of additions.flatMap(({ leftovers }) => leftovers)) await staging.remove(uploadId);
      for (const [index, { refusal }] of additions.entries())
        if (refusal !== null) batch.refuse(arrived[index]?.at ?? 0, refusal);
    } catch (error) {
      await this.#removeUnheld(arrived, error);
      throw error;
    }
  }

  async #stageSmall(batch: FileBatch): Promise<StreamedFile[]> {
    const { small, owner } = batch;
    const sealing = await this.#findPrivate(
      batch,
      small.map(({ draftId }) => draftId),
    );
    const contents: (StagedContent & { readonly at: number })[] = [];
    for (const [index, file] of small.entries()) {
      const isPrivate = sealing[index];
      if (isPrivate === undefined) batch.refuse(file.at, new NotFoundError(`Draft ${file.draftId}`));
      else contents.push({ ...file, isPrivate });
    }
    const [first] = contents;
    if (first === undefined) return [];
    const bytes = contents.reduce((sum, { plain }) => sum + plain.length, 0);
    await this.#requireRoom(owner, { draftId: first.draftId, path: first.path, bytes });
    const uploadIds = await this.#options.staging.addBatch(contents);
    return contents.map(({ at, draftId, path, digest }, index) => {
      return { at, draftId, path, uploadId: uploadIds[index] ?? '', digest };
    });
  }

  /** What a database that did not answer was told it may do yet: then the bytes stay until it is known that no draft holds them. */
  async #removeUnheld(files: readonly StreamedFile[], failure: unknown): Promise<void> {
    if (failure instanceof UnavailableError) return;
    const { drafts, staging } = this.#options;
    await inParallel(files, ASKED_AT_ONCE, async ({ draftId, uploadId }) => {
      if (!(await drafts.holdsUpload(draftId, uploadId))) await staging.remove(uploadId);
    });
  }
}
