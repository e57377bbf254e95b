import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync } from 'node:fs';
import { readdir, readFile, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { digestFile } from '@lanran/protocol/files/digest';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import { KeyedMutex } from '../../platform/concurrency/keyed-mutex.ts';
import type { Peers } from '../../platform/peers/peers.ts';
import type { SharedLocks } from '../../platform/peers/shared-locks.ts';
import { ContentMismatchError, NotFoundError, StorageFullError } from '../../platform/kernel/errors.ts';
import type { FailPoints } from '../../platform/kernel/fail-points.ts';
import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import { SMALL_PAYLOAD_BYTES } from '../../storage/ports/content-store.ts';
import type {
  BatchedUpload,
  FileInBatch,
  SmallStagedFile,
  StagedContent,
  StagedFile,
  StagedUpload,
  StagingArea,
} from '../ports/staging-area.ts';
import { DamagedPayloadError, sealedBytesOf } from '../../age/payload.ts';
import { RESERVED_BYTES } from '../../platform/process/directory-disk-space.ts';
import { StagedBatches } from './batches/staged-batches.ts';
import { DigestThreads, SEALING_TEAM } from './digests/digest-threads.ts';
import { UploadDigests } from './digests/upload-digests.ts';
import { wholeDigest } from './digests/whole-digest.ts';
import { removeOtherForm, sealUpload, unsealUpload } from './encryption-change.ts';
import { forgetLeaves } from './leaf-hash-file.ts';
import { SealedReceiver } from './encrypted/encrypting-receiver.ts';
import { sealedPathsOf } from './encrypted/encrypted-paths.ts';
import { removeSealed, SealedUpload } from './encrypted/encrypted-upload.ts';
import type { Sealing } from './encrypted/encryption-options.ts';
import { sharedBlocks } from '../domain/shared-blocks.ts';
import { nameFullDisk, SMALL_BYTES, StagedFileStore } from './staged-file-store.ts';
import { type UploadRecord, UploadRecords } from './upload-records.ts';
import { UploadTurns } from './interruptible-uploads.ts';
import { removeFile } from './remove-file.ts';

const READ_AT_ONCE = 8;
const KEPT_MS = 14 * 86_400_000;
const UPLOAD_ID = /^[0-9a-f]{32}/;
const sha256 = { createSha256: () => createHash('sha256') };

export interface DiskStagingAreaOptions {
  readonly directory: string;
  readonly failPoints: FailPoints;
  /** Which uploads are encrypted from their first byte on; none unless given. */
  readonly sealing?: Sealing | null;
  /** Room left for everything else on the disk: the log, the database, the records of uploads. */
  readonly reservedBytes?: number;
  /** How long an upload that is not whole is kept after its last byte; two weeks unless given. */
  readonly keptMs?: number;
  /** The other processes that share the folder; none unless given. */
  readonly sharing?: StagingShared | null;
}

export interface StagingShared {
  readonly peers: Pick<Peers, 'isAlone' | 'onPeers'>;
  readonly locks: Pick<SharedLocks, 'hold' | 'mutex'>;
}

/** The staging folder: the tus server writes into it through `uploads`, the services read it through the port. */
export class DiskStagingArea implements StagingArea {
  readonly #directory: string;
  readonly #reservedBytes: number;
  readonly #keptMs: number;
  readonly #sealing: Sealing | null;
  readonly #records: UploadRecords;
  readonly #turns: UploadTurns;
  readonly #digests = new UploadDigests();
  readonly #payloads = new UploadDigests(new DigestThreads(SEALING_TEAM));
  readonly #batches: StagedBatches;
  readonly #failPoints: FailPoints;
  readonly #isAlone: () => boolean;
  /** What the tus server stores into. */
  readonly uploads: StagedFileStore;

  constructor(options: DiskStagingAreaOptions) {
    this.#directory = resolve(options.directory);
    this.#reservedBytes = options.reservedBytes ?? RESERVED_BYTES;
    this.#keptMs = options.keptMs ?? KEPT_MS;
    this.#sealing = options.sealing ?? null;
    this.#failPoints = options.failPoints;
    const { peers = null, locks = null } = options.sharing ?? {};
    this.#isAlone = () => peers?.isAlone ?? true;
    this.#turns = new UploadTurns(locks);
    this.#records = new UploadRecords(this.#directory, this.#isAlone);
    peers?.onPeers(() => this.#records.forgetAll());
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
    this.#batches = new StagedBatches(this.#directory, {
      sealing: this.#sealing,
      isAlone: this.#isAlone,
      turns: locks?.mutex('batch') ?? new KeyedMutex(),
    });
    const parts = { digests: this.#digests, blocks: sharedBlocks, failPoints: options.failPoints };
    this.uploads = new StagedFileStore({
      ...parts,
      directory: this.#directory,
      records: this.#records,
      turns: this.#turns,
      sealing: this.#sealing && {
        ...this.#sealing,
        receiver: new SealedReceiver({
          ...parts,
          vault: this.#sealing.vault,
          payloads: this.#payloads,
          smallBytes: SMALL_BYTES,
        }),
      },
      keptMs: this.#keptMs,
    });
  }

  /** Where an upload lies in clear. */
  pathOf(uploadId: string): string {
    return join(this.#directory, uploadId);
  }

  async addBatch(files: readonly StagedContent[]): Promise<string[]> {
    const uploadIds = await nameFullDisk(() => this.#batches.add(files));
    await this.#failPoints.reach('batch-staged');
    return uploadIds;
  }

  async receive(file: FileInBatch, source: AsyncIterable<Uint8Array>) {
    const uploadId = randomBytes(16).toString('hex');
    try {
      await this.uploads.receive(uploadId, file, source);
      return { uploadId, digest: await this.#digest(uploadId) };
    } catch (error) {
      await this.remove(uploadId);
      throw error;
    }
  }

  listBatches(before?: Date): Promise<(readonly BatchedUpload[])[]> {
    return this.#batches.list(before);
  }

  async open(uploadId: string): Promise<StagedFile> {
    if (StagedBatches.isMember(uploadId)) return nameFullDisk(() => this.#batches.open(uploadId));
    const filePath = this.pathOf(uploadId);
    const { header, size = 0 } = (await this.#records.get(uploadId)) ?? {};
    if (header === undefined) return { filePath, sealed: null };
    const { payload } = sealedPathsOf(filePath);
    const sealed = { header, bytes: size, payloadCid: () => this.#payloadCid(uploadId, size) };
    return { filePath: payload, sealed };
  }

  async readSmall(uploadIds: readonly string[]): Promise<ReadonlyMap<string, SmallStagedFile>> {
    const together = uploadIds.filter((uploadId) => StagedBatches.isMember(uploadId));
    const alone = uploadIds.filter((uploadId) => !StagedBatches.isMember(uploadId));
    const found = new Map(await this.#batches.readSmall(together));
    await inParallel(alone, READ_AT_ONCE, async (uploadId) => {
      const file = await this.#readSmall(uploadId);
      if (file !== null) found.set(uploadId, file);
    });
    return found;
  }

  async #readSmall(uploadId: string): Promise<SmallStagedFile | null> {
    const { header, size = 0 } = (await this.#records.get(uploadId)) ?? {};
    if (header === undefined || sealedBytesOf(size) > SMALL_PAYLOAD_BYTES) return null;
    const payload = await readFile(sealedPathsOf(this.pathOf(uploadId)).payload).catch(() => null);
    if (payload?.length !== sealedBytesOf(size)) return null;
    return { bytes: size, header, recipients: [], payload, isProven: false };
  }

  applyAccess(uploadId: string): Promise<void> {
    return nameFullDisk(() => this.#applyAccess(uploadId));
  }

  async #applyAccess(uploadId: string): Promise<void> {
    if (StagedBatches.isMember(uploadId)) return this.#batches.applyAccess(uploadId);
    const sealing = this.#sealing;
    const known = await this.#records.get(uploadId);
    if (sealing === null || known === undefined) return;
    const path = this.pathOf(uploadId);
    const wanted = await this.#formOf(known);
    if (wanted === null || wanted === formOf(known)) return removeOtherForm(path, known);
    await this.#turns.interrupt(uploadId, async () => {
      const record = await this.#records.get(uploadId);
      if (record === undefined || (await this.#formOf(record)) === formOf(record)) return;
      const change = { id: uploadId, path, records: this.#records, vault: sealing.vault };
      this.#digests.drop(uploadId);
      this.#payloads.drop(uploadId);
      if (isSealed(record)) await unsealUpload(change, record);
      else await sealUpload(change, record);
    });
  }

  async find(uploadId: string): Promise<StagedUpload | null> {
    if (StagedBatches.isMember(uploadId)) return this.#batches.find(uploadId);
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
    if (StagedBatches.isMember(uploadId)) return this.#batches.digest(uploadId);
    try {
      return await this.#digest(uploadId);
    } catch (cause) {
      // It may be removed at any moment.
      if ((await this.uploads.findUpload(uploadId)) !== null) throw cause;
      throw new NotFoundError(`Upload ${uploadId}`);
    }
  }

  async #digest(uploadId: string): Promise<FileDigest> {
    const upload = await this.uploads.findUpload(uploadId);
    const record = await this.#records.get(uploadId);
    if (upload === null || record === undefined) throw new NotFoundError(`Upload ${uploadId}`);
    const path = this.pathOf(uploadId);
    const bytes = upload.offset;
    if (isSealed(record)) return this.#digestSealed(uploadId, record);
    if (bytes <= SMALL_BYTES) return digestFile(createReadStream(path), sha256);
    return wholeDigest(await this.#digests.finish({ uploadId, path, bytes }));
  }

  async remove(uploadId: string): Promise<void> {
    if (StagedBatches.isMember(uploadId)) return this.#batches.remove(uploadId);
    const path = this.pathOf(uploadId);
    this.#digests.drop(uploadId);
    this.#payloads.drop(uploadId);
    await removeFile(path);
    await forgetLeaves(path);
    await removeSealed(path);
    await forgetLeaves(sealedPathsOf(path).payload);
    await this.#records.delete(uploadId);
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

  /** Ends the threads that compute digests and encrypt. */
  async stop(): Promise<void> {
    await Promise.all([this.#digests.stop(), this.#payloads.stop()]);
  }

  async #digestSealed(uploadId: string, { header, size = 0 }: SealedRecord): Promise<FileDigest> {
    const path = this.pathOf(uploadId);
    try {
      const upload = await SealedUpload.open({ path, size, header, vault: this.#requireVault() });
      const progress = await SealedUpload.progress(path, size);
      if (progress === null) throw new NotFoundError(`Upload ${uploadId}`);
      if (size <= SMALL_BYTES || progress.chunkedBytes < size)
        return await digestFile(upload.read(progress), sha256);
      const seal = { payloadKey: upload.payloadKey, size };
      const sealed = { uploadId, path: upload.paths.payload, bytes: size, seal };
      // What is published later asks for it again.
      const [digest] = await Promise.all([
        this.#digests.finish(sealed),
        this.#payloadCid(uploadId, size).catch(() => undefined),
      ]);
      return wholeDigest(digest);
    } catch (cause) {
      if (!(cause instanceof DamagedPayloadError)) throw cause;
      throw new ContentMismatchError(
        `What arrived of this file was altered on the staging disk. ${cause.message} Upload it again.`,
        { cause },
      );
    }
  }

  /** The CID of the payload; its leaves are beside it then. */
  async #payloadCid(uploadId: string, size: number): Promise<string> {
    const path = sealedPathsOf(this.pathOf(uploadId)).payload;
    const bytes = sealedBytesOf(size);
    if (size <= SMALL_BYTES) return (await digestFile(createReadStream(path), sha256)).cid;
    // The digest may be of former bytes: another process may have encrypted the file again.
    if (!this.#isAlone()) this.#payloads.drop(uploadId);
    const { cid } = await this.#payloads.finish({ uploadId, path, bytes });
    if (cid === undefined) throw new Error('The threads that encrypt find no CID.');
    return cid;
  }

  async #formOf({ metadata }: UploadRecord): Promise<'SEALED' | 'CLEAR' | null> {
    const draftId = metadata?.['draft'] ?? null;
    const isSealed = draftId === null ? null : await this.#sealing?.isSealed(draftId);
    return isSealed == null ? null : isSealed ? 'SEALED' : 'CLEAR';
  }

  #requireVault(): Sealing['vault'] {
    if (this.#sealing === null) throw new Error('An upload is encrypted, and there is no vault key.');
    return this.#sealing.vault;
  }
}

type SealedRecord = UploadRecord & { readonly header: string };

function isSealed(record: UploadRecord): record is SealedRecord {
  return record.header !== undefined;
}

function formOf(record: UploadRecord): 'SEALED' | 'CLEAR' {
  return isSealed(record) ? 'SEALED' : 'CLEAR';
}
