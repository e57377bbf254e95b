import { FormatError } from '@lanran/protocol/kernel/errors';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { parseNewPath } from '@lanran/protocol/kernel/path';
import { type Actor, canActFor, membershipIn } from '../../platform/kernel/actor.ts';
import {
  BadInputError,
  ConflictError,
  ContentMismatchError,
  EmptyFileError,
  FileTooLargeError,
  NotFoundError,
  SignInRequiredError,
  UnavailableError,
} from '../../platform/kernel/errors.ts';
import { repairedAsset } from '../domain/repair-upload.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { FailPoints } from '../../platform/kernel/fail-points.ts';
import type { DraftFiles, UnfinishedFile } from '../ports/draft-files.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { BatchedUpload, StagedUpload, StagingArea } from '../ports/staging-area.ts';
import type { RepairTarget } from '../ports/repair-target.ts';
import { Quota } from './quota.ts';
import { UploadBatches } from './upload-batches.ts';
import { KEPT_MS, RecentAnswers } from '../../platform/concurrency/recent-answers.ts';
import type { Mutex } from '../../platform/concurrency/mutex.ts';

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

/** A file on its way into a draft. */
export interface UploadUnderWay {
  readonly id: string;
  readonly draftId: string;
  readonly path: string;
  readonly bytes: number;
  readonly receivedBytes: number;
  /** When it is given up unless more of it arrives; null once it is whole and being checked. */
  readonly expiresAt: Date | null;
}

const LISTED_UPLOADS = 100;
/** After which nobody is at work with a batch that no draft holds. */
const UNHELD_MS = 3_600_000;

export interface UploadsServiceOptions {
  readonly drafts: DraftFiles;
  readonly organizations: Pick<OrganizationStore, 'find'>;
  readonly staging: StagingArea;
  /** Where files go whose upload names `repair:<asset id>` instead of a draft. */
  readonly repairs: RepairTarget;
  readonly clock: Clock;
  readonly failPoints: FailPoints;
  readonly maxFileBytes: number;
  /** What one organization may have staged and stored in all; null for as much as the disk takes. */
  readonly quotaBytes: number | null;
  /** Does this process alone take files? Yes unless given. */
  readonly isAlone?: () => boolean;
  /** Announcements of one organization, so that two don't take the same room. */
  readonly turns: Mutex<OrganizationId>;
}

/** Files on their way into drafts: announced, received in portions that are hashed as they arrive. */
export class UploadsService {
  readonly #options: UploadsServiceOptions;
  /** Finishing in progress, so that a repeat waits for the first. */
  readonly #finishing = new Map<string, Promise<void>>();

  /** Of drafts: one that is published or deleted since takes no new file all the same. */
  readonly #owners = new RecentAnswers<OrganizationId>();

  readonly #quota: Quota | null;
  readonly batches: UploadBatches;

  constructor(options: UploadsServiceOptions) {
    this.#options = options;
    const { drafts, organizations, quotaBytes, clock, isAlone = () => true } = options;
    this.#quota =
      quotaBytes === null ? null : new Quota({ drafts, organizations, quotaBytes, isAlone, clock });
    this.batches = new UploadBatches({
      ...options,
      quota: this.#quota,
      requireEditor: (actor, draftId) => this.#requireEditor(actor, draftId),
    });
  }

  /**
   * Lets an upload begin. A newer upload of the same path takes the place of the older: at once of one that is not whole, else when
   * it is whole itself.
   */
  async begin(actor: Actor, announcement: UploadAnnouncement): Promise<void> {
    const { maxFileBytes } = this.#options;
    const parsed = parseAnnouncement(announcement);
    const { draftId, path, sha256, bytes } = parsed;
    const assetId = repairedAsset(draftId);
    const owner = assetId === null ? await this.#requireEditor(actor, draftId) : null;
    if (bytes > maxFileBytes) throw new FileTooLargeError(path, { mostBytes: maxFileBytes, bytes });
    if (sha256 !== null && !SHA256.test(sha256)) {
      throw new BadInputError('Upload-Metadata sha256', 'must be 64 lower-case hex digits');
    }
    if (assetId !== null) {
      await this.#options.repairs.begin(actor, assetId, parsed);
      await this.#options.staging.ensureRoom(bytes);
    }
    // What was published empty may be brought back; a new file without a byte is most often a copy that failed.
    if (assetId === null && bytes === 0) throw new EmptyFileError(path);
    if (owner !== null) await this.#options.turns.take(owner, () => this.#announce(owner, parsed));
  }

  /** The actor's own upload; what is not theirs does not exist for them. */
  async get(actor: Actor, uploadId: string): Promise<StagedUpload> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const upload = await this.#options.staging.find(uploadId);
    if (upload === null) throw new NotFoundError(`Upload ${uploadId}`);
    const assetId = repairedAsset(upload.draftId);
    if (assetId !== null) {
      await this.#options.repairs.requireCarer(actor, assetId);
      return upload;
    }
    const owner = await this.#options.drafts.findOwner(upload.draftId);
    if (owner === null || !canActFor(actor, owner)) throw new NotFoundError(`Upload ${uploadId}`);
    return upload;
  }

  /** Those of an organization's newest drafts, at most 100, for its members. @throws SignInRequiredError, NotFoundError */
  async listUnderWay(actor: Actor, organizationId: OrganizationId): Promise<UploadUnderWay[]> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    if (membershipIn(actor, organizationId) === null)
      throw new NotFoundError(`Organization ${organizationId}`);
    const { drafts, staging } = this.#options;
    const unfinished = await drafts.listUnfinished(organizationId, LISTED_UPLOADS);
    return Promise.all(
      unfinished.map(async ({ draftId, path, uploadId, bytes }) => {
        const staged = await staging.find(uploadId);
        const { receivedBytes = 0, expiresAt = null } = staged ?? {};
        return { id: uploadId, draftId, path, bytes, receivedBytes, expiresAt };
      }),
    );
  }

  /**
   * Records an upload that has arrived whole in its draft, with its hashes; one that has not is left alone. Harmless to
   * repeat, which is how an upload ends whose last answer was lost in a crash.
   */
  async finish(uploadId: string): Promise<void> {
    const running = this.#finishing.get(uploadId);
    if (running !== undefined) return running;
    const finishing = this.#finish(uploadId).finally(() => this.#finishing.delete(uploadId));
    this.#finishing.set(uploadId, finishing);
    return finishing;
  }

  /** Takes an upload out of its draft again that could not be staged; one that was is left alone. */
  async abandonUnstaged({ uploadId, draftId }: Pick<UnfinishedFile, 'uploadId' | 'draftId'>): Promise<void> {
    if ((await this.#options.staging.find(uploadId)) === null)
      await this.#options.drafts.withdraw(draftId, uploadId);
  }

  /** Takes an upload out of its draft; its bytes are the caller's, or the next sweep's, to remove. */
  async withdraw(actor: Actor, uploadId: string): Promise<void> {
    const upload = await this.get(actor, uploadId);
    await this.#options.drafts.withdraw(upload.draftId, uploadId);
  }

  /**
   * Removes what no unpublished draft holds any more, and brings the rest into the form that its draft asks for; returns how
   * many were removed. Run it before uploads are served: one that is just being created is not held yet. `onChecked` hears before each
   * file how many of them all were checked.
   */
  async sweep(onChecked: (checked: number, all: number) => void = () => undefined): Promise<number> {
    const { drafts, staging } = this.#options;
    // A kill came between announcement and staging: nobody can go on with it, and it hides a file that is whole.
    for (const replacement of await drafts.listReplacements()) await this.abandonUnstaged(replacement);
    let removed = 0;
    const staged = await staging.list();
    for (const [checked, uploadId] of staged.entries()) {
      onChecked(checked, staged.length);
      const upload = await staging.find(uploadId);
      const isHeld =
        upload !== null && (isRepairUnderWay(upload) || (await drafts.holdsUpload(upload.draftId, uploadId)));
      if (isHeld) {
        await staging.applyAccess(uploadId);
        continue;
      }
      await staging.remove(uploadId);
      removed++;
    }
    return removed + (await this.#sweepBatches());
  }

  async #sweepBatches(before?: Date): Promise<number> {
    const { drafts, staging } = this.#options;
    let removed = 0;
    for (const batch of await staging.listBatches(before)) {
      for (const draft of new Set(batch.map(({ draftId }) => draftId))) {
        const uploads = batch.filter(({ draftId }) => draftId === draft);
        const held = await findHeld(uploads, ({ draftId, id }) => drafts.holdsUpload(draftId, id));
        if (held !== null) {
          if (before === undefined) await staging.applyAccess(held.id);
          continue;
        }
        for (const { id } of uploads) await staging.remove(id);
        removed += uploads.length;
      }
    }
    return removed;
  }

  async #announce(
    owner: OrganizationId,
    { uploadId, draftId, path, bytes }: ParsedAnnouncement,
  ): Promise<void> {
    const { drafts, staging } = this.#options;
    await this.#quota?.requireRoom(owner, { draftId, path, bytes });
    await staging.ensureRoom(bytes);
    const replaced = await drafts.announce(draftId, { path, uploadId, bytes });
    if (replaced !== null) await staging.remove(replaced);
  }

  /**
   * Gives up what is not whole and has not been sent on for its time, also in its draft, and batches that no draft came to hold;
   * returns how many uploads that were. Nothing is sent to one meanwhile: the tus server refuses it from that moment on.
   */
  async expire(): Promise<number> {
    const { drafts, staging, clock } = this.#options;
    const now = clock.now();
    let expired = 0;
    for (const uploadId of await staging.list()) {
      const upload = await staging.find(uploadId);
      if (upload === null || upload.expiresAt === null || upload.expiresAt >= now) continue;
      await drafts.withdraw(upload.draftId, uploadId);
      await staging.remove(uploadId);
      expired++;
    }
    return expired + (await this.#sweepBatches(new Date(now.getTime() - UNHELD_MS)));
  }

  async #finish(uploadId: string): Promise<void> {
    const { drafts, staging } = this.#options;
    const upload = await staging.find(uploadId);
    if (upload === null) throw new NotFoundError(`Upload ${uploadId}`);
    if (upload.receivedBytes !== upload.bytes) return;
    const digest = await staging.digest(uploadId);
    if (upload.sha256 !== null && digest.sha256 !== upload.sha256) {
      await drafts.withdraw(upload.draftId, uploadId);
      await staging.remove(uploadId);
      throw new ContentMismatchError(
        `${upload.path}: sha256 ${upload.sha256} was announced, but what arrived has ${digest.sha256}. Upload it again.`,
      );
    }
    const assetId = repairedAsset(upload.draftId);
    if (assetId !== null) return this.#repair(upload, assetId, digest);
    const completion = await drafts.complete(upload.draftId, uploadId, digest);
    if (completion?.replaced != null) await staging.remove(completion.replaced);
    if (completion !== null) return;
    await staging.remove(uploadId);
    throw new ConflictError(
      `${upload.path} was uploaded anew meanwhile, or taken out of the draft; this upload was dropped.`,
    );
  }

  /** Where the store is away, what was sent waits for a repeat. */
  async #repair(upload: StagedUpload, assetId: AssetId, digest: FileDigest): Promise<void> {
    const { repairs, staging } = this.#options;
    try {
      await repairs.take(upload, assetId, digest);
    } catch (error) {
      if (error instanceof UnavailableError) throw error;
      await staging.remove(upload.id);
      throw error;
    }
    await staging.remove(upload.id);
  }

  /** As it was a second ago at most; null for a draft that is gone or published. */
  async #ownerOf(draftId: string): Promise<OrganizationId | null> {
    try {
      return await this.#owners.find(draftId, KEPT_MS, async () => {
        const owner = await this.#options.drafts.findOwner(draftId);
        if (owner === null) throw new NotFoundError(`Draft ${draftId}`);
        return owner;
      });
    } catch (error) {
      if (error instanceof NotFoundError) return null;
      throw error;
    }
  }

  async #requireEditor(actor: Actor, draftId: string): Promise<OrganizationId> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const owner = await this.#ownerOf(draftId);
    if (owner === null || !canActFor(actor, owner)) throw new NotFoundError(`Draft ${draftId}`);
    return owner;
  }
}

async function findHeld(
  uploads: readonly BatchedUpload[],
  isHeld: (upload: BatchedUpload) => Promise<boolean>,
): Promise<BatchedUpload | null> {
  for (const upload of uploads) if (await isHeld(upload)) return upload;
  return null;
}

/** One that is whole and not taken yet is sent again: its client was not told that it arrived. */
function isRepairUnderWay({ draftId, receivedBytes, bytes }: StagedUpload): boolean {
  return repairedAsset(draftId) !== null && receivedBytes < bytes;
}

type ParsedAnnouncement = ReturnType<typeof parseAnnouncement>;

function parseAnnouncement(announcement: UploadAnnouncement) {
  const { draftId, path, bytes } = announcement;
  if (draftId === null || draftId === '')
    throw new BadInputError('Upload-Metadata draft', 'name the draft the file is for');
  if (path === null)
    throw new BadInputError('Upload-Metadata path', 'name the path of the file within the asset');
  if (bytes === null) throw new BadInputError('Upload-Length', 'say how many bytes the file has');
  try {
    return { ...announcement, draftId, bytes, path: parseNewPath(path) };
  } catch (error) {
    if (error instanceof FormatError) throw new BadInputError('Upload-Metadata', error.message);
    throw error;
  }
}
