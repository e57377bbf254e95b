import { createHash } from 'node:crypto';
import { digestFile } from '@lanran/protocol/digest';
import { FormatError } from '@lanran/protocol/errors';
import { parsePath } from '@lanran/protocol/manifest';
import { type Actor, canActFor } from '../domain/actor.ts';
import {
  BadInputError,
  ConflictError,
  ContentMismatchError,
  LimitExceededError,
  NotFoundError,
  SignInRequiredError,
} from '../domain/errors.ts';
import type { DraftFiles } from '../ports/draft-files.ts';
import type { StagedUpload, StagingArea } from '../ports/staging-area.ts';

const SHA256 = /^[0-9a-f]{64}$/;

/** What a client says of a file before it sends it; everything unchecked. */
export interface UploadAnnouncement {
  readonly uploadId: string;
  readonly draftId: string | null;
  readonly path: string | null;
  readonly sha256: string | null;
  /** Null when the client did not say. */
  readonly bytes: number | null;
}

export interface UploadsServiceOptions {
  readonly drafts: DraftFiles;
  readonly staging: StagingArea;
  readonly maxFileBytes: number;
}

/** Files on their way into drafts: announced, received in portions, hashed in one pass once whole. */
export class UploadsService {
  readonly #options: UploadsServiceOptions;
  /** Finishing in progress, so that a repeat waits for the first instead of hashing too. */
  readonly #finishing = new Map<string, Promise<void>>();

  constructor(options: UploadsServiceOptions) {
    this.#options = options;
  }

  /** Lets an upload begin. A newer upload of the same path takes the place of the older. */
  async begin(actor: Actor, announcement: UploadAnnouncement): Promise<void> {
    const { drafts, staging, maxFileBytes } = this.#options;
    const { uploadId, draftId, path, sha256, bytes } = parseAnnouncement(announcement);
    await this.#requireEditor(actor, draftId);
    if (bytes > maxFileBytes) {
      throw new LimitExceededError(
        `Upload-Length: a file may have at most ${maxFileBytes} bytes, ${path} has ${bytes}.`,
      );
    }
    if (sha256 !== null && !SHA256.test(sha256)) {
      throw new BadInputError('Upload-Metadata sha256', 'must be 64 lower-case hex digits');
    }
    await staging.ensureRoom(bytes);
    const replaced = await drafts.announce(draftId, { path, uploadId, bytes });
    if (replaced !== null) await staging.remove(replaced);
  }

  /** The actor's own upload; what is not theirs does not exist for them. */
  async get(actor: Actor, uploadId: string): Promise<StagedUpload> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const upload = await this.#options.staging.find(uploadId);
    if (upload === null) throw new NotFoundError(`Upload ${uploadId}`);
    const owner = await this.#options.drafts.findOwner(upload.draftId);
    if (owner === null || !canActFor(actor, owner)) throw new NotFoundError(`Upload ${uploadId}`);
    return upload;
  }

  /**
   * Hashes an upload that has arrived whole and records it in its draft; one that has not is left alone. Harmless to
   * repeat, which is how an upload ends whose last answer was lost in a crash.
   */
  async finish(uploadId: string): Promise<void> {
    const running = this.#finishing.get(uploadId);
    if (running !== undefined) return running;
    const finishing = this.#finish(uploadId).finally(() => this.#finishing.delete(uploadId));
    this.#finishing.set(uploadId, finishing);
    return finishing;
  }

  /** Takes an upload out of its draft; its bytes are the caller's, or the next sweep's, to remove. */
  async withdraw(actor: Actor, uploadId: string): Promise<void> {
    const upload = await this.get(actor, uploadId);
    await this.#options.drafts.withdraw(upload.draftId, uploadId);
  }

  /**
   * Removes what no unpublished draft holds any more; returns how many uploads that were. Run it before uploads are
   * served: one that is just being created is not held yet.
   */
  async sweep(): Promise<number> {
    const { drafts, staging } = this.#options;
    let removed = 0;
    for (const uploadId of await staging.list()) {
      const upload = await staging.find(uploadId);
      if (upload !== null && (await drafts.holdsUpload(upload.draftId, uploadId))) continue;
      await staging.remove(uploadId);
      removed++;
    }
    return removed;
  }

  async #finish(uploadId: string): Promise<void> {
    const { drafts, staging } = this.#options;
    const upload = await staging.find(uploadId);
    if (upload === null) throw new NotFoundError(`Upload ${uploadId}`);
    if (upload.receivedBytes !== upload.bytes) return;
    const digest = await digestFile(staging.read(uploadId), { createSha256: () => createHash('sha256') });
    if (upload.sha256 !== null && digest.sha256 !== upload.sha256) {
      await drafts.withdraw(upload.draftId, uploadId);
      await staging.remove(uploadId);
      throw new ContentMismatchError(
        `${upload.path}: sha256 ${upload.sha256} was announced, but what arrived has ${digest.sha256}. Upload it again.`,
      );
    }
    if (await drafts.complete(upload.draftId, uploadId, digest)) return;
    await staging.remove(uploadId);
    throw new ConflictError(
      `${upload.path} was uploaded anew meanwhile, or taken out of the draft; this upload was dropped.`,
    );
  }

  async #requireEditor(actor: Actor, draftId: string): Promise<void> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const owner = await this.#options.drafts.findOwner(draftId);
    if (owner === null || !canActFor(actor, owner)) throw new NotFoundError(`Draft ${draftId}`);
  }
}

function parseAnnouncement(announcement: UploadAnnouncement) {
  const { draftId, path, bytes } = announcement;
  if (draftId === null || draftId === '')
    throw new BadInputError('Upload-Metadata draft', 'name the draft the file is for');
  if (path === null)
    throw new BadInputError('Upload-Metadata path', 'name the path of the file within the asset');
  if (bytes === null) throw new BadInputError('Upload-Length', 'say how many bytes the file has');
  try {
    return { ...announcement, draftId, bytes, path: parsePath(path) };
  } catch (error) {
    if (error instanceof FormatError) throw new BadInputError('Upload-Metadata', error.message);
    throw error;
  }
}
