import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync } from 'node:fs';
import { readdir, rm, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { digestFile } from '@lanran/protocol/digest';
import type { FileDigest } from '@lanran/protocol/file-digest';
import { NotFoundError, StorageFullError } from '../../domain/errors.ts';
import type { FailPoints } from '../../ports/fail-points.ts';
import type { StagedUpload, StagingArea } from '../../ports/staging-area.ts';
import { forgetLeaves } from './leaf-file.ts';
import { UploadDigests } from './digests/upload-digests.ts';
import { SharedBlocks } from './shared-blocks.ts';
import { SMALL_BYTES, StagedFileStore } from './staged-file-store.ts';

/** Room left for everything else on the disk: the log, the database, the records of uploads. */
const RESERVED_BYTES = 16 * 1_048_576;
const KEPT_MS = 14 * 86_400_000;
const UPLOAD_ID = /^[0-9a-f]{32}/;

export interface DiskStagingAreaOptions {
  readonly directory: string;
  readonly failPoints: FailPoints;
  readonly reservedBytes?: number;
  /** How long an upload that is not whole is kept after its last byte; two weeks unless given. */
  readonly keptMs?: number;
}

/** The staging folder: the tus server writes into it through `uploads`, the services read it through the port. */
export class DiskStagingArea implements StagingArea {
  readonly #directory: string;
  readonly #reservedBytes: number;
  readonly #keptMs: number;
  readonly #digests = new UploadDigests();
  /** What the tus server stores into. */
  readonly uploads: StagedFileStore;

  constructor(options: DiskStagingAreaOptions) {
    this.#directory = resolve(options.directory);
    this.#reservedBytes = options.reservedBytes ?? RESERVED_BYTES;
    this.#keptMs = options.keptMs ?? KEPT_MS;
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
    this.uploads = new StagedFileStore({
      directory: this.#directory,
      digests: this.#digests,
      blocks: new SharedBlocks(),
      failPoints: options.failPoints,
      keptMs: this.#keptMs,
    });
  }

  pathOf(uploadId: string): string {
    return join(this.#directory, uploadId);
  }

  async find(uploadId: string): Promise<StagedUpload | null> {
    const upload = await this.uploads.findUpload(uploadId);
    if (upload === null) return null;
    const { draft, path, sha256 } = upload.metadata ?? {};
    const { creation_date: touched } = upload;
    if (draft == null || path == null || upload.size === undefined) return null;
    return {
      id: uploadId,
      draftId: draft,
      path,
      sha256: sha256 ?? null,
      bytes: upload.size,
      receivedBytes: upload.offset,
      expiresAt: touched === undefined ? null : new Date(Date.parse(touched) + this.#keptMs),
    };
  }

  async digest(uploadId: string): Promise<FileDigest> {
    const upload = await this.uploads.findUpload(uploadId);
    if (upload === null) throw new NotFoundError(`Upload ${uploadId}`);
    const path = this.pathOf(uploadId);
    const bytes = upload.offset;
    if (bytes > SMALL_BYTES) return this.#digests.finish({ uploadId, path, bytes });
    return digestFile(createReadStream(path), { createSha256: () => createHash('sha256') });
  }

  async remove(uploadId: string): Promise<void> {
    const path = this.pathOf(uploadId);
    this.#digests.drop(uploadId);
    await rm(path, { force: true });
    await forgetLeaves(path);
    await rm(`${path}.json`, { force: true });
    await rm(`${path}.json.tmp`, { force: true });
  }

  async list(): Promise<string[]> {
    const ids = (await readdir(this.#directory)).flatMap((name) => UPLOAD_ID.exec(name) ?? []);
    return [...new Set(ids)];
  }

  async ensureRoom(bytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.#directory);
    if (bavail * bsize - this.#reservedBytes >= bytes) return;
    throw new StorageFullError(
      `The staging disk has no room for ${bytes} more bytes. Free some space, or publish and delete finished drafts.`,
    );
  }

  /** Ends the threads that compute digests. */
  async stop(): Promise<void> {
    await this.#digests.stop();
  }
}
