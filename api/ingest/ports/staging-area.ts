import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { SmallSealedFile, StagedSeal } from '../../storage/ports/content-store.ts';

/** An upload that is still on the staging disk, whole or in part. */
export interface StagedUpload {
  readonly id: string;
  readonly draftId: string;
  readonly path: string;
  /** Lower-case hex the client promised; null when it promised none. */
  readonly sha256: string | null;
  /** Length the client announced. */
  readonly bytes: number;
  readonly receivedBytes: number;
  /** When it is given up unless more of it arrives; null once it is whole. */
  readonly expiresAt: Date | null;
}

/** The bytes of an upload that is whole; perhaps moved on already, as a repeat after a crash finds them. */
export interface StagedFile {
  readonly filePath: string;
  /** Null for a file in clear; else `filePath` holds the payload of an age file. */
  readonly sealed: StagedSeal | null;
}

/** A file that has come whole, with its digest. */
export interface StagedContent {
  readonly draftId: string;
  /** Encrypted; else in clear. */
  readonly isPrivate: boolean;
  readonly path: string;
  readonly digest: FileDigest;
  readonly plain: Uint8Array;
}

/** One of many in a request, whose bytes are still to come. */
export interface FileInBatch {
  readonly draftId: string;
  /** Encrypted; else in clear. */
  readonly isPrivate: boolean;
  readonly path: string;
  /** As announced: lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/** One of those that came together. */
export type BatchedUpload = Pick<StagedUpload, 'id' | 'draftId'>;

export type SmallStagedFile = Omit<SmallSealedFile, 'cid'>;

/** Where uploads wait until their draft is published. A file in it is on disk before its bytes are acknowledged. */
export interface StagingArea {
  /** Where an upload's bytes are, and in which form. */
  open(uploadId: string): Promise<StagedFile>;
  /** Takes files that have come whole: on disk when this resolves. @returns the ids of their uploads, in order */
  addBatch(files: readonly StagedContent[]): Promise<string[]>;
  /**
   * Takes a file in one piece, to the disk as it comes; one that does not come whole leaves nothing.
   * @returns its upload, and the digest of what came
   * @throws StorageFullError, and what the source failed with
   */
  receive(
    file: FileInBatch,
    source: AsyncIterable<Uint8Array>,
  ): Promise<{ readonly uploadId: string; readonly digest: FileDigest }>;
  /** All batches, which `list` does not tell of, or those staged before a time. */
  listBatches(before?: Date): Promise<(readonly BatchedUpload[])[]>;
  /** Of those that are whole, encrypted and small; the others are opened one by one. */
  readSmall(uploadIds: readonly string[]): Promise<ReadonlyMap<string, SmallStagedFile>>;
  /**
   * Brings an upload, whole or in part, into the form that its draft's access asks for: in clear when `OPEN`, else encrypted.
   * Harmless to repeat; a crash leaves one whole form. What is just being received breaks off and can be resumed.
   */
  applyAccess(uploadId: string): Promise<void>;
  find(uploadId: string): Promise<StagedUpload | null>;
  /**
   * Of what has been received, computed while it arrived; read again only where a restart came between.
   * @throws NotFoundError when the bytes are gone
   */
  digest(uploadId: string): Promise<FileDigest>;
  /** Removes bytes and record; removing what is not there is harmless. */
  remove(uploadId: string): Promise<void>;
  /** Ids of everything staged, including what a crash left half-made. */
  list(): Promise<string[]>;
  /** Throws StorageFullError unless `bytes` more fit on the disk. */
  ensureRoom(bytes: number): Promise<void>;
}
