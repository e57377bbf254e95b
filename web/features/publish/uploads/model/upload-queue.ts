import { MAX_BATCHED_FILE_BYTES, MAX_BATCHED_FILES } from '@lanran/protocol/files/upload-batch';
import { contentDoubtOf } from '@lanran/sdk/publishing/file-signatures';
import { fileStart } from '../../../../lib/files/file-start.ts';
import { OtherFileError } from '../../../../lib/files/other-file-error.ts';
import type { Job, UploadState } from './upload-state.ts';
import { type FilePhase, retryAfter, waitBefore } from './upload-phase.ts';
import type { UploadsPorts } from './uploads-ports.ts';

const HASHERS = 2;
/** Requests. */
const SENDERS = 3;
/** Of a request of several files. */
const BYTES_TOGETHER = 4 * 1_048_576;

interface UploadLineOptions {
  readonly draftId: string;
  readonly state: UploadState;
  readonly ports: UploadsPorts;
  /** Something refused that the next file would meet as well. */
  onHalt(error: unknown): void;
  /** What came of a try is to be told at once. */
  onFailed(): void;
}

/** A file whose turn it is, and the try that is made with it. */
interface TakenFile {
  readonly path: string;
  readonly job: Job;
}

type Taken = readonly [TakenFile, ...TakenFile[]];

/** Takes files as it is their turn, a few at a time: hashes them, sends them, and tries again what may pass. */
export class UploadQueue {
  readonly #options: UploadLineOptions;
  readonly #state: UploadState;
  readonly #ports: UploadsPorts;
  /** Files that are sent by a request of another. */
  #sentAlong = 0;

  constructor(options: UploadLineOptions) {
    this.#options = options;
    this.#state = options.state;
    this.#ports = options.ports;
  }

  next(): void {
    const { work } = this.#state;
    if (this.#state.isPaused) return;
    for (const path of work.first('waiting', HASHERS - work.count('hashing')))
      this.#begin([path], { as: 'hashing', run: ([file]) => this.#hash(file) });
    if (this.#state.isSignedOut) return;
    const taken = (['sending', 'checking', 'offline'] as const).map((phase) => work.count(phase));
    const free = SENDERS - taken.reduce((sum, count) => sum + count, -this.#sentAlong);
    for (let request = 0; request < free; request++) {
      const paths = this.#nextTogether();
      const run = (files: Taken) => (files.length > 1 ? this.#sendTogether(files) : this.#send(files[0]));
      if (paths.length > 0) this.#begin(paths, { as: 'sending', run });
    }
  }

  /** The next that is ready; if it is small, with others that are: they cost a request together. */
  #nextTogether(): string[] {
    const [first, ...others] = this.#state.work.first('ready', MAX_BATCHED_FILES);
    if (first === undefined) return [];
    if (!this.#canGoTogether(first)) return [first];
    const taken = [first];
    let room = BYTES_TOGETHER - this.#bytesOf(first);
    for (const path of others) {
      if (!this.#canGoTogether(path)) continue;
      room -= this.#bytesOf(path);
      if (room < 0) break;
      taken.push(path);
    }
    return taken;
  }

  #bytesOf(path: string): number {
    return this.#state.jobs.get(path)?.file.size ?? 0;
  }

  /** One that was begun goes on where it was. */
  #canGoTogether(path: string): boolean {
    const bytes = this.#bytesOf(path);
    return bytes > 0 && bytes <= MAX_BATCHED_FILE_BYTES && this.#state.work.get(path)?.isBegun === false;
  }

  #begin(paths: readonly string[], { as, run }: { as: FilePhase; run(files: Taken): Promise<void> }): void {
    const [first, ...others] = paths.flatMap((path): TakenFile[] => {
      const job = this.#state.jobs.get(path);
      return job === undefined ? [] : [{ path, job }];
    });
    if (first === undefined) return;
    const files: Taken = [first, ...others];
    for (const { path } of files) this.#state.change(path, { phase: as });
    run(files).catch((error: unknown) => {
      for (const { path, job } of files) this.#fail(path, job, error);
    });
  }

  async #hash({ path, job }: TakenFile): Promise<void> {
    const state = this.#state;
    const digest = await this.#ports.hash(job.file, {
      signal: job.abort.signal,
      onProgress: (hashedBytes) => {
        if (state.isCurrent(path, job)) state.change(path, { hashedBytes });
      },
    });
    const doubt = contentDoubtOf(path, await fileStart(job.file));
    if (!state.isCurrent(path, job)) return;
    if (job.expected !== null && digest.sha256 !== job.expected) throw new OtherFileError(path, 'CONTENT');
    state.digests.set(path, digest);
    if (doubt !== null) state.doubts.set(path, doubt);
    const isThere = this.#ports.arrived().get(path) === digest.sha256;
    state.change(path, {
      hashedBytes: digest.bytes,
      sha256: digest.sha256,
      phase: isThere ? 'done' : job.isHeld ? 'paused' : 'ready',
      ...(isThere && { sentBytes: digest.bytes }),
    });
    state.keep(path);
    this.next();
  }

  async #send({ path, job }: TakenFile): Promise<void> {
    const state = this.#state;
    const sha256 = state.digests.get(path)?.sha256 ?? '';
    const { abort, file } = job;
    job.session = state.session;
    let known: number | null = state.work.get(path)?.isBegun === true ? null : 0;
    state.change(path, { isBegun: true });
    state.keep(path);
    await this.#ports.send(
      { draftId: this.#options.draftId, path, file, sha256, uploadUrl: this.#ports.uploadUrl(path) },
      {
        signal: abort.signal,
        onProgress: (sentBytes) => {
          if (!state.isCurrent(path, job)) return;
          // What was there before this try is no speed.
          if (known !== null && sentBytes > known) state.movedBytes += sentBytes - known;
          if (known !== null) job.tries = 0;
          known = sentBytes;
          state.change(path, { sentBytes, phase: sentBytes === file.size ? 'checking' : 'sending' });
        },
        onElsewhere: () => {
          if (state.isCurrent(path, job)) state.change(path, { phase: 'elsewhere' });
          this.next();
        },
        hasArrived: async () => (await this.#ports.askArrived()).get(path) === sha256,
      },
    );
    if (!state.isCurrent(path, job)) return;
    this.#settle(path, job);
    this.#ports.onArrived();
    this.next();
  }

  #settle(path: string, { file }: Job): void {
    this.#state.change(path, { sentBytes: file.size, phase: 'done' });
    this.#state.kept.delete(path);
  }

  /** One of them that is stopped stops the request; the others are ready again. */
  async #sendTogether(files: Taken): Promise<void> {
    const state = this.#state;
    const abort = new AbortController();
    for (const { job } of files) {
      job.session = state.session;
      job.abort.signal.addEventListener('abort', () => abort.abort(), { once: true });
    }
    this.#sentAlong += files.length - 1;
    const refused = await this.#postTogether(files, abort.signal).finally(() => {
      this.#sentAlong -= files.length - 1;
    });
    for (const { path, job } of files) {
      if (!state.isCurrent(path, job)) continue;
      const refusal = refused?.get(path);
      if (refused === null) state.change(path, { sentBytes: 0, phase: 'ready' });
      else if (refusal !== undefined) this.#fail(path, job, refusal);
      else this.#settle(path, job);
    }
    this.#ports.onArrived();
    this.next();
  }

  /** Null when it was stopped. */
  async #postTogether(files: Taken, signal: AbortSignal): Promise<ReadonlyMap<string, Error> | null> {
    const state = this.#state;
    const jobs = new Map(files.map(({ path, job }) => [path, job]));
    const small = files.map(({ path, job: { file } }) => ({
      path,
      file,
      sha256: state.digests.get(path)?.sha256 ?? '',
    }));
    const onProgress = (path: string, sentBytes: number) => {
      const job = jobs.get(path);
      if (job === undefined || !state.isCurrent(path, job)) return;
      state.movedBytes += sentBytes - (state.work.get(path)?.sentBytes ?? 0);
      state.change(path, { sentBytes });
    };
    try {
      return await this.#ports.sendTogether(this.#options.draftId, small, { signal, onProgress });
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    }
  }

  #fail(path: string, job: Job, error: unknown): void {
    const state = this.#state;
    if (!state.isCurrent(path, job)) return;
    job.tries += 1;
    switch (retryAfter(error, job.tries)) {
      case 'again':
        state.change(path, { phase: 'offline', error });
        void this.#tryAgain(path, job);
        break;
      case 'sign-in':
        if (job.session === state.session) state.isSignedOut = true;
        state.change(path, { phase: 'ready' });
        break;
      case 'halt':
        state.change(path, { phase: 'failed', error });
        this.#options.onHalt(error);
        break;
      case 'fail':
        state.change(path, { phase: 'failed', error });
    }
    this.#options.onFailed();
    this.next();
  }

  async #tryAgain(path: string, job: Job): Promise<void> {
    await this.#ports.wait(waitBefore(job.tries), job.abort.signal);
    if (!this.#state.isCurrent(path, job)) return;
    this.#state.change(path, { phase: 'ready', error: null });
    this.next();
  }
}
