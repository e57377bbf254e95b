import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { FileSource } from '../../../../lib/files/file-handles.ts';
import type { FileToSend, SendHooks } from '../../../../lib/files/send-file.ts';
import type { SmallFile, TogetherHooks } from '../../../../lib/files/send-together.ts';
import type { KeptFile } from './upload-phase.ts';

/** What uploads need of the page, the browser and the platform. */
export interface UploadsPorts {
  hash(file: File, options: { signal: AbortSignal; onProgress(bytes: number): void }): Promise<FileDigest>;
  send(file: FileToSend, hooks: SendHooks): Promise<void>;
  /** @returns by path, why a file was refused for itself alone */
  sendTogether(
    draftId: string,
    files: readonly SmallFile[],
    hooks: TogetherHooks,
  ): Promise<ReadonlyMap<string, Error>>;
  /** What the platform has whole, by path: SHA-256. */
  arrived(): ReadonlyMap<string, string>;
  /** The same, asked for now. */
  askArrived(): Promise<ReadonlyMap<string, string>>;
  /** Where the platform has a part of a file. */
  uploadUrl(path: string): string | null;
  /** How much of an upload the platform has; null when it has none. */
  arrivedBytes(uploadUrl: string): Promise<number | null>;
  onArrived(): void;
  keep(file: KeptFile): void;
  forget(path: string): void;
  /** The file as it is on this computer now; null when it can't be read. */
  open(source: FileSource): Promise<File | null>;
  now(): number;
  /** Ends early when the connection is back. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** How often listeners hear of progress. */
  readonly tellMs: number;
}
