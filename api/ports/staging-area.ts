import type { FileDigest } from '@lanran/protocol/file-digest';

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

/** Where uploads wait until their draft is published. A file in it is on disk before its bytes are acknowledged. */
export interface StagingArea {
  /** Absolute path of the upload's bytes, whether they exist or not. */
  pathOf(uploadId: string): string;
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
