import { keepLeaves } from '../leaf-hash-file.ts';
import type { StagedSeal } from './digest-request.ts';
import { DigestThreads } from './digest-threads.ts';
import type { FinishedDigest, RunningDigest } from './running-digest.ts';

/** Digests that nobody feeds at the moment; beyond, the one longest idle is dropped, and made again from the disk when needed. */
const MOST_IDLE = 128;
/** As many files as a draft takes: publication asks again for those of all. */
const MOST_FINISHED = 10_000;

export interface DigestedBytes {
  readonly uploadId: string;
  readonly path: string;
  /** How many bytes the digest is of, from the start. */
  readonly bytes: number;
  /** Where the file holds them encrypted; they end with a chunk then. */
  readonly seal?: StagedSeal | null;
}

/**
 * The digests of uploads under way, by upload. What is not there any more, after a restart or a while without bytes, is read
 * again from the staged file. One caller at a time for an upload.
 */
export class UploadDigests {
  readonly #threads: DigestThreads;
  /** Idle ones, the longest idle first. */
  readonly #idle = new Map<string, RunningDigest>();
  readonly #finished = new Map<string, Omit<FinishedDigest, 'leaves'>>();
  /** Reading behind a writer, so that the digest is ready soon after its last byte. */
  readonly #following = new Map<string, Promise<void>>();

  constructor(threads = new DigestThreads()) {
    this.#threads = threads;
  }

  /** A digest that is fed, and then dropped: of no bytes of an upload. */
  begin(): RunningDigest {
    return this.#threads.begin();
  }

  /** The digest of exactly so many bytes, to be fed and then given back; null when it has to be read from the disk first. */
  take(uploadId: string, bytes: number): RunningDigest | null {
    this.#finished.delete(uploadId);
    if (bytes === 0) {
      this.drop(uploadId);
      return this.#threads.begin();
    }
    const digest = this.#idle.get(uploadId);
    if (digest === undefined || digest.isBroken || digest.bytes !== bytes) return null;
    this.#idle.delete(uploadId);
    return digest;
  }

  giveBack(uploadId: string, digest: RunningDigest): void {
    if (digest.isBroken) return;
    this.#idle.set(uploadId, digest);
    const [longest] = this.#idle;
    if (this.#idle.size > MOST_IDLE && longest !== undefined) this.drop(longest[0]);
  }

  /** Begins to read what a digest lacks, in the background. A failure shows when the digest is asked for. */
  follow(upload: DigestedBytes): void {
    this.#catchUp(upload).catch(() => undefined);
  }

  /** Keeps the leaves beside the file, if they are of its own bytes. @throws when the file has fewer bytes, or can't be read */
  async finish(upload: DigestedBytes): Promise<Omit<FinishedDigest, 'leaves'>> {
    const known = this.#finished.get(upload.uploadId);
    if (known?.bytes === upload.bytes) return known;
    await this.#catchUp(upload);
    const digest = this.#idle.get(upload.uploadId);
    if (digest === undefined)
      throw new Error(`The digest of upload ${upload.uploadId} was dropped meanwhile.`);
    this.#idle.delete(upload.uploadId);
    const { leaves, ...finished } = await digest.finish();
    if (leaves !== undefined && upload.seal == null) await keepLeaves(upload.path, leaves);
    this.#finished.set(upload.uploadId, finished);
    const [oldest] = this.#finished;
    if (this.#finished.size > MOST_FINISHED && oldest !== undefined) this.#finished.delete(oldest[0]);
    return finished;
  }

  drop(uploadId: string): void {
    this.#finished.delete(uploadId);
    this.#idle.get(uploadId)?.drop();
    this.#idle.delete(uploadId);
  }

  async stop(): Promise<void> {
    this.#idle.clear();
    await this.#threads.stop();
  }

  async #catchUp(upload: DigestedBytes): Promise<void> {
    const before = this.#following.get(upload.uploadId)?.catch(() => undefined);
    const reading = (before ?? Promise.resolve()).then(() => this.#read(upload));
    this.#following.set(upload.uploadId, reading);
    try {
      await reading;
    } finally {
      if (this.#following.get(upload.uploadId) === reading) this.#following.delete(upload.uploadId);
    }
  }

  async #read({ uploadId, path, bytes, seal = null }: DigestedBytes): Promise<void> {
    const idle = this.#idle.get(uploadId);
    const isUsable = idle !== undefined && !idle.isBroken && idle.bytes <= bytes;
    if (!isUsable) this.drop(uploadId);
    const digest = isUsable ? idle : this.#threads.begin();
    this.#idle.delete(uploadId);
    await digest.readUpTo(path, bytes, seal);
    this.giveBack(uploadId, digest);
  }
}
