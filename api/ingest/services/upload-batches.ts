import { createHash } from 'node:crypto';
import { digestFile } from '@lanran/protocol/files/digest';
import {
  MAX_BATCH_BYTES,
  MAX_BATCHED_FILE_BYTES,
  MAX_BATCHED_FILES,
} from '@lanran/protocol/files/upload-batch';
import { FormatError } from '@lanran/protocol/kernel/errors';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import { foldersOf, foldPath, parseNewPath } from '@lanran/protocol/kernel/path';
import type { KeyedMutex } from '../../platform/concurrency/keyed-mutex.ts';
import { type Actor, canActFor } from '../../platform/kernel/actor.ts';
import {
  BadInputError,
  ContentMismatchError,
  EmptyFileError,
  FileAsFolderError,
  FileTooLargeError,
  LimitExceededError,
  NotFoundError,
  TooManyRequestsError,
  TwinPathError,
  UnavailableError,
} from '../../platform/kernel/errors.ts';
import type { FailPoints } from '../../platform/kernel/fail-points.ts';
import { type Problem, problemOf } from '../../platform/kernel/problem.ts';
import { repairedAsset } from '../domain/repair-upload.ts';
import type { DraftFiles, OpenDraft, WholeFile } from '../ports/draft-files.ts';
import type { StagedContent, StagingArea } from '../ports/staging-area.ts';
import type { Quota } from './quota.ts';

const SHA256 = /^[0-9a-f]{64}$/;
/** Of one organization: each holds up to 8 MiB in memory. */
const MOST_AT_ONCE = 8;
const ASKED_AT_ONCE = 8;

/** One draft, or drafts of one organization that the files name. */
export type BatchTarget = { readonly draftId: string } | { readonly organizationId: OrganizationId };

export interface ReceivedFile {
  readonly draft?: string | undefined;
  readonly path: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** What came of a file of a batch. */
export interface ReceivedOutcome {
  readonly path: string;
  /** Null: the draft has it. */
  readonly problem: Problem | null;
}

export interface UploadBatchesOptions {
  readonly drafts: Pick<DraftFiles, 'addWhole' | 'findOpen' | 'holdsUpload'>;
  readonly staging: Pick<StagingArea, 'addBatch' | 'ensureRoom' | 'remove'>;
  readonly quota: Quota | null;
  readonly turns: KeyedMutex<OrganizationId>;
  readonly failPoints: FailPoints;
  /** @returns whose draft it is. @throws SignInRequiredError, NotFoundError */
  readonly requireEditor: (actor: Actor, draftId: string) => Promise<OrganizationId>;
}

/** Small files that come whole, many in one request: together on disk by one sync, in their drafts by a few commands. */
export class UploadBatches {
  readonly #options: UploadBatchesOptions;
  /** Requests whose files are in memory. */
  readonly #underWay = new Map<OrganizationId, number>();

  constructor(options: UploadBatchesOptions) {
    this.#options = options;
  }

  /**
   * A file that is refused leaves the others alone. In the order of the files.
   * @param read takes the files into memory, once it is known who may send them
   * @throws NotFoundError, QuotaExceededError, LimitExceededError: then no draft has any of them; StorageFullError,
   * UnavailableError: they may have some, and the request can be sent again
   */
  async receive(
    actor: Actor,
    target: BatchTarget,
    read: () => Promise<readonly ReceivedFile[]>,
  ): Promise<ReceivedOutcome[]> {
    const owner = await this.#requireOwner(actor, target);
    const underWay = this.#underWay.get(owner) ?? 0;
    if (underWay >= MOST_AT_ONCE)
      throw new TooManyRequestsError(
        `At most ${MOST_AT_ONCE} requests of files at once for an organization. Wait until one has ended.`,
      );
    this.#underWay.set(owner, underWay + 1);
    try {
      return await this.#receive(owner, target, await read());
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

  async #receive(
    owner: OrganizationId,
    target: BatchTarget,
    files: readonly ReceivedFile[],
  ): Promise<ReceivedOutcome[]> {
    requireFit(files);
    const named = files.flatMap(({ draft }) => draft ?? []);
    const ids = 'draftId' in target ? [target.draftId] : [...new Set(named)];
    const open = await this.#options.drafts.findOpen(ids);
    const problems = new Map<number, Problem>();
    const contents: StagedContent[] = [];
    const places: number[] = [];
    const paths = new Map<string, PathsOfDraft>();
    for (const [at, file] of files.entries()) {
      try {
        const draftId = draftOf(file, target);
        const content = await contentOf(file, { draftId, isPrivate: isPrivate(draftId, open, owner) });
        const ofDraft = paths.get(draftId) ?? new PathsOfDraft();
        paths.set(draftId, ofDraft);
        ofDraft.take(content.path);
        contents.push(content);
        places.push(at);
      } catch (error) {
        problems.set(at, problemOf(error));
      }
    }
    const refused = contents.length === 0 ? [] : await this.#take(owner, contents);
    for (const [place, error] of refused.entries())
      if (error !== null) problems.set(places[place] ?? 0, problemOf(error));
    return files.map(({ path }, at) => ({ path, problem: problems.get(at) ?? null }));
  }

  /** @returns what refused each, or null */
  async #take(owner: OrganizationId, contents: readonly StagedContent[]): Promise<readonly (Error | null)[]> {
    const { drafts, staging, quota, turns, failPoints } = this.#options;
    const bytes = contents.reduce((sum, { plain }) => sum + plain.length, 0);
    const [{ draftId, path } = { draftId: '', path: '' }] = contents;
    await turns.take(owner, async () => {
      await quota?.requireRoom(owner, { draftId, path, bytes });
      await staging.ensureRoom(bytes);
    });
    const uploadIds = await staging.addBatch(contents);
    const wholes = contents.map(({ draftId: draft, path: name, digest }, at): WholeFile => ({
      draftId: draft,
      path: name,
      uploadId: uploadIds[at] ?? '',
      digest,
    }));
    try {
      const outcomes = await drafts.addWhole(wholes);
      await failPoints.reach('batch-taken');
      for (const uploadId of outcomes.flatMap(({ leftovers }) => leftovers)) await staging.remove(uploadId);
      return outcomes.map(({ refusal }) => refusal);
    } catch (error) {
      await this.#removeUnheld(wholes, error);
      throw error;
    }
  }

  /** What a database that did not answer was told it may do yet: then the bytes stay until it is known that no draft holds them. */
  async #removeUnheld(files: readonly WholeFile[], failure: unknown): Promise<void> {
    if (failure instanceof UnavailableError) return;
    const { drafts, staging } = this.#options;
    await inParallel(files, ASKED_AT_ONCE, async ({ draftId, uploadId }) => {
      if (!(await drafts.holdsUpload(draftId, uploadId))) await staging.remove(uploadId);
    });
  }
}

/** No disk holds them all otherwise, as no draft does with files that came before. */
class PathsOfDraft {
  readonly #files = new Map<string, string>();
  /** With one file in each. */
  readonly #folders = new Map<string, string>();

  /** @throws BadInputError, TwinPathError, FileAsFolderError */
  take(path: string): void {
    const place = foldPath(path);
    const twin = this.#files.get(place);
    if (twin === path) throw new BadInputError('path', `${JSON.stringify(path)} comes twice. Send it once.`);
    if (twin !== undefined) throw new TwinPathError(path, twin);
    const folders = foldersOf(path).map(foldPath);
    const above = folders.map((folder) => this.#files.get(folder)).find((file) => file !== undefined);
    const clash = above ?? this.#folders.get(place);
    if (clash !== undefined) throw new FileAsFolderError(path, clash);
    this.#files.set(place, path);
    for (const folder of folders) this.#folders.set(folder, path);
  }
}

function requireFit(files: readonly ReceivedFile[]): void {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (files.length <= MAX_BATCHED_FILES && bytes <= MAX_BATCH_BYTES) return;
  throw new LimitExceededError(
    `At most ${MAX_BATCHED_FILES} files and ${MAX_BATCH_BYTES} bytes go into one request; these are ${files.length} files and ${bytes} bytes. Make several requests.`,
  );
}

/** @throws BadInputError, EmptyFileError, FileTooLargeError, ContentMismatchError */
async function contentOf(
  { path, sha256, bytes }: ReceivedFile,
  draft: Pick<StagedContent, 'draftId' | 'isPrivate'>,
): Promise<StagedContent> {
  const parsed = parsePath(path);
  if (!SHA256.test(sha256)) throw new BadInputError('sha256', `${parsed}: must be 64 lower-case hex digits`);
  if (bytes.length === 0) throw new EmptyFileError(parsed);
  if (bytes.length > MAX_BATCHED_FILE_BYTES)
    throw new FileTooLargeError(parsed, { mostBytes: MAX_BATCHED_FILE_BYTES, bytes: bytes.length });
  const digest = await digestFile([bytes], { createSha256: () => createHash('sha256') });
  if (digest.sha256 !== sha256)
    throw new ContentMismatchError(
      `${parsed}: sha256 ${sha256} was announced, but what arrived has ${digest.sha256}. Upload it again.`,
    );
  return { ...draft, path: parsed, digest, plain: bytes };
}

/** @throws BadInputError */
function draftOf({ draft }: ReceivedFile, target: BatchTarget): string {
  const draftId = 'draftId' in target ? target.draftId : draft;
  if (draftId === undefined) throw new BadInputError('draft', 'name the draft in the line of each file');
  if (draft === undefined || draft === draftId) return draftId;
  throw new BadInputError('draft', `${draft} is not the draft that the request names.`);
}

/** @throws NotFoundError, also for a draft of another organization */
function isPrivate(draftId: string, open: ReadonlyMap<string, OpenDraft>, owner: OrganizationId): boolean {
  const draft = open.get(draftId);
  if (draft?.organizationId !== owner) throw new NotFoundError(`Draft ${draftId}`);
  return draft.access !== 'OPEN';
}

function parsePath(path: string): string {
  try {
    return parseNewPath(path);
  } catch (error) {
    if (error instanceof FormatError) throw new BadInputError('path', error.message);
    throw error;
  }
}
