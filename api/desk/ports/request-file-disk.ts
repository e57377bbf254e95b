import type { ReceivedFile } from './request-file-store.ts';

/** Bytes that were received, hashed and encrypted, and that are not kept yet. */
export interface IncomingFile extends Pick<ReceivedFile, 'bytes' | 'sha256' | 'header' | 'vaultKey'> {
  readonly id: string;
}

/** What it takes to read a file. */
export type SealedFile = Pick<ReceivedFile, 'id' | 'bytes' | 'header'>;

/** Where the bytes of files of threads are: encrypted, and nowhere else. */
export interface RequestFileDisk {
  /** @throws StorageFullError unless `bytes` more fit on the disk */
  ensureRoom(bytes: number): Promise<void>;
  /**
   * Takes bytes as they come; a failure leaves nothing.
   * @throws LimitExceededError for more than `mostBytes`, StorageFullError, what the source throws
   */
  receive(source: AsyncIterable<Uint8Array>, mostBytes: number): Promise<IncomingFile>;
  /** Of what is being received; `end` excluded. */
  readIncoming(
    file: IncomingFile,
    range: { readonly start: number; readonly end: number },
  ): AsyncIterable<Uint8Array>;
  /** What was received is on the disk for good when this returns. */
  keep(file: IncomingFile): Promise<void>;
  drop(file: IncomingFile): Promise<void>;
  /** @throws ContentMissingError, ContentUnreadableError before a byte; ContentDamagedError while it is read */
  read(file: SealedFile): Promise<AsyncIterable<Uint8Array>>;
  remove(id: string): Promise<void>;
  /** Under the newest vault key; null when it is so already. @throws ContentUnreadableError */
  reseal(file: Pick<ReceivedFile, 'header' | 'vaultKey'>): Pick<ReceivedFile, 'header' | 'vaultKey'> | null;
  readonly vaultKey: string;
  /** Ids of what has been there since before a time, whole or not. */
  listBefore(time: Date): Promise<string[]>;
}
