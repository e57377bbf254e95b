import { MAX_ENTRY_FILES, MAX_THREAD_BYTES } from '@lanran/protocol/files/request-file';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { type Clock, DAY_MS } from '../../platform/kernel/clock.ts';
import { BadInputError, LimitExceededError, NotFoundError } from '../../platform/kernel/errors.ts';
import { isSameFiles, type RequestFile } from '../domain/request-file.ts';
import type { ReceivedFile, RequestFileStore } from '../ports/request-file-store.ts';

/** How long what nothing names is kept. */
export const KEPT_MS = DAY_MS;

export interface RequestFileClaimsOptions {
  readonly requestFiles: RequestFileStore;
  readonly clock: Clock;
}

/** Who names files, where, and what the thread has already. */
export interface Naming {
  readonly thread: string;
  readonly account: Hex;
  /** Of the entries of before. */
  readonly named: readonly RequestFile[];
}

/** Puts uploaded files into entries. */
export class RequestFileClaims {
  readonly #options: RequestFileClaimsOptions;

  constructor(options: RequestFileClaimsOptions) {
    this.#options = options;
  }

  /**
   * Files for an entry that is about to be written, in the order that is given; they are kept for a day more at least.
   * @throws BadInputError; NotFoundError, the same for another's and for none; LimitExceededError
   */
  async claim(ids: readonly string[], { thread, account, named }: Naming): Promise<RequestFile[]> {
    if (ids.length === 0) return [];
    if (ids.length > MAX_ENTRY_FILES)
      throw new BadInputError('files', `has ${ids.length} files; an entry takes at most ${MAX_ENTRY_FILES}.`);
    if (new Set(ids).size < ids.length) throw new BadInputError('files', 'name each file once.');
    const again = ids.find((id) => named.some((file) => file.id === id));
    if (again !== undefined)
      throw new BadInputError('files', `${again} is in the thread already. Upload it anew to send it again.`);
    const found = await this.#options.requestFiles.findMany(ids);
    const files = ids.map((id) => {
      const file = found.find((each) => each.id === id);
      if (file === undefined || file.thread !== thread || file.account !== account)
        throw new NotFoundError(`File ${id}`);
      return file;
    });
    if (bytesOf([...named, ...files]) > MAX_THREAD_BYTES) throw fullThread();
    const until = new Date(this.#options.clock.now().getTime() + KEPT_MS);
    if (!(await this.#options.requestFiles.renew(ids, until)))
      throw new NotFoundError(`File ${ids.join(', ')}`);
    return files.map(toRequestFile);
  }

  /** Are they what an entry has, under these or other ids? */
  async areSame(ids: readonly string[], files: readonly RequestFile[]): Promise<boolean> {
    if (ids.length !== files.length) return false;
    if (ids.length === 0) return true;
    const found = await this.#options.requestFiles.findMany(ids);
    const named = ids.flatMap((id) => found.find((file) => file.id === id) ?? []);
    return isSameFiles(named, files);
  }
}

export function threadOfRequest(id: string): string {
  return `request/${id}`;
}

/** Of a question that is not sent yet. */
export function threadOfBatch(batch: string): string {
  return `batch/${batch}`;
}

export function bytesOf(files: readonly Pick<RequestFile, 'bytes'>[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

export function fullThread(): LimitExceededError {
  return new LimitExceededError(
    `A thread takes at most ${MAX_THREAD_BYTES} bytes of files. Leave files out, or ask anew.`,
  );
}

export function toRequestFile({ id, name, mediaType, bytes, sha256 }: ReceivedFile): RequestFile {
  return { id, name, mediaType, bytes, sha256 };
}
