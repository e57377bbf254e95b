import { createHash } from 'node:crypto';
import { digestFile } from '@lanran/protocol/files/digest';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import {
  MAX_BATCH_BYTES,
  MAX_BATCHED_FILE_BYTES,
  MAX_BATCHED_FILES,
  MAX_STREAMED_BYTES,
} from '@lanran/protocol/files/upload-batch';
import { FormatError } from '@lanran/protocol/kernel/errors';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { foldersOf, foldPath, parseNewPath } from '@lanran/protocol/kernel/path';
import {
  BadInputError,
  ContentMismatchError,
  EmptyFileError,
  FileAsFolderError,
  LimitExceededError,
  TwinPathError,
} from '../../platform/kernel/errors.ts';
import { type Problem, problemOf } from '../../platform/kernel/problem.ts';
import { sharedBlocks } from '../domain/shared-blocks.ts';
import type { OpenDraft, WholeFile } from '../ports/draft-files.ts';

const SHA256 = /^[0-9a-f]{64}$/;

/** One draft, or drafts of one organization that the files name. */
export type BatchTarget = { readonly draftId: string } | { readonly organizationId: OrganizationId };

export interface ArrivingFile {
  readonly draft?: string | undefined;
  readonly path: string;
  readonly sha256: string;
  /** As announced. */
  readonly bytes: number;
  /** Read before the next file comes, if at all. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** The client is gone in the middle of its request: what came before counts. */
export class BrokenOffError extends Error {}

/** What came of a file of a batch. */
export interface ReceivedOutcome {
  readonly path: string;
  /** Null: the draft has it. */
  readonly problem: Problem | null;
}

/** A file that is on the staging disk. */
export interface StreamedFile extends WholeFile {
  /** Its place in the request, from 0. */
  readonly at: number;
}

/** A file in memory. */
export interface SmallFile {
  readonly at: number;
  readonly draftId: string;
  readonly path: string;
  readonly digest: FileDigest;
  readonly plain: Uint8Array;
}

/** What has come of one request. */
export class FileBatch {
  readonly owner: OrganizationId;
  readonly small: SmallFile[] = [];
  readonly streamed: StreamedFile[] = [];
  /** Those drafts that were asked for, by their ids. */
  readonly open = new Map<string, OpenDraft>();
  readonly #target: BatchTarget;
  readonly #names: string[] = [];
  readonly #problems = new Map<number, Problem>();
  readonly #paths = new Map<string, PathsOfDraft>();
  #smallBytes = 0;
  #streamedBytes = 0;

  constructor(owner: OrganizationId, target: BatchTarget) {
    this.owner = owner;
    this.#target = target;
  }

  /** @returns the file's place in the request. @throws LimitExceededError */
  begin({ path, bytes }: Pick<ArrivingFile, 'path' | 'bytes'>): number {
    if (bytes <= MAX_BATCHED_FILE_BYTES) this.#smallBytes += bytes;
    else this.#streamedBytes += bytes;
    const fits = this.#smallBytes <= MAX_BATCH_BYTES && this.#streamedBytes <= MAX_STREAMED_BYTES;
    if (this.#names.length < MAX_BATCHED_FILES && fits) return this.#names.push(path) - 1;
    throw new LimitExceededError(
      `At most ${MAX_BATCHED_FILES} files go into one request; of those up to ${MAX_BATCHED_FILE_BYTES} bytes ${MAX_BATCH_BYTES} bytes in all, of larger ones ${MAX_STREAMED_BYTES}. Make several requests.`,
    );
  }

  /** @throws the error itself when it concerns the other files as well */
  refuse(at: number, error: unknown): void {
    this.#problems.set(at, problemOf(error));
  }

  /** Reads a small file into memory. @throws BadInputError, EmptyFileError, ContentMismatchError, TwinPathError, FileAsFolderError */
  async gather(at: number, file: ArrivingFile): Promise<SmallFile> {
    const plain = await gatherBytes(file);
    const { draftId, path } = this.placeOf(file);
    if (plain.length === 0) throw new EmptyFileError(path);
    const digest = await digestFile([plain], { createSha256: () => createHash('sha256') });
    if (digest.sha256 !== file.sha256)
      throw mismatch(path, { announced: file.sha256, arrived: digest.sha256 });
    this.takePath(draftId, path);
    return { at, draftId, path, digest, plain };
  }

  /** @throws BadInputError */
  placeOf({ draft, path, sha256 }: Omit<ArrivingFile, 'content'>) {
    const draftId = this.#draftOf(draft);
    const parsed = parsePath(path);
    if (!SHA256.test(sha256))
      throw new BadInputError('sha256', `${parsed}: must be 64 lower-case hex digits`);
    return { draftId, path: parsed };
  }

  /** No disk holds them all otherwise, as no draft does with files that came before. @throws BadInputError, TwinPathError, FileAsFolderError */
  takePath(draftId: string, path: string): void {
    const paths = this.#paths.get(draftId) ?? new PathsOfDraft();
    this.#paths.set(draftId, paths);
    paths.take(path);
  }

  outcomes(): ReceivedOutcome[] {
    return this.#names.map((path, at) => ({ path, problem: this.#problems.get(at) ?? null }));
  }

  /** @throws BadInputError */
  #draftOf(draft: string | undefined): string {
    const draftId = 'draftId' in this.#target ? this.#target.draftId : draft;
    if (draftId === undefined) throw new BadInputError('draft', 'name the draft in the line of each file');
    if (draft === undefined || draft === draftId) return draftId;
    throw new BadInputError('draft', `${draft} is not the draft that the request names.`);
  }
}

export function mismatch(
  path: string,
  { announced, arrived }: { readonly announced: string; readonly arrived: string },
): ContentMismatchError {
  return new ContentMismatchError(
    `${path}: sha256 ${announced} was announced, but what arrived has ${arrived}. Upload it again.`,
  );
}

async function gatherBytes({ bytes, content }: ArrivingFile): Promise<Uint8Array> {
  const gathered = Buffer.allocUnsafe(bytes);
  let filled = 0;
  for await (const portion of content) {
    gathered.set(portion, filled);
    filled += portion.length;
    sharedBlocks.giveBack(portion);
  }
  return gathered;
}

function parsePath(path: string): string {
  try {
    return parseNewPath(path);
  } catch (error) {
    if (error instanceof FormatError) throw new BadInputError('path', error.message);
    throw error;
  }
}

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
