import { contentDoubtOf } from '@lanran/sdk/publishing/file-signatures';
import { fileStart } from '../../../../lib/files/file-start.ts';
import { OtherFileError } from '../../../../lib/files/other-file-error.ts';
import type { Job, UploadState } from './upload-state.ts';
import { type FilePhase, retryAfter, waitBefore } from './upload-phase.ts';
import type { UploadsPorts } from './uploads-ports.ts';

const HASHERS = 2;
const SENDERS = 3;

interface UploadLineOptions {
  readonly draftId: string;
  readonly state: UploadState;
  readonly ports: UploadsPorts;
  /** Something refused that the next file would meet as well. */
  onHalt(error: unknown): void;
  /** What came of a try is to be told at once. */
  onFailed(): void;
}

/** Takes files as it is their turn, a few at a time: hashes them, sends them, and tries again what may pass. */
export class UploadQueue {
  readonly #options: UploadLineOptions;
  readonly #state: UploadState;
  readonly #ports: UploadsPorts;

  constructor(options: UploadLineOptions) {
    this.#options = options;
    this.#state = options.state;
    this.#ports = options.ports;
  }

  next(): void {
    const { work } = this.#state;
    if (this.#state.isPaused) return;
    this.#begin('waiting', {
      as: 'hashing',
      free: HASHERS - work.count('hashing'),
      run: (path, job) => this.#hash(path, job),
    });
    if (this.#state.isSignedOut) return;
    const taken = (['sending', 'checking', 'offline'] as const).map((phase) => work.count(phase));
    this.#begin('ready', {
      as: 'sending',
      free: SENDERS - taken.reduce((sum, count) => sum + count, 0),
      run: (path, job) => this.#send(path, job),
    });
  }

  #begin(
    from: FilePhase,
    { as, free, run }: { as: FilePhase; free: number; run(path: string, job: Job): Promise<void> },
  ): void {
    for (const path of this.#state.work.first(from, free)) {
      const job = this.#state.jobs.get(path);
      if (job === undefined) continue;
      this.#state.change(path, { phase: as });
      run(path, job).catch((error: unknown) => this.#fail(path, job, error));
    }
  }

  async #hash(path: string, job: Job): Promise<void> {
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

  async #send(path: string, job: Job): Promise<void> {
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
    state.change(path, { sentBytes: file.size, phase: 'done' });
    state.kept.delete(path);
    this.#ports.onArrived();
    this.next();
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
